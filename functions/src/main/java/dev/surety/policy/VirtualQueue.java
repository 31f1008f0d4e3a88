package dev.surety.policy;

/**
 * SLA debt as a virtual queue (dossier section 1): {@code Q <- max(0, Q + increment)}. Over any
 * sequence of increments {@code sum <= Q_end - Q_start}, whatever the policy did; with increments
 * {@code target - satisfaction} that is the sample-path promise: achieved rate {@code >= target -
 * (Q_end - Q_start) / n}.
 *
 * <p>An increment can be replaced by another later on, when a judgement is. The queue can't simply
 * go back by the difference: a surplus that it lost, since it is held at 0, would come back as
 * debt. What it lost by that very increment, {@code c = max(0, -(Q + increment))}, is remembered,
 * and given back with the replacement: {@code Q <- max(0, Q - c + difference)}. If nothing else was
 * booked in between, that is the queue that the replacement alone would have led to. In any case
 * the promise holds for the increments that count in the end: with C the sum of all that was lost,
 * {@code Q_end = Q_start + sum + C} always, and C never falls below what is lost by increments that
 * were not replaced, so it stays at 0 or above.
 */
public final class VirtualQueue {

  private VirtualQueue() {}

  /** The queue after one increment. */
  public static double next(double queue, double increment) {
    return Math.max(0, queue + increment);
  }

  /** By how much it is above what the increment alone would lead to: 0 or more. */
  public static double lost(double queue, double increment) {
    return Math.max(0, -(queue + increment));
  }

  /**
   * The queue after an increment was replaced by one that is {@code difference} larger.
   *
   * @param lost by the increment that is replaced
   */
  public static double revised(double queue, double lost, double difference) {
    return Math.max(0, queue - lost + difference);
  }
}
