package dev.surety.lab.train;

import dev.surety.policy.proteus.CostBasis;
import dev.surety.policy.proteus.ProteusNetwork;

/**
 * Where the scale of mu starts: the unit of cost and the exponent at which quality rises most
 * evenly from mu = 0 to mu = 1, given that mu = 0 sends nearly everything to the cheapest model.
 * The paper states neither.
 *
 * @param boosts each model's mean satisfaction less that of all models
 */
record ScoreScale(double costUnit, double gamma, float[] boosts) {

  private static final double CHEAP_SHARE = 0.9;
  private static final double SMALLEST_UNIT = 1e-4;
  private static final double[] GAMMAS = {2.1, 2.5, 3, 4, 5, 6, 7, 7.9};
  private static final int GRID = 40;

  static ScoreScale of(ProteusNetwork network, Examples rows, CostBasis basis) {
    float[] boosts = new float[rows.models()];
    ScoreScale best = null;
    double most = Double.NEGATIVE_INFINITY;
    for (double unit = 1; unit >= SMALLEST_UNIT; unit /= 2) {
      ScoredRows scored = ScoredRows.of(network, rows, basis, unit);
      if (cheapShare(scored, boosts) < CHEAP_SHARE && unit > 2 * SMALLEST_UNIT) {
        continue;
      }
      for (double gamma : GAMMAS) {
        double evenness = evenness(scored, boosts, gamma);
        if (evenness > most) {
          most = evenness;
          best = new ScoreScale(unit, gamma, boosts);
        }
      }
    }
    return best;
  }

  private static double cheapShare(ScoredRows rows, float[] boosts) {
    int cheapest = 0;
    for (int row = 0; row < rows.size(); row++) {
      double chosen = rows.cost()[row][rows.choose(row, 0, boosts, 2)];
      boolean cheaper = false;
      for (double cost : rows.cost()[row]) {
        cheaper |= cost < chosen;
      }
      cheapest += cheaper ? 0 : 1;
    }
    return (double) cheapest / rows.size();
  }

  /** Correlation of mu and mean quality. */
  private static double evenness(ScoredRows rows, float[] boosts, double gamma) {
    Correlation correlation = new Correlation();
    for (int i = 0; i < GRID; i++) {
      double mu = (i + 0.5) / GRID;
      correlation.add(mu, rows.atConstant(mu, boosts, gamma)[0]);
    }
    return correlation.value();
  }
}
