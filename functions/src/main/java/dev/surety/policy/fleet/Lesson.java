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
 * @param pair what a user and the judge said of one answer, which tells nothing of satisfaction; or
 *     {@code null}
 */
public record Lesson(
    String model,
    double logCost,
    int context,
    double satisfied,
    double weight,
    long served,
    Pair pair) {

  /** The context of all that have none of their own. */
  public static final int OTHER = 0;

  /** Of one outcome, or of many alike. */
  public Lesson(
      String model, double logCost, int context, double satisfied, double weight, long served) {
    this(model, logCost, context, satisfied, weight, served, null);
  }

  /**
   * Two words on one answer.
   *
   * @param said by the user, 0..1
   * @param judged by the judge, 0..1
   * @param count 1, or -1 where an earlier pair is taken back
   */
  public record Pair(double said, double judged, int count) {}
}
