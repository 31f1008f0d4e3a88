package dev.surety.tools.ope;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What the log says about one policy and one kind of outcome.
 *
 * @param logged what the logging policy itself delivered
 * @param estimates of the other policy, by every estimator; empty if refused
 * @param refusal why there is no point estimate
 */
public record Valuation(
    Support support, Estimate logged, List<Estimate> estimates, Optional<String> refusal) {

  private static final double NORMAL = 1.96;

  /**
   * @param bounded whether outcomes lie in [0, 1]: the clipped mean then has an interval that holds
   *     for any distribution (empirical Bernstein), otherwise the others'
   */
  public static Valuation of(ValueSums sums, boolean bounded) {
    return of(sums, bounded, null);
  }

  /**
   * The same.
   *
   * @param judge on whose words outcomes rest in part, or {@code null}: intervals are the wider for
   *     how little is known of his errors
   */
  public static Valuation of(ValueSums sums, boolean bounded, JudgeCalibration judge) {
    Support support = sums.support();
    double[] totals = sums.totals();
    List<Estimate> estimates = new ArrayList<>();
    for (Estimator estimator : Estimator.values()) {
      double value = estimator.of(totals);
      double half = half(estimator, sums, bounded);
      half = judge == null ? half : Math.hypot(half, judgeHalf(estimator, sums, judge, value));
      Estimate plain = new Estimate(estimator, value, value - half, value + half);
      double says = estimator == Estimator.LOGGED ? support.rows() : support.effective();
      estimates.add(bounded ? plain.ofShare(says) : plain.ofMoney());
    }
    Estimate logged = estimates.remove(Estimator.LOGGED.ordinal());
    Optional<String> refusal = support.refusal();
    return new Valuation(
        support, logged, refusal.isEmpty() ? List.copyOf(estimates) : List.of(), refusal);
  }

  private static double judgeHalf(
      Estimator estimator, ValueSums sums, JudgeCalibration judge, double value) {
    double share = Math.max(0, Math.min(1, value));
    return NORMAL * sums.judgedShare(estimator) * judge.error(share);
  }

  /**
   * The direct method's error is its outcome regression's, of which the spread of rows says
   * nothing.
   */
  private static double half(Estimator estimator, ValueSums sums, boolean bounded) {
    return switch (estimator) {
      case DM -> Double.NaN;
      case CLIPPED_IPS ->
          bounded
              ? Intervals.bernstein(sums.clippedVariance(), sums.clip(), sums.totals()[ValueSums.N])
              : Intervals.jackknife(sums, estimator);
      default -> Intervals.jackknife(sums, estimator);
    };
  }

  /** The estimate of one kind, if there is any. */
  public Optional<Estimate> by(Estimator estimator) {
    return estimates.stream().filter(e -> e.estimator() == estimator).findFirst();
  }
}
