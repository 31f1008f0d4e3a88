package dev.surety.tools.ope;

import java.util.stream.IntStream;
import org.apache.commons.statistics.distribution.TDistribution;

/** 95 % intervals. */
final class Intervals {

  private static final double MISS = 0.05;

  /** With fewer groups of clusters there is no saying how much they differ. */
  private static final int LEAST_GROUPS = 10;

  private Intervals() {}

  /**
   * Half the width of an interval around an estimator's value: the jackknife that leaves out one
   * group of clusters at a time (Efron and Stein 1981: its variance is not too small on average),
   * with Student's quantile. The degrees of freedom are Satterthwaite's for a variance that is a
   * sum over groups, (sum d^2)^2 / sum d^4 with d the change when a group is left out: few heavy
   * rows mean few of them.
   *
   * @return {@link Double#NaN} with fewer than {@value #LEAST_GROUPS} groups
   */
  static double jackknife(ValueSums sums, Estimator estimator) {
    double[] groups = sums.groups();
    double[] totals = sums.totals();
    int[] held =
        IntStream.range(0, ValueSums.GROUPS)
            .map(g -> g * ValueSums.FIELDS)
            .filter(at -> groups[at + ValueSums.N] > 0)
            .toArray();
    int k = held.length;
    if (k < LEAST_GROUPS) {
      return Double.NaN;
    }
    double[] without = new double[k];
    double mean = 0;
    double[] rest = new double[ValueSums.FIELDS];
    for (int g = 0; g < k; g++) {
      for (int f = 0; f < rest.length; f++) {
        rest[f] = totals[f] - groups[held[g] + f];
      }
      without[g] = estimator.of(rest);
      mean += without[g] / k;
    }
    double squares = 0;
    double fourths = 0;
    for (double value : without) {
      double square = (value - mean) * (value - mean);
      squares += square;
      fourths += square * square;
    }
    if (!(squares > 0)) {
      return squares; // all groups agree, or there is no value
    }
    double freedom = Math.max(1, squares * squares / fourths);
    double error = Math.sqrt(squares * (k - 1) / k);
    return error * TDistribution.of(freedom).inverseSurvivalProbability(MISS / 2);
  }

  /**
   * Empirical Bernstein (Maurer and Pontil 2009, theorem 4, both sides): half the width of an
   * interval around the mean of n independent terms in [0, range]: sqrt(2 Var ln(3/d) / n) + 3
   * range ln(3/d) / n.
   */
  static double bernstein(double variance, double range, double n) {
    double log = Math.log(3 / MISS);
    return Math.sqrt(2 * variance * log / n) + 3 * range * log / n;
  }
}
