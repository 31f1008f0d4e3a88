package dev.surety.engine;

import java.util.Arrays;

/**
 * What could be had of both promises over the traffic of lately: for some prices of a late answer,
 * how often the choice that is best at that price would satisfy and be late, context by context.
 * Between two neighbours lies what their mixtures reach, so it tells how often answers can satisfy
 * if no more than so many are late, whatever the tags.
 */
public final class DeadlineFrontier {

  /** Prices of a late answer, in satisfying ones; at the last one nothing but time counts. */
  private static final double[] PRICES = {0, 0.0625, 0.125, 0.25, 0.5, 1, 2, 4, 1e6};

  /** Requests over which it fades, and before which it tells nothing. */
  private static final double MEMORY = 400;

  private static final double FEWEST = 50;

  /** By price: shares of answers that would satisfy, and be late. */
  public final double[] satisfied = new double[PRICES.length];

  public final double[] late = new double[PRICES.length];

  /** Requests that it rests on. */
  public double seen;

  void clear() {
    seen = 0;
    Arrays.fill(satisfied, 0);
    Arrays.fill(late, 0);
  }

  /**
   * A request comes.
   *
   * @param size models that may answer
   */
  void take(double[] worth, double[] lateness, int size) {
    seen = Math.min(MEMORY, seen + 1);
    for (int p = 0; p < PRICES.length; p++) {
      int best = 0;
      for (int i = 1; i < size; i++) {
        double ahead = worth[i] - worth[best] - PRICES[p] * (lateness[i] - lateness[best]);
        best = ahead > 0 ? i : best;
      }
      satisfied[p] += (worth[best] - satisfied[p]) / seen;
      late[p] += (lateness[best] - late[p]) / seen;
    }
  }

  /** Whether the target could be kept if no deadline were. */
  private boolean reaches(double target) {
    return satisfied[0] >= target;
  }

  /** Whether it is the deadline that makes both together more than can be kept. */
  boolean excludes(double target, double mayBeLate) {
    if (seen < FEWEST) {
      return false;
    }
    int last = PRICES.length - 1;
    if (late[last] > mayBeLate) {
      return true;
    }
    return reaches(target) && best(mayBeLate) < target;
  }

  /** The most that can satisfy if no more than so many are late. */
  private double best(double mayBeLate) {
    int p = 0;
    while (late[p] > mayBeLate) {
      p++;
    }
    if (p == 0) {
      return satisfied[0];
    }
    double part = (late[p - 1] - mayBeLate) / (late[p - 1] - late[p]);
    return satisfied[p - 1] + part * (satisfied[p] - satisfied[p - 1]);
  }
}
