package dev.surety.estimator;

/**
 * A lower bound on a mean that holds at every moment at once, so that it may be looked at after
 * each observation: an empirical-Bernstein confidence sequence.
 *
 * <p>For observations {@code x} with conditional mean {@code m}, a constant {@code centre} and a
 * {@code reach} with {@code x - centre >= -reach}, Fan's inequality makes {@code exp(lambda (x - m)
 * - psi(lambda) (x - centre)^2)} with {@code psi(lambda) = (-log(1 - lambda reach) - lambda reach)
 * / reach^2} a factor of mean at most 1 for each {@code lambda} in {@code (0, 1 / reach)}. Products
 * of such factors, mixed over a fixed grid of {@code lambda}, are a supermartingale, which by
 * Ville's inequality exceeds {@code 1 / alpha} at any time with a chance of at most {@code alpha}
 * (Howard, Ramdas, McAuliffe and Sekhon 2021, theorem 4; Waudby-Smith, Wu, Ramdas, Karampatziakis
 * and Mineiro 2024 for observations weighted by their chance). The mean may move; what is bounded
 * is the average so far. Two sums and a count are all that must be kept.
 */
public final class AnytimeBound {

  /** From half of what is possible down to where a thousand million answers are worth it. */
  private static final int GRID = 14;

  private static final int HALVINGS = 60;

  /** {@code lambda reach} and {@code psi(lambda) reach^2}, which no stream changes. */
  private static final double[] PARTS = new double[GRID];

  private static final double[] PSI = new double[GRID];

  static {
    for (int j = 0; j < GRID; j++) {
      PARTS[j] = 0.5 / (1 << j);
      PSI[j] = -StrictMath.log1p(-PARTS[j]) - PARTS[j];
    }
  }

  private AnytimeBound() {}

  /**
   * The bound.
   *
   * @param count observations, 0 or more
   * @param sum of the observations
   * @param squares sum of their squared distances from the centre
   * @param reach by how much an observation may lie below the centre at most, above 0
   * @param alpha chance that the bound is ever above the average of the means, in (0, 1)
   * @return at most {@code sum / count}; {@link Double#NEGATIVE_INFINITY} without an observation
   */
  public static double lower(long count, double sum, double squares, double reach, double alpha) {
    if (count == 0) {
      return Double.NEGATIVE_INFINITY;
    }
    double enough = -StrictMath.log(alpha);
    double low = 0;
    double high = Double.POSITIVE_INFINITY;
    for (int j = 0; j < GRID; j++) {
      high =
          Math.min(high, (enough + StrictMath.log(GRID) + psi(j, reach) * squares) / at(j, reach));
    }
    for (int i = 0; i < HALVINGS; i++) {
      double middle = low + (high - low) / 2;
      if (evidence(middle, squares, reach) < enough) {
        low = middle;
      } else {
        high = middle;
      }
    }
    return (sum - high) / count;
  }

  /** Whether the bound is above a mean whose sum over the observations so far is {@code means}. */
  public static boolean excludes(
      double means, double sum, double squares, double reach, double alpha) {
    return sum > means && evidence(sum - means, squares, reach) >= -StrictMath.log(alpha);
  }

  /**
   * Logarithm of the mixture.
   *
   * @param excess sum of the observations less sum of the means
   */
  static double evidence(double excess, double squares, double reach) {
    double most = Double.NEGATIVE_INFINITY;
    for (int j = 0; j < GRID; j++) {
      most = Math.max(most, at(j, reach) * excess - psi(j, reach) * squares);
    }
    double mixture = 0;
    for (int j = 0; j < GRID; j++) {
      mixture += StrictMath.exp(at(j, reach) * excess - psi(j, reach) * squares - most);
    }
    return most + StrictMath.log(mixture / GRID);
  }

  private static double at(int j, double reach) {
    return PARTS[j] / reach;
  }

  private static double psi(int j, double reach) {
    return PSI[j] / (reach * reach);
  }
}
