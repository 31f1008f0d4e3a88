package dev.surety.policy.surety;

import java.util.Arrays;

/**
 * What a tenant has learned per tag bucket, and per bucket and model. Cells do not fade. A cell
 * stands at {@code bucket * models + model}.
 *
 * <p>The study fits the cells only now and then (section 3.4), so decisions in between rest on an
 * older fit. That fit is not kept whole: it is a function of {@link #level}, {@link #effect} and
 * the counts, except in cells that have learned since, and the fitted rate of those is kept aside.
 */
final class TagCells {
  /** Room for one column of 16 buckets and some single cells; then the cells are fitted early. */
  private static final int ASIDE = 18;

  /** [cU] Weight of satisfied labels and [cn] of all labels, per cell. */
  double[] satisfied;

  double[] weight;

  /** [r1] Real and [r2] expected cost of the answers, per bucket. */
  final double[] paid;

  final double[] expected;

  /** [rc] Cost of a bucket relative to the mean, at the last fit. */
  final double[] costRatio;

  /** [h] Effect of a bucket at the last fit. */
  final double[] effect;

  /** [G] Level of a model at the last fit. */
  double[] level;

  /**
   * Whether a level is what a model is above the fleet's rates: since the first fit with a version
   * of them.
   */
  boolean deviating;

  /** [dev] What the contexts of a model's requests add to its rate by the fleet. */
  double[] deviation;

  /** [md - mu] Optimism on a model's rate at the last fit. */
  double[] offset;

  /** Hash of the tag that owns a bucket; 0 if none does. Tags of one hash share a bucket. */
  final int[] owner;

  /** Cells that learned since the last fit, and their fitted rates. */
  final int[] asideCell = new int[ASIDE];

  final double[] asideRate = new double[ASIDE];
  int asides;

  /** [c0] Rate per cell at the last fit, and [cell] the same as plans see it; derived. */
  double[] fitted;

  double[] planned;

  /**
   * The best fitted rate of a bucket with the active models, since they were {@link #bestKnown}.
   */
  private final double[] best;

  private boolean bestKnown;

  TagCells(int buckets, int models) {
    paid = new double[buckets];
    expected = new double[buckets];
    costRatio = new double[buckets];
    effect = new double[buckets];
    owner = new int[buckets];
    best = new double[buckets];
    Arrays.fill(costRatio, 1);
    satisfied = new double[buckets * models];
    weight = new double[buckets * models];
    fitted = new double[buckets * models];
    planned = new double[buckets * models];
    level = new double[models];
    offset = new double[models];
    deviation = new double[models];
    Arrays.fill(level, 0.5);
    Arrays.fill(fitted, 0.5);
  }

  /**
   * Satisfaction that is believed possible over the traffic so far, with the best of these models
   * in every bucket, 0..1.
   *
   * @param all whether they are all that are active: of those the best are found once a fit
   */
  double reach(SuretyAccount account, int[] slots, boolean all) {
    if (all && !bestKnown) {
      for (int bucket = 0; bucket < best.length; bucket++) {
        best[bucket] = best(bucket, slots);
      }
      bestKnown = true;
    }
    double satisfied = 0;
    double traffic = 0;
    for (int bucket = 0; bucket < account.arrivals.length; bucket++) {
      int arrived = account.arrivals[bucket];
      if (arrived > 0) {
        satisfied += arrived * Math.min(1, all ? best[bucket] : best(bucket, slots));
        traffic += arrived;
      }
    }
    return traffic > 0 ? satisfied / traffic : 1;
  }

  private double best(int bucket, int[] slots) {
    double most = 0;
    for (int slot : slots) {
      double rate = fitted[bucket * models() + slot];
      most = rate > most ? rate : most;
    }
    return most;
  }

  /** Fitted rates are others, or other models are active. */
  void refitted() {
    bestKnown = false;
  }

  int buckets() {
    return paid.length;
  }

  int models() {
    return level.length;
  }

  boolean isFinite() {
    double sum = 0;
    for (double[] column :
        new double[][] {
          satisfied, weight, paid, expected, costRatio, effect, level, offset, deviation, fitted,
          planned
        }) {
      sum += Arrays.stream(column).sum();
    }
    return Double.isFinite(sum + Arrays.stream(asideRate).sum());
  }

  /** Makes room for more models; the caller fits the cells afterwards. */
  void grow(int models) {
    int before = models();
    double[] wideSatisfied = new double[buckets() * models];
    double[] wideWeight = new double[buckets() * models];
    for (int b = 0; b < buckets(); b++) {
      System.arraycopy(satisfied, b * before, wideSatisfied, b * models, before);
      System.arraycopy(weight, b * before, wideWeight, b * models, before);
    }
    satisfied = wideSatisfied;
    weight = wideWeight;
    fitted = new double[buckets() * models];
    refitted();
    planned = new double[buckets() * models];
    level = Arrays.copyOf(level, models);
    Arrays.fill(level, before, models, deviating ? 0 : 0.5);
    deviation = Arrays.copyOf(deviation, models);
    offset = Arrays.copyOf(offset, models);
    asides = 0;
  }

  void clear(int model) {
    for (int b = 0; b < buckets(); b++) {
      satisfied[b * models() + model] = 0;
      weight[b * models() + model] = 0;
    }
    level[model] = deviating ? 0 : 0.5;
    deviation[model] = 0;
  }

  /** Remembers the fitted rate of a cell that is about to learn; false if there is no room. */
  boolean setAside(int cell) {
    for (int i = 0; i < asides; i++) {
      if (asideCell[i] == cell) {
        return true;
      }
    }
    if (asides == ASIDE) {
      return false;
    }
    asideCell[asides] = cell;
    asideRate[asides++] = fitted[cell];
    return true;
  }

  /** Adds everything of one bucket to another and empties it; the caller fits the cells. */
  void merge(int from, int into, Precision precision) {
    for (int m = 0; m < models(); m++) {
      int source = from * models() + m;
      int target = into * models() + m;
      satisfied[target] = precision.round(satisfied[target] + satisfied[source]);
      weight[target] = precision.round(weight[target] + weight[source]);
      satisfied[source] = 0;
      weight[source] = 0;
    }
    paid[into] += paid[from];
    expected[into] += expected[from];
    paid[from] = 0;
    expected[from] = 0;
    owner[from] = 0;
  }
}
