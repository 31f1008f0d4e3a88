package dev.surety.policy.health;

/**
 * How long something takes, learnt from what is reported: mean and variance of the logarithm,
 * fading over the last thousand or so. Quantiles are those of a lognormal, which latencies of
 * language models resemble.
 */
public final class Durations {

  private static final double MEMORY = 1000;

  /** Weight of what was seen. */
  public double weight;

  /** Mean of ln(milliseconds). */
  public double mean;

  /** Variance of the same. */
  public double variance;

  /** Takes in sums over some durations: how many, their logarithms, and the squares of these. */
  void take(int count, double sum, double squares) {
    if (count == 0) {
      return;
    }
    double kept = Math.min(weight, MEMORY);
    double all = kept + count;
    double newMean = (kept * mean + sum) / all;
    double second = (kept * (variance + mean * mean) + squares) / all;
    weight = all;
    mean = newMean;
    variance = Math.max(0, second - newMean * newMean);
  }

  /**
   * The distribution, to two places, so that few differ by nothing.
   *
   * @param fewest durations below which nothing is said
   */
  PoolLatencies.Lognormal lognormal(double fewest) {
    return weight < fewest
        ? PoolLatencies.Lognormal.NONE
        : new PoolLatencies.Lognormal(
            places(mean), places(StrictMath.sqrt(variance)), Math.rint(Math.min(weight, MEMORY)));
  }

  private static double places(double value) {
    return Math.rint(value * 100) / 100;
  }

  /**
   * What a share of them stays below, milliseconds.
   *
   * @param deviations of the normal distribution for that share: 0 for a half, 1.645 for 95 %
   * @return {@link Double#NaN} before the first
   */
  public double quantileMillis(double deviations) {
    return weight == 0 ? Double.NaN : StrictMath.exp(mean + deviations * StrictMath.sqrt(variance));
  }
}
