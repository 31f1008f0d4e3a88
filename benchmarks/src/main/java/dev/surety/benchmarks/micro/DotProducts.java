package dev.surety.benchmarks.micro;

/**
 * The bare arithmetic of the default policy as the routing study writes it: the sums of products
 * and the comparisons that a decision rests on, over flat arrays, as often as the policy asks for
 * them; nothing is fetched, checked, drawn, remembered or written down. The engine knows short cuts
 * in the search that give the same result, so it does not owe all of this:
 *
 * <ul>
 *   <li>for every decision, four passes over the models: satisfaction and variance of the ledger
 *       (two sums of products), the optimistic rates, the plausible models of exploration, the cap
 *       on its spend; and the best model of the tag's bucket at two prices of quality
 *   <li>for every eighth decision, the search of the price: 24 times the best model of every
 *       bucket, their rates weighted by the buckets' shares
 *   <li>for every fifth (a label each), the fit of the cells: effects of buckets, levels of models
 *       and the cells themselves, three passes over buckets times models
 * </ul>
 */
final class DotProducts {

  private static final int BUCKETS = 16;
  private static final int SEARCH_EVERY = 8;
  private static final int EVALUATIONS = 24;
  private static final int FIT_EVERY = 5;

  private final int models;
  private final double[] cost;
  private final double[] rate;
  private final double[] served;
  private final double[] variance;
  private final double[] cellCost;
  private final double[] cellRate;
  private final double[] weight;
  private final double[] satisfied;
  private final double[] share = new double[BUCKETS];
  private final double[] effect = new double[BUCKETS];
  private final double[] level;
  private double lambda = 0.5;
  private long t;

  DotProducts(int models) {
    this.models = models;
    cost = new double[models];
    rate = new double[models];
    served = new double[models];
    variance = new double[models];
    level = new double[models];
    cellCost = new double[BUCKETS * models];
    cellRate = new double[BUCKETS * models];
    weight = new double[BUCKETS * models];
    satisfied = new double[BUCKETS * models];
    for (int m = 0; m < models; m++) {
      cost[m] = Math.pow(100, (double) m / models) / 100;
      rate[m] = 0.6 + 0.3 * m / models;
      served[m] = 100 + 7 * m;
      variance[m] = 0.01;
    }
    for (int b = 0; b < BUCKETS; b++) {
      share[b] = 1.0 / BUCKETS;
      for (int m = 0; m < models; m++) {
        cellCost[b * models + m] = cost[m] * (0.8 + 0.025 * b);
        weight[b * models + m] = 10 + b;
        satisfied[b * models + m] = rate[m] * (10 + b);
      }
    }
    fit();
  }

  /** The arithmetic of one decision; depends on all of it. */
  double decide() {
    t++;
    int bucket = (int) (t % BUCKETS);
    if (t % FIT_EVERY == 0) {
      fit();
    }
    if (t % SEARCH_EVERY == 0) {
      search();
    }
    double sum = ledger();
    sum += best(bucket, lambda) + best(bucket, 1.01 * lambda);
    return sum + plausible();
  }

  private double ledger() {
    double mean = 0;
    double spread = 0;
    double hoped = 0;
    for (int m = 0; m < models; m++) {
      mean += served[m] * rate[m];
      spread += served[m] * served[m] * variance[m] + served[m] * rate[m] * (1 - rate[m]);
    }
    for (int m = 0; m < models; m++) {
      hoped = Math.max(hoped, rate[m] + Math.sqrt(variance[m]));
    }
    return mean + Math.sqrt(spread) + hoped;
  }

  private double plausible() {
    double least = Double.POSITIVE_INFINITY;
    for (int m = 0; m < models; m++) {
      least = Math.min(least, cost[m] - lambda * rate[m]);
    }
    double extra = 0;
    for (int m = 0; m < models; m++) {
      double hoped = rate[m] + 2 * Math.sqrt(variance[m]);
      extra += cost[m] - lambda * hoped <= least ? Math.max(0, cost[m] - 0.1) : 0;
    }
    return extra;
  }

  private double best(int bucket, double price) {
    double least = Double.POSITIVE_INFINITY;
    double chosen = 0;
    for (int at = bucket * models, end = at + models; at < end; at++) {
      double score = cellCost[at] - price * cellRate[at];
      if (score < least) {
        least = score;
        chosen = cellRate[at];
      }
    }
    return chosen;
  }

  private void search() {
    double low = 1e-3;
    double high = 20;
    for (int i = 0; i < EVALUATIONS; i++) {
      double middle = Math.sqrt(low * high);
      double mean = 0;
      for (int b = 0; b < BUCKETS; b++) {
        mean += share[b] * best(b, middle);
      }
      if (mean >= 0.8) {
        high = middle;
      } else {
        low = middle;
      }
    }
    lambda = high;
  }

  private void fit() {
    for (int b = 0; b < BUCKETS; b++) {
      double excess = 0;
      double all = 4;
      for (int m = 0, c = b * models; m < models; m++, c++) {
        excess += satisfied[c] - weight[c] * level[m];
        all += weight[c];
      }
      effect[b] = excess / all;
    }
    for (int m = 0; m < models; m++) {
      double sum = 2 * rate[m];
      double all = 2;
      for (int b = 0, c = m; b < BUCKETS; b++, c += models) {
        sum += satisfied[c] - weight[c] * effect[b];
        all += weight[c];
      }
      level[m] = sum / all;
    }
    for (int b = 0; b < BUCKETS; b++) {
      for (int m = 0, c = b * models; m < models; m++, c++) {
        double base = level[m] + effect[b];
        cellRate[c] = base + (satisfied[c] - weight[c] * base) / (20 + weight[c]);
      }
    }
  }
}
