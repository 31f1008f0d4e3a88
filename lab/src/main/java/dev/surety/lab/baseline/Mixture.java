package dev.surety.lab.baseline;

import java.util.Arrays;

/**
 * A distribution over the models of a pool, found from their mean satisfactions and costs.
 *
 * @param shares by model in pool order; they sum to 1
 * @param feasible whether its mean satisfaction reaches the target
 */
record Mixture(double[] shares, boolean feasible) {

  private static final int MAX_STEPS = 5000;
  private static final double EPSILON = 1e-6;

  static Mixture uniform(int models) {
    double[] shares = new double[models];
    Arrays.fill(shares, 1.0 / models);
    return new Mixture(shares, true);
  }

  /**
   * The cheapest mixture that reaches the target: min sum p_m E_m with sum p_m a_m >= target. At
   * most two models have a share, so all pairs are tried. Without any, the best model.
   */
  static Mixture cheapest(double[] satisfaction, double[] cost, double target) {
    double[] best = null;
    double least = Double.POSITIVE_INFINITY;
    for (int j = 0; j < cost.length; j++) {
      for (int i = 0; i < cost.length && satisfaction[j] >= target; i++) {
        boolean mixed = satisfaction[i] < target;
        double w = mixed ? (target - satisfaction[i]) / (satisfaction[j] - satisfaction[i]) : 1;
        double price = (1 - w) * cost[i] + w * cost[j];
        if (price < least) {
          least = price;
          best = new double[cost.length];
          best[i] = 1 - w;
          best[j] += w;
        }
      }
    }
    return best == null ? single(satisfaction) : new Mixture(best, true);
  }

  /**
   * MESS+'s educated guessing: from uniform shares, each is multiplied by 1.01 where its model is
   * better than the mixture and by 0.99 otherwise, until the mixture reaches the target. Ignores
   * cost.
   */
  static Mixture educatedGuess(double[] satisfaction, double target) {
    double[] shares = uniform(satisfaction.length).shares();
    for (int step = 0; step < MAX_STEPS; step++) {
      double mean = mean(shares, satisfaction);
      if (mean >= target - EPSILON) {
        return new Mixture(shares, true);
      }
      double sum = 0;
      for (int m = 0; m < shares.length; m++) {
        shares[m] *= satisfaction[m] > mean ? 1.01 : 0.99;
        sum += shares[m];
      }
      for (int m = 0; m < shares.length; m++) {
        shares[m] /= sum;
      }
    }
    return single(satisfaction);
  }

  static double mean(double[] shares, double[] values) {
    double mean = 0;
    for (int m = 0; m < shares.length; m++) {
      mean += shares[m] * values[m];
    }
    return mean;
  }

  private static Mixture single(double[] satisfaction) {
    double[] shares = new double[satisfaction.length];
    int best = 0;
    for (int m = 1; m < shares.length; m++) {
      best = satisfaction[m] > satisfaction[best] ? m : best;
    }
    shares[best] = 1;
    return new Mixture(shares, false);
  }
}
