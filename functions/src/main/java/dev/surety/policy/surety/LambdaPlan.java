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
  private int[] end = {};
  private int rows;

  LambdaPlan(SuretyConstants constants) {
    this.constants = constants;
    this.smallest = StrictMath.exp(constants.logLambdaMin());
  }

  /** Searches the two prices around the target and keeps them, with their mixture. */
  void search(SuretyAccount account, SuretyLearner learner, double target) {
    gather(account, learner);
    double logLargest = constants.logLambdaMax() + LN_2 * learner.models.dearestExponent();
    double largest = StrictMath.exp(logLargest);
    account.outOfReach = false;
    account.weightHigh = 1;
    if (reached(smallest) >= target) {
      account.lambdaLow = smallest;
      account.lambdaHigh = smallest;
    } else if (reached(largest) < target) {
      account.lambdaLow = largest;
      account.lambdaHigh = largest;
      account.outOfReach = true;
    } else {
      double low = constants.logLambdaMin();
      double high = logLargest;
      for (int i = 0; i < BISECTIONS; i++) {
        double middle = 0.5 * (low + high);
        if (reached(StrictMath.exp(middle)) >= target) {
          high = middle;
        } else {
          low = middle;
        }
      }
      account.lambdaLow = StrictMath.exp(low);
      account.lambdaHigh = StrictMath.exp(high);
      double below = reached(account.lambdaLow);
      double above = reached(account.lambdaHigh);
      // 1e-12 keeps 0/0 out where rounding makes the two meet.
      account.weightHigh = (target - below) / (above - below + 1e-12);
    }
    account.lambda = account.lambdaHigh;
  }

  /** Chooses the models of the request's bucket at the two prices. */
  void choose(SuretyAccount account, SuretyLearner learner, RouteProposal out) {
    out.modelLow = cheapest(learner, out, account.lambdaLow);
    out.modelHigh = cheapest(learner, out, account.lambdaHigh);
    out.lambdaLow = account.lambdaLow;
    out.lambdaHigh = account.lambdaHigh;
    out.weightHigh = account.weightHigh;
    out.outOfReach = account.outOfReach;
  }

  private static int cheapest(SuretyLearner learner, RouteProposal out, double lambda) {
    TagCells cells = learner.cells;
    double ratio = cells.costRatio[out.bucket];
    int row = out.bucket * cells.models();
    int best = out.pool[0];
    double least = Double.POSITIVE_INFINITY;
    for (int i = 0; i < out.poolSize; i++) {
      int m = out.pool[i];
      double score = ratio * learner.models.cost[m] - lambda * cells.planned[row + m];
      if (score < least) {
        least = score;
        best = m;
      }
    }
    return best;
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
      end = new int[cells.buckets()];
    }
    rows = 0;
    int at = 0;
    double all = 0;
    for (int b = 0; b < cells.buckets(); b++) {
      if (account.arrivals[b] == 0) {
        continue;
      }
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
      end[rows] = at;
      share[rows++] = account.arrivals[b];
    }
    for (int r = 0; r < rows; r++) {
      share[r] /= all;
    }
  }

  /** [R] Mean rate over the traffic at a price of quality. */
  private double reached(double lambda) {
    double mean = 0;
    int at = 0;
    for (int r = 0; r < rows; r++) {
      double least = Double.POSITIVE_INFINITY;
      double chosen = 0;
      for (; at < end[r]; at++) {
        double score = cost[at] - lambda * rate[at];
        if (score < least) {
          least = score;
          chosen = rate[at];
        }
      }
      mean += share[r] * chosen;
    }
    return mean;
  }
}
