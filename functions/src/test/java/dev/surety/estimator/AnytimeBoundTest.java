package dev.surety.estimator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

/** Whether the bound ever passes the mean is {@code CertificateTest}'s. */
class AnytimeBoundTest {

  @Test
  void knowsNothingWithoutAnObservation() {
    assertThat(AnytimeBound.lower(0, 0, 0, 1, 0.05)).isEqualTo(Double.NEGATIVE_INFINITY);
  }

  /**
   * Ten thousand answers, 1 in 20 of them dissatisfied: within some two standard errors of 0.95.
   */
  @Test
  void isNotFarFromWhatAFixedSampleWouldGive() {
    double bound = AnytimeBound.lower(10_000, 9_500, 500 * 0.81 + 9_500 * 0.01, 0.9, 0.05);
    double error = Math.sqrt(0.95 * 0.05 / 10_000);
    assertThat(bound).isBetween(0.95 - 4 * error, 0.95 - 1.65 * error);
  }

  @Property(tries = 300)
  void liesWhereTheMixtureReachesWhatIsAsked(
      @ForAll @IntRange(min = 1, max = 10_000_000) int count,
      @ForAll @DoubleRange(max = 1) double mean,
      @ForAll @DoubleRange(max = 50) double spread,
      @ForAll @DoubleRange(min = 0.5, max = 1000) double reach,
      @ForAll @DoubleRange(min = 0.01, max = 0.5) double alpha) {
    double squares = spread * count;
    double bound = AnytimeBound.lower(count, mean * count, squares, reach, alpha);
    double excess = (mean - bound) * count;

    assertThat(bound).isLessThan(mean);
    assertThat(AnytimeBound.evidence(excess, squares, reach))
        .isCloseTo(-Math.log(alpha), within(1e-3));
  }

  @Property(tries = 300)
  void surerMeansLowerAndMoreOfTheSameMeansHigher(
      @ForAll @IntRange(min = 10, max = 1_000_000) int count,
      @ForAll @DoubleRange(max = 1) double mean,
      @ForAll @DoubleRange(min = 0.01, max = 50) double spread,
      @ForAll @DoubleRange(min = 0.5, max = 1000) double reach) {
    double bound = AnytimeBound.lower(count, mean * count, spread * count, reach, 0.05);

    assertThat(AnytimeBound.lower(count, mean * count, spread * count, reach, 0.01))
        .isLessThan(bound);
    assertThat(AnytimeBound.lower(4L * count, mean * 4 * count, spread * 4 * count, reach, 0.05))
        .isGreaterThan(bound);
  }
}
