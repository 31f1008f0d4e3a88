package dev.surety.policy.surety;

import java.util.Arrays;

/**
 * The cheapest assignment of models to tag buckets that reaches the target: in every bucket the
 * model with the least {@code cost - lambda * rate}, lambda the price of quality, which is searched
 * for so that the mean over the traffic just reaches the target (section 3.4). The study's range of
 * lambda is of costs up to 1; it grows with a listed cost above all of the start.
 */
final class LambdaPlan {
  private static final int BISECTIONS = 20;

  /** How many bisections the last search's result stands for, if it is still about right. */
  private static final int NEAR = 6;

  /** Of so many bisections the prices are kept. */
  private static final int REMEMBERED = 8;

  private static final double LN_2 = StrictMath.log(2);

  private final SuretyConstants constants;
  private final double smallest;

  // Scratch: cost and rate of every used bucket's models, in order of cost, bucket by bucket; only
  // models better than all cheaper ones, since at no price of quality is another one chosen.
  private double[] cost = {};
  private double[] rate = {};
  private int[] first = {};
  private int[] last = {};
  private double[] share = {};
  private int rows;

  // Where the bucket's choice stands in these, at the two prices that the search is between and at
  // one in the middle. A choice never gets cheaper with the price of quality, so the one in the
  // middle is not outside of the other two; soon most buckets have but one left to choose from.
  private int[] low = {};
  private int[] high = {};
  private int[] middle = {};

  // The buckets that have more than one left.
  private int[] open = {};
  private int opens;

  // What the search is between: the prices, their logarithms, the mean rates there, and the way
  // that led here: a 1, and a binary digit a bisection.
  private double lambdaLow;
  private double lambdaHigh;
  private double logLow;
  private double logHigh;
  private double below;
  private double above;
  private int way;

  /** The prices of the first bisections, by way: the same in every search up to one price. */
  private final double[] firstPrices = new double[1 << REMEMBERED];

  private double firstPricesUpTo = Double.NaN;

  LambdaPlan(SuretyConstants constants) {
    this.constants = constants;
    this.smallest = StrictMath.exp(constants.logLambdaMin());
  }

  /** Searches the two prices around the target and keeps them, with their mixture. */
  void search(SuretyAccount account, SuretyLearner learner, double target) {
    double logLargest = constants.logLambdaMax() + LN_2 * learner.models.dearestExponent;
    if (firstPricesUpTo != logLargest) {
      Arrays.fill(firstPrices, 0);
      firstPricesUpTo = logLargest;
    }
    gather(account, learner);
    boolean near = beginNear(account, logLargest, target);
    if (!near) {
      begin(logLargest);
    }
    account.outOfReach = false;
    account.weightHigh = 1;
    if (below >= target) {
      lambdaHigh = lambdaLow;
    } else if (above < target) {
      lambdaLow = lambdaHigh;
      account.outOfReach = true;
    } else {
      bisect(near ? NEAR : 0, target);
      // 1e-12 keeps 0/0 out where rounding makes the two meet.
      account.weightHigh = (target - below) / (above - below + 1e-12);
    }
    account.lambdaLow = lambdaLow;
    account.lambdaHigh = lambdaHigh;
    account.lambda = lambdaHigh;
  }

  private void begin(double logLargest) {
    logLow = constants.logLambdaMin();
    logHigh = logLargest;
    lambdaLow = smallest;
    lambdaHigh = StrictMath.exp(logLargest);
    way = 1;
    reachBounds();
  }

  private void reachBounds() {
    below = reached(lambdaLow, first, low);
    above = reached(lambdaHigh, low, high);
  }

  /**
   * Goes the first steps towards the last search's result without a look at the buckets. As the
   * mean rate never falls with the price of quality, they are those of the search from the start if
   * the target is between the means where they end.
   *
   * @return whether it is
   */
  private boolean beginNear(SuretyAccount account, double logLargest, double target) {
    if (account.outOfReach || !(account.lambdaLow < account.lambdaHigh)) {
      return false; // the last search had no step to go
    }
    logLow = constants.logLambdaMin();
    logHigh = logLargest;
    lambdaLow = smallest;
    lambdaHigh = Double.NaN;
    way = 1;
    for (int i = 0; i < NEAR; i++) {
      double logMiddle = 0.5 * (logLow + logHigh);
      double lambda = price(logMiddle);
      step(logMiddle, lambda, account.lambdaHigh <= lambda);
    }
    if (Double.isNaN(lambdaHigh)) {
      return false;
    }
    reachBounds();
    return below < target && above >= target;
  }

  private void bisect(int from, double target) {
    opens = 0;
    for (int r = 0; r < rows; r++) {
      open[opens++] = r;
    }
    for (int i = from; i < BISECTIONS; i++) {
      if (opens == 1 && isBetween(low[open[0]], high[open[0]])) {
        bisectLast(i, low[open[0]], high[open[0]]);
        return;
      }
      double logMiddle = 0.5 * (logLow + logHigh);
      double lambda = price(logMiddle);
      double mean = middle(lambda);
      boolean reaches = mean >= target;
      step(logMiddle, lambda, reaches);
      if (reaches) {
        above = mean;
        narrow(high);
      } else {
        below = mean;
        narrow(low);
      }
    }
  }

  /**
   * Whether a bucket's choice is only between these two: at the price at which both cost the same,
   * and then at any, all models between them cost more.
   */
  private boolean isBetween(int cheap, int dear) {
    double turn = turn(cheap, dear);
    double least = cost[cheap] - turn * rate[cheap] + rounding(dear);
    for (int at = cheap + 1; at < dear; at++) {
      if (!(cost[at] - turn * rate[at] > least)) {
        return false;
      }
    }
    return true;
  }

  /** The price of quality at which two models of a bucket cost the same. */
  private double turn(int cheap, int dear) {
    return (cost[dear] - cost[cheap]) / (rate[dear] - rate[cheap]);
  }

  /** Much more than costs less quality can be off by rounding, up to the dearest price. */
  private double rounding(int dear) {
    return 1e-13 * (cost[dear] + lambdaHigh * rate[dear]);
  }

  /**
   * The bisections that are left when only one bucket has a choice, between two models: they close
   * in on the price at which these two cost the same. Prices are computed only where rounding could
   * make a difference to that.
   */
  private void bisectLast(int from, int cheap, int dear) {
    double turn = turn(cheap, dear);
    double logTurn = StrictMath.log(turn);
    double doubt = 1e-12 + rounding(dear) / (0.5 * turn * (rate[dear] - rate[cheap]));
    for (int i = from; i < BISECTIONS; i++) {
      double logMiddle = 0.5 * (logLow + logHigh);
      double beyond = logMiddle - logTurn;
      boolean certain = Math.min(1, Math.abs(beyond)) > doubt;
      boolean reaches =
          certain ? beyond > 0 : cheapest(StrictMath.exp(logMiddle), cheap, dear) == dear;
      step(logMiddle, Double.NaN, reaches);
    }
    lambdaLow = StrictMath.exp(logLow);
    lambdaHigh = StrictMath.exp(logHigh);
  }

  private void step(double logMiddle, double lambda, boolean reaches) {
    if (reaches) {
      logHigh = logMiddle;
      lambdaHigh = lambda;
    } else {
      logLow = logMiddle;
      lambdaLow = lambda;
    }
    way = 2 * way + (reaches ? 1 : 0);
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
      first = new int[cells.buckets()];
      last = new int[cells.buckets()];
      low = new int[cells.buckets()];
      high = new int[cells.buckets()];
      middle = new int[cells.buckets()];
      open = new int[cells.buckets()];
    }
    rows = 0;
    int at = 0;
    double all = 0;
    for (int b = 0; b < cells.buckets(); b++) {
      if (account.arrivals[b] == 0) {
        continue;
      }
      first[rows] = at;
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
      last[rows] = at - 1;
      share[rows++] = account.arrivals[b];
    }
    for (int r = 0; r < rows; r++) {
      share[r] /= all;
    }
  }

  /**
   * [R] Mean rate over the traffic at a price of quality.
   *
   * @param from first model of every bucket that may be chosen
   * @param chosen takes the one that is
   */
  private double reached(double lambda, int[] from, int[] chosen) {
    for (int r = 0; r < rows; r++) {
      chosen[r] = cheapest(lambda, from[r], last[r]);
    }
    return mean(chosen);
  }

  private double mean(int[] chosen) {
    double mean = 0;
    for (int r = 0; r < rows; r++) {
      mean += share[r] * rate[chosen[r]];
    }
    return mean;
  }

  /** The same for a price between the bounds, into {@link #middle}. */
  private double middle(double lambda) {
    boolean asLow = true;
    boolean asHigh = true;
    for (int i = 0; i < opens; i++) {
      int r = open[i];
      int best = cheapest(lambda, low[r], high[r]);
      middle[r] = best;
      asLow &= best == low[r];
      asHigh &= best == high[r];
    }
    return asLow ? below : asHigh ? above : mean(middle);
  }

  /** Moves a bound to the middle, and closes the buckets that have but one model left. */
  private void narrow(int[] bound) {
    int still = 0;
    for (int i = 0; i < opens; i++) {
      int r = open[i];
      bound[r] = middle[r];
      open[still] = r;
      still += low[r] < high[r] ? 1 : 0;
    }
    opens = still;
  }

  /** The price after the {@link #way} so far, whose logarithm is given. */
  private double price(double log) {
    if (way >= firstPrices.length) {
      return StrictMath.exp(log);
    }
    if (firstPrices[way] == 0) {
      firstPrices[way] = StrictMath.exp(log);
    }
    return firstPrices[way];
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
