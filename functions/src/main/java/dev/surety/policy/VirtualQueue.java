package dev.surety.policy;

/**
 * SLA debt as a virtual queue (dossier section 1): {@code Q <- max(0, Q + increment)}. Over any
 * sequence of increments {@code sum <= Q_end - Q_start}, whatever the policy did; with increments
 * {@code target - satisfaction} that is the sample-path promise: achieved rate {@code >= target -
 * (Q_end - Q_start) / n}.
 */
public final class VirtualQueue {

  private VirtualQueue() {}

  /** The queue after one increment. */
  public static double next(double queue, double increment) {
    return Math.max(0, queue + increment);
  }
}
