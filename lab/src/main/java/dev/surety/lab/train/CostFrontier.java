package dev.surety.lab.train;

/**
 * What quality costs if the trade-off is chosen in hindsight: how good estimates of satisfaction
 * and cost are for routing, which cross-entropy does not say (routing study, section 4).
 */
final class CostFrontier {

  private static final int LEVELS = 9;
  private static final double TOP = 0.98;
  private static final int GRID = 120;
  private static final double HEAVIEST = 1e3;
  private static final double LIGHTEST = 1e-4;

  private CostFrontier() {}

  /**
   * Mean logarithm of the least cost at evenly spaced qualities, from what the heaviest weight of
   * cost gives to {@value #TOP} of the best single model's; qualities out of reach cost what that
   * model does, twice.
   */
  static double logCost(ScoredRows rows) {
    double[] satisfaction = new double[GRID];
    double[] paid = new double[GRID];
    for (int i = 0; i < GRID; i++) {
      double ratio = StrictMath.log(LIGHTEST / HEAVIEST) * i / (GRID - 1);
      double[] point = rows.atWeight(HEAVIEST * StrictMath.exp(ratio));
      satisfaction[i] = point[0];
      paid[i] = point[1];
    }
    double[] single = rows.bestSingle();
    double sum = 0;
    for (int level = 1; level <= LEVELS; level++) {
      double wanted = satisfaction[0] + (TOP * single[0] - satisfaction[0]) * level / LEVELS;
      double least = 2 * single[1];
      for (int i = 0; i < GRID; i++) {
        least = satisfaction[i] >= wanted ? Math.min(least, paid[i]) : least;
      }
      sum += StrictMath.log(least) / LEVELS;
    }
    return sum;
  }

  /** Position of the least, the first one unless another is lower by {@code margin}. */
  static int leastBeyond(double margin, double... logCosts) {
    int best = 0;
    for (int i = 1; i < logCosts.length; i++) {
      boolean better = logCosts[i] < logCosts[best] && logCosts[i] < logCosts[0] - margin;
      best = better ? i : best;
    }
    return best;
  }
}
