package dev.surety.tools.ope;

import dev.surety.estimator.Interval;
import dev.surety.estimator.Sample;

/**
 * A value and its 95 % interval; the interval's ends are {@link Double#NaN} where there are too few
 * clusters to tell.
 */
public record Estimate(Estimator estimator, double value, double low, double high) {

  /**
   * The same of a share of answers: within [0, 1], also where weights carry an estimate beyond, and
   * never certain. What all rows agree on has no spread of its own; then it says what as many equal
   * judgements would that agree.
   *
   * @param effective so many answers of the policy itself would say as much
   */
  Estimate ofShare(double effective) {
    double share = within(value);
    if (high - low < 1 / effective) {
      Interval agreed = Sample.weighted(share, effective);
      return new Estimate(estimator, share, agreed.low(), agreed.high());
    }
    return new Estimate(
        estimator, share, Math.min(share, within(low)), Math.max(share, within(high)));
  }

  /** The same of money that is paid, which is 0 or more. */
  Estimate ofMoney() {
    return new Estimate(estimator, Math.max(0, value), Math.max(0, low), Math.max(0, high));
  }

  private static double within(double share) {
    return Math.max(0, Math.min(1, share));
  }
}
