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

  /** Whether a share is above what is believed by more than its error. */
  public boolean isBelow(double share) {
    return satisfaction + error < share; // which nothing is that isn't known
  }

  /** Of an estimator: what it predicts for a request that it knows nothing about. */
  static Belief of(SatisfactionEstimator estimator, int slot) {
    if (slot >= estimator.slots()) {
      return NONE;
    }
    double labels = estimator.labels(slot);
    double s = estimator.predict(slot, Features.NONE);
    // As of two more labels of each kind (Agresti and Coull 1998): one that agrees with itself, or
    // many, leave a doubt.
    double doubted = (s * labels + 2) / (labels + 4);
    double error = labels == 0 ? Double.NaN : Math.sqrt(doubted * (1 - doubted) / (labels + 4));
    return new Belief(s, error, labels);
  }
}
