package dev.surety.lab.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import org.apache.commons.numbers.gamma.Digamma;
import org.apache.commons.numbers.gamma.LogBeta;
import org.junit.jupiter.api.Test;

class BetaDensityTest {

  private static final double STEP = 1e-5;

  @Test
  void theDensityOfKnownShapesIsKnown() {
    assertThat(BetaDensity.log(0.3, 1, 1)).isEqualTo(0, within(1e-9));
    assertThat(BetaDensity.log(0.3, 2, 1)).isEqualTo(Math.log(2 * 0.3), within(1e-9));
    assertThat(BetaDensity.log(0.3, 2, 3)).isEqualTo(Math.log(12 * 0.3 * 0.49), within(1e-9));
  }

  @Property(tries = 200)
  void slopesAreThoseOfTheLogarithm(
      @ForAll @DoubleRange(min = 0.01, max = 0.99) double mu,
      @ForAll @DoubleRange(min = 1.01, max = 80) double a,
      @ForAll @DoubleRange(min = 1.01, max = 80) double b) {
    double byA = (BetaDensity.log(mu, a + STEP, b) - BetaDensity.log(mu, a - STEP, b)) / (2 * STEP);
    double byB = (BetaDensity.log(mu, a, b + STEP) - BetaDensity.log(mu, a, b - STEP)) / (2 * STEP);
    assertThat(BetaDensity.slope(mu, a, b)).isEqualTo(byA, within(1e-4));
    assertThat(BetaDensity.slope(1 - mu, b, a)).isEqualTo(byB, within(1e-4));
    assertThat(BetaDensity.entropySlope(a, b))
        .isEqualTo((entropy(a + STEP, b) - entropy(a - STEP, b)) / (2 * STEP), within(1e-4));
  }

  private static double entropy(double a, double b) {
    double logB = LogBeta.value(a, b);
    return logB
        - (a - 1) * Digamma.value(a)
        - (b - 1) * Digamma.value(b)
        + (a + b - 2) * Digamma.value(a + b);
  }

  @Test
  void drawsHaveTheMeanAndTheVarianceOfTheirShape() {
    SplittableRandom chance = new SplittableRandom(7);
    double a = 3;
    double b = 1.5;
    int n = 40_000;
    double sum = 0;
    double squares = 0;
    for (int i = 0; i < n; i++) {
      double mu = BetaDensity.draw(a, b, chance);
      sum += mu;
      squares += mu * mu;
    }
    double mean = sum / n;
    double variance = a * b / ((a + b) * (a + b) * (a + b + 1));
    assertThat(mean).isEqualTo(a / (a + b), within(5 * Math.sqrt(variance / n)));
    assertThat(squares / n - mean * mean).isEqualTo(variance, within(0.03 * variance));
  }
}
