package dev.surety.tools.ope;

import dev.surety.output.terminal.Figures;
import java.util.Optional;

/**
 * How much the log can say about a policy.
 *
 * @param rows with a known outcome
 * @param effective sample size, (sum w)^2 / sum w^2: so many answers of the policy itself would say
 *     as much (Kong 1992)
 * @param missing share of the policy's choices that the logging policy never makes, 0..1
 * @param meanWeight mean of w
 * @param weightError standard error of that mean if the logged propensities are true: sqrt(sum_i
 *     (sum_a e^2 / b - (sum_a e)^2)) / n, sums over the supported candidates
 */
public record Support(
    long rows, double effective, double missing, double meanWeight, double weightError) {

  /** Below this effective sample size there is no point estimate. */
  public static final double LEAST_EFFECTIVE = 50;

  /** Above this share without support there is no point estimate; it is also the largest bias. */
  public static final double MOST_MISSING = 0.01;

  /** The mean weight may be so many standard errors off. */
  public static final double WEIGHT_ERRORS = 3;

  /**
   * Whether the weights average to the supported share, as they must if the propensities on record
   * are the ones that chance used.
   */
  public boolean propensitiesFit() {
    double rounding = 1e-9;
    return Math.abs(meanWeight - (1 - missing)) <= WEIGHT_ERRORS * weightError + rounding;
  }

  /** Why there is no point estimate, and what would help; empty if there is one. */
  public Optional<String> refusal() {
    if (rows == 0) {
      return Optional.of("no row with a known outcome");
    }
    if (missing > MOST_MISSING) {
      return Optional.of(
          Figures.percent(missing)
              + " of its choices were never possible in the log; log with exploration of them");
    }
    if (effective < LEAST_EFFECTIVE) {
      return Optional.of(
          "effective sample size %s is below %s; it needs more rows or more exploration"
              .formatted(Figures.fixed(effective, 0), Figures.fixed(LEAST_EFFECTIVE, 0)));
    }
    return propensitiesFit()
        ? Optional.empty()
        : Optional.of(
            "the propensities are wrong: mean weight %s where %s is due, %s standard errors"
                .formatted(
                    Figures.rate(meanWeight),
                    Figures.rate(1 - missing),
                    Figures.fixed(Math.abs(meanWeight - (1 - missing)) / weightError, 1)));
  }
}
