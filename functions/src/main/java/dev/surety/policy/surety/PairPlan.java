package dev.surety.policy.surety;

/** The cheapest mixture of two models that reaches the target, without tags (section 3.4). */
final class PairPlan {
  /** Price of quality while the target is out of reach, for costs up to 1. */
  static final double OUT_OF_REACH = 20;

  /** Chooses the plan's two models and their mixture among the pool of the proposal. */
  void solve(SuretyAccount account, ModelEvidence models, RouteProposal out) {
    double target = out.targetNow;
    double[] rate = out.rate;
    double best = Double.POSITIVE_INFINITY;
    int low = -1;
    int high = -1;
    double weight = 1;
    for (int b = 0; b < out.poolSize; b++) {
      int dear = out.pool[b];
      if (rate[dear] < target) {
        continue;
      }
      double dearCost = models.cost[dear];
      if (dearCost < best) {
        best = dearCost;
        low = dear;
        high = dear;
        weight = 1;
      }
      for (int a = 0; a < b; a++) {
        int cheap = out.pool[a];
        double cheapCost = models.cost[cheap];
        if (rate[cheap] >= target || cheapCost >= dearCost) {
          continue;
        }
        double w = (target - rate[cheap]) / (rate[dear] - rate[cheap]);
        double mixed = (1 - w) * cheapCost + w * dearCost;
        if (mixed < best) {
          best = mixed;
          low = cheap;
          high = dear;
          weight = w;
        }
      }
    }
    account.outOfReach = high < 0;
    if (high < 0) {
      low = out.pool[0];
      for (int i = 1; i < out.poolSize; i++) {
        low = rate[out.pool[i]] > rate[low] ? out.pool[i] : low;
      }
      high = low;
      account.lambda = Math.scalb(OUT_OF_REACH, models.dearestExponent);
    } else if (low != high) {
      account.lambda = (models.cost[high] - models.cost[low]) / (rate[high] - rate[low]);
    }
    out.modelLow = low;
    out.modelHigh = high;
    out.weightHigh = weight;
    out.lambdaLow = account.lambda;
    out.lambdaHigh = account.lambda;
    out.outOfReach = account.outOfReach;
  }
}
