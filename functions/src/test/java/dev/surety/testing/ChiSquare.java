package dev.surety.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.stream.IntStream;
import org.apache.commons.statistics.inference.ChiSquareTest;

/** Pearson's test of observed counts against expected ones. */
public final class ChiSquare {

  /** How often a true hypothesis is refused; the seeds of our tests are fixed anyway. */
  private static final double REFUSED = 1 / 30_000.0;

  private ChiSquare() {}

  /**
   * Fails when the counts do not fit. Cells that are expected to be empty must be.
   *
   * @param probability of each cell; they sum to 1
   */
  public static void assertFits(long[] counts, double[] probability) {
    assertThat(IntStream.range(0, counts.length).mapToDouble(i -> probability[i]).sum())
        .describedAs("probabilities sum to")
        .isCloseTo(1, within(1e-9));
    int[] possible = IntStream.range(0, counts.length).filter(i -> probability[i] > 0).toArray();
    for (int i = 0; i < counts.length; i++) {
      if (probability[i] == 0) {
        assertThat(counts[i]).describedAs("count of the impossible cell %d", i).isZero();
      }
    }
    if (possible.length > 1) {
      double[] expected = IntStream.of(possible).mapToDouble(i -> probability[i]).toArray();
      long[] observed = IntStream.of(possible).mapToLong(i -> counts[i]).toArray();
      assertThat(ChiSquareTest.withDefaults().test(expected, observed).getPValue())
          .describedAs("chance of counts %s where %s is expected", observed, expected)
          .isGreaterThan(REFUSED);
    }
  }
}
