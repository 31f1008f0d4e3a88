package dev.surety.lab.baseline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class MixtureTest {

  private static final double[] SATISFACTION = {0.2, 0.6, 0.8};
  private static final double[] COST = {1, 2, 10};

  @Test
  void theCheapestMixtureOfTwoReachesTheTargetExactly() {
    Mixture mixture = Mixture.cheapest(SATISFACTION, COST, 0.5);
    assertThat(mixture.shares()).containsExactly(new double[] {0.25, 0.75, 0}, within(1e-12));
    assertThat(mixture.feasible()).isTrue();
  }

  @Test
  void aSingleModelThatDoesIsTaken() {
    assertThat(Mixture.cheapest(SATISFACTION, COST, 0.1).shares()).containsExactly(1, 0, 0);
    assertThat(Mixture.cheapest(SATISFACTION, COST, 0.8).shares()).containsExactly(0, 0, 1);
  }

  @Test
  void outOfReachMeansTheBestModelAndSaysSo() {
    for (Mixture mixture :
        List.of(
            Mixture.cheapest(SATISFACTION, COST, 0.9), Mixture.educatedGuess(SATISFACTION, 0.9))) {
      assertThat(mixture.shares()).containsExactly(0, 0, 1);
      assertThat(mixture.feasible()).isFalse();
    }
  }

  /** No mixture on a grid that reaches the target is cheaper. */
  @Property(tries = 200)
  void noMixtureIsCheaper(
      @ForAll @Size(3) List<@DoubleRange(min = 0, max = 1) Double> satisfaction,
      @ForAll @Size(3) List<@DoubleRange(min = 0.01, max = 10) Double> cost,
      @ForAll @DoubleRange(min = 0, max = 1) double target) {
    double[] a = satisfaction.stream().mapToDouble(x -> x).toArray();
    double[] e = cost.stream().mapToDouble(x -> x).toArray();
    Mixture found = Mixture.cheapest(a, e, target);
    assertThat(Mixture.mean(found.shares(), a) >= target - 1e-9).isEqualTo(found.feasible());
    for (int i = 0; i <= 20; i++) {
      for (int j = 0; i + j <= 20; j++) {
        double[] p = {i / 20.0, j / 20.0, (20 - i - j) / 20.0};
        if (Mixture.mean(p, a) >= target && found.feasible()) {
          assertThat(Mixture.mean(p, e))
              .isGreaterThanOrEqualTo(Mixture.mean(found.shares(), e) - 1e-9);
        }
      }
    }
  }

  @Test
  void educatedGuessingStopsAtTheTargetWhateverItCosts() {
    Mixture guess = Mixture.educatedGuess(SATISFACTION, 0.7);
    double mean = Mixture.mean(guess.shares(), SATISFACTION);
    assertThat(mean).isBetween(0.7 - 1e-6, 0.705);
    assertThat(guess.shares()[0] + guess.shares()[1] + guess.shares()[2])
        .isCloseTo(1, within(1e-9));
    assertThat(Mixture.mean(guess.shares(), COST))
        .isGreaterThan(Mixture.mean(Mixture.cheapest(SATISFACTION, COST, 0.7).shares(), COST));
    assertThat(Mixture.educatedGuess(SATISFACTION, 0.5).shares())
        .describedAs("uniform is enough")
        .containsExactly(new double[] {1 / 3.0, 1 / 3.0, 1 / 3.0}, within(1e-12));
  }
}
