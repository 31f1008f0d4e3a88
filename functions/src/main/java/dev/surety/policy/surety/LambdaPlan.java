package dev.surety.policy.surety;

/**
 * The cheapest assignment of models to tag buckets that reaches the target: in every bucket the
 * model with the least {@code cost - lambda * rate}, lambda the price of quality, which is searched
 * for so that the mean over the traffic just reaches the target (section 3.4). The study's range of
 * lambda is of costs up to 1; it grows with the dearest cost that was learned.
 */
final class LambdaPlan {
  private static final int BISECTIONS = 20;
  private static final double LN_2 = StrictMath.log(2);

  private final SuretyConstants constants;
  private final double smallest;

  // Scratch: cost and rate of every used bucket's models, in order of cost, bucket by bucket; only
  // models better than all cheaper ones, since at no price of quality is another one chosen.
  private double[] cost = {};
  private double[] rate = {};
  private double[] share = {};
  private int rows;

  // Where the bucket's choice stands in these, at the two prices that the search is between and at
  // one in the middle. A choice never gets cheaper with the price of quality, so the one in the
  // middle is not outside of the other two; soon most buckets have but one left to choose from.
  private int[] low = {};
  private int[] high = {};
  private int[] middle = {};

  LambdaPlan(SuretyConstants constants) {
    this.constants = constants;
    this.smallest = StrictMath.exp(constants.logLambdaMin());
  }

  /** Searches the two prices around the target and keeps them, with their mixture. */
  void search(SuretyAccount account, SuretyLearner learner, double target) {
    gather(account, learner);
    double logHigh = constants.logLambdaMax() + LN_2 * learner.models.dearestExponent();
    double lambdaLow = smallest;
    double lambdaHigh = StrictMath.exp(logHigh);
    double below = reached(lambdaLow, low, high, low);
    double above = reached(lambdaHigh, low, high, high);
    account.outOfReach = false;
    account.weightHigh = 1;
    if (below >= target) {
      lambdaHigh = lambdaLow;
    } else if (above < target) {
      lambdaLow = lambdaHigh;
      account.outOfReach = true;
    } else {
      double logLow = constants.logLambdaMin();
      for (int i = 0; i < BISECTIONS; i++) {
        double logMiddle = 0.5 * (logLow + logHigh);
        double lambda = StrictMath.exp(logMiddle);
        double mean = reached(lambda, low, high, middle);
        int[] outside;
        if (mean >= target) {
          logHigh = logMiddle;
          lambdaHigh = lambda;
          above = mean;
          outside = high;
          high = middle;
        } else {
          logLow = logMiddle;
          lambdaLow = lambda;
          below = mean;
          outside = low;
          low = middle;
        }
        middle = outside;
      }
      // 1e-12 keeps 0/0 out where rounding makes the two meet.
      account.weightHigh = (target - below) / (above - below + 1e-12);
    }
    account.lambdaLow = lambdaLow;
    account.lambdaHigh = lambdaHigh;
    account.lambda = lambdaHigh;
  }

  /** Chooses the models of the request's bucket at the two prices. */
  void choose(SuretyAccount account, SuretyLearner learner, RouteProposal out) {
    out.lambdaLow = account.lambdaLow;
    out.lambdaHigh = account.lambdaHigh;
    chooseModels(learner, out);
    out.weightHigh = account.weightHigh;
    out.outOfReach = account.outOfReach;
  }

  private static void chooseModels(SuretyLearner learner, RouteProposal out) {
    TagCells cells = learner.cells;
    double ratio = cells.costRatio[out.bucket];
    int row = out.bucket * cells.models();
    double leastLow = Double.POSITIVE_INFINITY;
    double leastHigh = Double.POSITIVE_INFINITY;
    out.modelLow = out.pool[0];
    out.modelHigh = out.pool[0];
    for (int i = 0; i < out.poolSize; i++) {
      int m = out.pool[i];
      double cost = ratio * learner.models.cost[m];
      double atLow = cost - out.lambdaLow * cells.planned[row + m];
      double atHigh = cost - out.lambdaHigh * cells.planned[row + m];
      if (atLow < leastLow) {
        leastLow = atLow;
        out.modelLow = m;
      }
      if (atHigh < leastHigh) {
        leastHigh = atHigh;
        out.modelHigh = m;
      }
    }
  }

  private void gather(SuretyAccount account, SuretyLearner learner) {
    TagCells cells = learner.cells;
    int[] order = learner.models.byCost;
    if (cost.length < cells.buckets() * order.length) {
      cost = new double[cells.buckets() * order.length];
      rate = new double[cells.buckets() * order.length];
    }
    if (share.length < cells.buckets()) {
      share = new double[cells.buckets()];
      low = new int[cells.buckets()];
      high = new int[cells.buckets()];
      middle = new int[cells.buckets()];
    }
    rows = 0;
    int at = 0;
    double all = 0;
    for (int b = 0; b < cells.buckets(); b++) {
      if (account.arrivals[b] == 0) {
        continue;
      }
      low[rows] = at;
      double best = Double.NEGATIVE_INFINITY;
      for (int model : order) {
        double planned = cells.planned[b * cells.models() + model];
        if (planned > best) {
          best = planned;
          cost[at] = cells.costRatio[b] * learner.models.cost[model];
          rate[at++] = planned;
        }
      }
      all += account.arrivals[b];
      high[rows] = at - 1;
      share[rows++] = account.arrivals[b];
    }
    for (int r = 0; r < rows; r++) {
      share[r] /= all;
    }
  }

  /**
   * [R] Mean rate over the traffic at a price of quality.
   *
   * @param from first model of every bucket that may be chosen, {@code to} the last one
   * @param chosen takes the one that is; may be one of the other two
   */
  private double reached(double lambda, int[] from, int[] to, int[] chosen) {
    double mean = 0;
    for (int r = 0; r < rows; r++) {
      int best = from[r];
      int last = to[r];
      if (best < last) {
        best = cheapest(lambda, best, last);
      }
      chosen[r] = best;
      mean += share[r] * rate[best];
    }
    return mean;
  }

  private int cheapest(double lambda, int from, int to) {
    int best = from;
    double least = cost[from] - lambda * rate[from];
    for (int at = from + 1; at <= to; at++) {
      double score = cost[at] - lambda * rate[at];
      if (score < least) {
        least = score;
        best = at;
      }
    }
    return best;
  }
}
