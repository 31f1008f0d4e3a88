package dev.surety.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

/** Pearson's test of observed counts against expected ones. */
public final class ChiSquare {

  /** A true hypothesis is refused once in 30,000 times; the seeds of our tests are fixed anyway. */
  private static final double Z = 4;

  private ChiSquare() {}

  /**
   * Fails when the counts do not fit. Cells that are expected to be empty must be.
   *
   * @param probability of each cell; they sum to 1
   */
  public static void assertFits(long[] counts, double[] probability) {
    long total = 0;
    double sum = 0;
    for (int i = 0; i < counts.length; i++) {
      total += counts[i];
      sum += probability[i];
    }
    assertThat(sum).describedAs("probabilities sum to").isCloseTo(1, within(1e-9));
    double statistic = 0;
    int cells = 0;
    for (int i = 0; i < counts.length; i++) {
      double expected = probability[i] * total;
      if (expected == 0) {
        assertThat(counts[i]).describedAs("count of the impossible cell %d", i).isZero();
        continue;
      }
      statistic += (counts[i] - expected) * (counts[i] - expected) / expected;
      cells++;
    }
    if (cells > 1) {
      assertThat(statistic)
          .describedAs("chi-square of %d counts in %d cells", total, cells)
          .isLessThan(limit(cells - 1));
    }
  }

  /** Wilson and Hilferty's approximation of the quantile. */
  static double limit(int degreesOfFreedom) {
    double k = 2.0 / (9 * degreesOfFreedom);
    return degreesOfFreedom * Math.pow(1 - k + Z * Math.sqrt(k), 3);
  }
}
