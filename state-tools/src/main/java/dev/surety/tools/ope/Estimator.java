package dev.surety.tools.ope;

/**
 * Ways to say what a policy e would have been worth, from n rows (x, a, r) logged by a policy b,
 * with w = e(a|x) / b(a|x) and an outcome regression q(x, a). Each is a ratio of two sums over
 * rows.
 */
public enum Estimator {
  /** Mean of r: what was delivered, by the policy that logged. */
  LOGGED("as logged", ValueSums.R, ValueSums.N),

  /** Mean of w r. Unbiased; wide. Horvitz and Thompson 1952. */
  IPS("IPS", ValueSums.WR, ValueSums.N),

  /** Mean of min(w, c) r. Too low where weights are clipped. Ionides 2008. */
  CLIPPED_IPS("clipped IPS", ValueSums.CLIPPED_WR, ValueSums.N),

  /** Sum of w r over sum of w. Swaminathan and Joachims 2015. */
  SNIPS("SNIPS", ValueSums.WR, ValueSums.W),

  /** Mean of sum_a e(a|x) q(x, a). As good as the outcome regression. */
  DM("DM", ValueSums.MODELLED, ValueSums.N),

  /**
   * Mean of sum_a e(a|x) q(x, a) + w (r - q(x, a)). Right if either b or q is. Dudik, Langford and
   * Li 2011.
   */
  DR("DR", ValueSums.ROBUST, ValueSums.N),

  /**
   * DR that trusts the outcome regression alone where w is above the clip. Wang, Agarwal and Dudik
   * 2017.
   */
  SWITCH_DR("SWITCH-DR", ValueSums.SWITCHED, ValueSums.N);

  private final String title;
  private final int numerator;
  private final int denominator;

  Estimator(String title, int numerator, int denominator) {
    this.title = title;
    this.numerator = numerator;
    this.denominator = denominator;
  }

  /** For people. */
  public String title() {
    return title;
  }

  /** From the sums over rows, in the order of {@link ValueSums}; NaN without any row. */
  double of(double[] sums) {
    return sums[numerator] / sums[denominator];
  }
}
