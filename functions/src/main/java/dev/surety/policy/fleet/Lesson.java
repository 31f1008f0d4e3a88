package dev.surety.policy.fleet;

/**
 * What a tenant learned from one outcome, or from many alike that a feedback window closed with.
 * Where the outcome is no fair sample (users speak at unequal rates) it is a surrogate that has the
 * satisfaction for its mean, and may lie outside of [0, 1].
 *
 * @param model the name of the model that answered
 * @param logCost natural logarithm of what a request of it costs by the list, over that of the
 *     dearest model that the tenant began with
 * @param context what the answer's tag is to the tenant; {@link #OTHER} where it has no cells of
 *     its own
 * @param satisfied sum of the outcomes' values times their weight
 * @param weight sum of the weights; 0 where an earlier lesson is only corrected by {@code
 *     satisfied}
 * @param served requests of this context that the tenant has had so far
 */
public record Lesson(
    String model, double logCost, int context, double satisfied, double weight, long served) {

  /** The context of all that have none of their own. */
  public static final int OTHER = 0;
}
