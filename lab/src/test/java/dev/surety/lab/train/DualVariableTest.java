package dev.surety.lab.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.surety.lab.train.DualVariable.Binned;
import dev.surety.lab.train.DualVariable.Single;
import java.util.List;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class DualVariableTest {

  @Test
  void thePublishedOneMovesByTheMeanMissOfFiveBatches() {
    Single dual = new Single();
    for (int batch = 0; batch < 4; batch++) {
      dual.observe(0, 0.9, scaled -> 0.5);
      assertThat(dual.weight(0)).isEqualTo(1);
    }
    dual.observe(0, 0.9, scaled -> 0.5);
    assertThat(dual.weight(0)).isEqualTo(1 + 0.4 * 0.4, within(1e-12));
    assertThat(dual.mean()).isEqualTo(dual.weight(-1));
  }

  @Property(tries = 100)
  void thePublishedOneIsNeverBelowOneInWeight(
      @ForAll @Size(30) List<@DoubleRange(min = 0, max = 1) Double> served) {
    Single dual = new Single();
    for (double quality : served) {
      assertThat(dual.observe(0, 0.5, scaled -> quality)).isEqualTo(quality);
      assertThat(dual.weight(0)).isGreaterThanOrEqualTo(1);
    }
  }

  @Test
  void aRangeThatMissesItsTargetWeighsQualityMoreAndTheOthersDoNot() {
    Binned dual = new Binned();
    for (int batch = 0; batch < 10; batch++) {
      dual.observe(0.9, 0.9, scaled -> 0.6);
      dual.observe(-0.9, 0.4, scaled -> 0.6);
    }
    assertThat(dual.weight(0.9)).isGreaterThan(1);
    assertThat(dual.weight(-0.9)).as("exceeded: quality may weigh less").isLessThan(1);
    assertThat(dual.weight(0)).isEqualTo(1);
  }

  @Property(tries = 100)
  void weightsStayWithinBoundsHoweverLongATargetIsMissed(
      @ForAll @DoubleRange(min = -1, max = 1) double scaled,
      @ForAll @DoubleRange(min = 0, max = 1) double target,
      @ForAll @DoubleRange(min = 0, max = 1) double served) {
    Binned dual = new Binned();
    for (int batch = 0; batch < 200; batch++) {
      dual.observe(scaled, target, at -> served);
    }
    assertThat(dual.weight(scaled)).isBetween(Math.exp(-9) * 0.999, Math.exp(9) * 1.001);
    assertThat(dual.mean()).isPositive().isFinite();
  }

  /** Half of the batches see lambda as serving does. */
  @Test
  void drawsAroundWhatTrainingSettledOn() {
    SplittableRandom chance = new SplittableRandom(5);
    Binned dual = new Binned();
    int atOne = 0;
    for (int i = 0; i < 1_000; i++) {
      double lambda = dual.draw(chance);
      assertThat(lambda).isBetween(Math.exp(-1), Math.exp(1));
      atOne += lambda == 1 ? 1 : 0;
    }
    assertThat(atOne).isBetween(400, 600);
    assertThat(new Single().draw(chance)).isEqualTo(1);
  }
}
