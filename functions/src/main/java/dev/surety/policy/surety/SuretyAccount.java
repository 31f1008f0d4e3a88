package dev.surety.policy.surety;

import dev.surety.policy.PolicyMemory;
import java.util.Arrays;

/**
 * The part of a tenant's state that changes with every decision: the debt account, how often each
 * model was served, and the plan that is carried from request to request. Small on purpose.
 *
 * <p>Counts of requests fade by {@code 1 - 1/W} a request. To leave the learner alone meanwhile,
 * {@link #scale} holds the product of these factors since it was last 1; {@link #served}, {@link
 * #servedSince} and all ledger counts of the learner are kept divided by it.
 */
public final class SuretyAccount implements PolicyMemory.DecisionMemory {
  /** [t] Requests so far; does not fade. */
  long requests;

  /** [tt] Requests so far, faded. */
  double length;

  /** What a stored count has to be multiplied with to give the faded count. */
  double scale = 1;

  /** [Sfix] Satisfied requests booked at rates that have been given up since, faded. */
  double fixedSatisfied;

  /** [Vfix] Variance of that booking, faded by the square. */
  double fixedVariance;

  /** [esp] Running mean of the plan's expected cost, in units of the dearest model. */
  double spend;

  /** [lamX] Price of quality of the last plan that had one. The study leaves its start open. */
  double lambda = 1;

  /** [lost] Requests out of reach less requests within, at least 0. */
  double outOfReachRun;

  /** [lamLo] Price of quality just too low for the target (tags). */
  double lambdaLow;

  /** [lamHi] Price of quality just high enough (tags). */
  double lambdaHigh;

  /** [w] Chance of the plan made at the high price (tags). */
  double weightHigh;

  /** The last plan did not reach the target. */
  boolean outOfReach;

  /** Evidence has come since the last fit of the cells. */
  boolean news = true;

  /** The last fit of the cells was made with {@code reachOptimism}. */
  boolean fitReaching;

  /** [L.n] Requests served, per model, divided by {@link #scale}. */
  double[] served;

  /** [N.n] The same since the change detector was last at 0. */
  double[] servedSince;

  /** [f] Requests per tag bucket: weights of the plan. */
  final int[] arrivals;

  /** Requests per tag bucket, divided by {@link #scale}: only to find buckets out of use. */
  final float[] traffic;

  SuretyAccount(int models, int buckets) {
    served = new double[models];
    servedSince = new double[models];
    arrivals = new int[buckets];
    traffic = new float[buckets];
  }

  /** Requests routed so far. */
  public long requests() {
    return requests;
  }

  /** Requests routed so far, faded: the length of the ledger that the promise is judged on. */
  public double length() {
    return length;
  }

  void grow(int models) {
    served = Arrays.copyOf(served, models);
    servedSince = Arrays.copyOf(servedSince, models);
  }

  void arrive(int bucket) {
    if (++arrivals[bucket] == 1 << 30) {
      for (int b = 0; b < arrivals.length; b++) {
        arrivals[b] >>>= 1;
      }
    }
    traffic[bucket] += (float) (1 / scale);
  }
}
