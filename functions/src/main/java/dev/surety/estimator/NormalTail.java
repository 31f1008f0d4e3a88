package dev.surety.estimator;

/**
 * The tail of the standard normal distribution (Abramowitz and Stegun 26.2.17, within 7.5e-8), by
 * {@link StrictMath}, so that a replay on another machine is equal to the bit.
 */
public final class NormalTail {

  private static final double T = 0.2316419;
  private static final double[] B = {
    0.319381530, -0.356563782, 1.781477937, -1.821255978, 1.330274429
  };
  private static final double ROOT = StrictMath.sqrt(2 * Math.PI);

  private NormalTail() {}

  /** Chance of more than so many standard deviations above the mean. */
  public static double above(double deviations) {
    double x = Math.abs(deviations);
    double t = 1 / (1 + T * x);
    double sum = 0;
    for (int i = B.length - 1; i >= 0; i--) {
      sum = (sum + B[i]) * t;
    }
    double tail = StrictMath.exp(-0.5 * x * x) / ROOT * sum;
    return deviations >= 0 ? tail : 1 - tail;
  }
}
