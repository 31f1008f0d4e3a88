package dev.surety.policy;

import dev.surety.domain.Features;
import dev.surety.estimator.SatisfactionEstimator;

/**
 * What a policy believes of one model, context apart.
 *
 * @param satisfaction how likely its answer satisfies, 0..1, or {@link Double#NaN} if nothing is
 *     believed
 * @param error standard error of that, or {@link Double#NaN}
 * @param labels judgements that it rests on; where old ones fade, what is left of them
 */
public record Belief(double satisfaction, double error, double labels) {

  /** Of a policy that does not learn, and of a model it never met. */
  public static final Belief NONE = new Belief(Double.NaN, Double.NaN, 0);

  /** Of an estimator: what it predicts for a request that it knows nothing about. */
  static Belief of(SatisfactionEstimator estimator, int slot) {
    if (slot >= estimator.slots()) {
      return NONE;
    }
    double labels = estimator.labels(slot);
    double s = estimator.predict(slot, Features.NONE);
    double error = labels == 0 ? Double.NaN : Math.sqrt(s * (1 - s) / labels);
    return new Belief(s, error, labels);
  }
}
