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
final class SuretyAccount implements PolicyMemory.DecisionMemory {
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

  /**
   * [P] What the contexts of the requests served add to a model's rate by the fleet, summed and
   * divided by {@link #scale}; {@code null} while nothing was taken from a fleet.
   */
  double[] deviation;

  private static final int MOST_ARRIVALS = 1 << 30;

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

  /** Whether every number is one, and what they are multiplied with is above 0. */
  boolean isFinite() {
    double sum = length + fixedSatisfied + fixedVariance + spend + lambda + outOfReachRun;
    sum += lambdaLow + lambdaHigh + weightHigh + 1 / scale;
    for (int m = 0; m < served.length; m++) {
      sum += served[m] + servedSince[m] + (deviation == null ? 0 : deviation[m]);
    }
    for (int b = 0; b < traffic.length; b++) {
      sum += traffic[b];
    }
    return Double.isFinite(sum) && scale > 0;
  }

  void grow(int models) {
    served = Arrays.copyOf(served, models);
    servedSince = Arrays.copyOf(servedSince, models);
    deviation = deviation == null ? null : Arrays.copyOf(deviation, models);
  }

  /** What a request served adds to {@link #deviation}. */
  void deviate(int model, double excess) {
    if (deviation == null) {
      deviation = new double[served.length];
    }
    deviation[model] += excess / scale;
  }

  /** A part of the requests of a model is another's, or nobody's: its mean deviation stays. */
  void keepDeviation(int model, double part) {
    if (deviation != null) {
      deviation[model] *= part;
    }
  }

  void arrive(int bucket) {
    arrivals[bucket]++;
    traffic[bucket] += (float) (1 / scale);
    keepInRange(bucket);
  }

  /** Counts the requests of one bucket as another's. */
  void merge(int from, int into) {
    arrivals[into] += arrivals[from];
    traffic[into] += traffic[from];
    arrivals[from] = 0;
    traffic[from] = 0;
    keepInRange(into);
  }

  /** Arrivals are weights, so that all may be halved; each stays below 2^30, a sum of two too. */
  private void keepInRange(int grown) {
    while (arrivals[grown] >= MOST_ARRIVALS) {
      for (int b = 0; b < arrivals.length; b++) {
        arrivals[b] >>>= 1;
      }
    }
  }
}
