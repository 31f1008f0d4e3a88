package dev.surety.tools.ope;

import dev.surety.domain.Chance;
import java.io.Serializable;

/**
 * All that the estimators need of any number of rows, in constant memory. Sums are kept by group: a
 * cluster is hashed into one of {@value #GROUPS}, so that intervals can leave out whole clusters
 * afterwards.
 */
public final class ValueSums implements Serializable {

  static final int GROUPS = 256;

  static final int N = 0;
  static final int R = 1;
  static final int W = 2;
  static final int WR = 3;
  static final int CLIPPED_WR = 4;
  static final int MODELLED = 5;
  static final int ROBUST = 6;
  static final int SWITCHED = 7;
  static final int FIELDS = 8;

  private static final long serialVersionUID = 1;

  private final double clip;
  private final double[] groups = new double[GROUPS * FIELDS];
  private double squaredWeights;
  private double squaredClipped;
  private double weightVariance;
  private double missing;

  /**
   * @param clip largest weight that counts in full
   */
  public ValueSums(double clip) {
    this.clip = clip;
  }

  /**
   * Takes in one row.
   *
   * @param outcome of the model that answered: satisfaction, or cost in USD; a row where it is not
   *     known ({@link Double#NaN}) changes nothing
   */
  public void add(
      LoggedDecision row, double outcome, TargetPolicy target, OutcomeRegression regression) {
    if (Double.isNaN(outcome)) {
      return;
    }
    double modelled = 0;
    double supported = 0;
    double squared = 0;
    for (int a = 0; a < row.size(); a++) {
      double e = target.probability(row, a);
      if (e > 0) {
        modelled += e * regression.expected(row, a);
        double b = row.propensities()[a];
        supported += b > 0 ? e : 0;
        squared += b > 0 ? e * (e / b) : 0;
      }
    }
    int chosen = row.chosen();
    double w = target.probability(row, chosen) / row.propensities()[chosen];
    double residual = w > 0 ? w * (outcome - regression.expected(row, chosen)) : 0;
    double clipped = Math.min(w, clip) * outcome;
    int at = group(row.cluster()) * FIELDS;
    groups[at + N]++;
    groups[at + R] += outcome;
    groups[at + W] += w;
    groups[at + WR] += w * outcome;
    groups[at + CLIPPED_WR] += clipped;
    groups[at + MODELLED] += modelled;
    groups[at + ROBUST] += modelled + residual;
    groups[at + SWITCHED] += modelled + (w <= clip ? residual : 0);
    squaredWeights += w * w;
    squaredClipped += clipped * clipped;
    weightVariance += Math.max(0, squared - supported * supported);
    missing += 1 - supported;
  }

  /** Takes in all rows of another one with the same clip. */
  public void merge(ValueSums other) {
    for (int i = 0; i < groups.length; i++) {
      groups[i] += other.groups[i];
    }
    squaredWeights += other.squaredWeights;
    squaredClipped += other.squaredClipped;
    weightVariance += other.weightVariance;
    missing += other.missing;
  }

  private static int group(long cluster) {
    return (int) (Chance.mix(cluster) & (GROUPS - 1));
  }

  double clip() {
    return clip;
  }

  /** By group, {@link #FIELDS} numbers each; a view. */
  double[] groups() {
    return groups;
  }

  /** Over all rows. */
  double[] totals() {
    double[] totals = new double[FIELDS];
    for (int i = 0; i < groups.length; i++) {
      totals[i % FIELDS] += groups[i];
    }
    return totals;
  }

  /** Variance of min(w, c) r from row to row. */
  double clippedVariance() {
    double[] totals = totals();
    double mean = totals[CLIPPED_WR] / totals[N];
    return Math.max(0, squaredClipped / totals[N] - mean * mean);
  }

  /** How much these rows can say about the policy. */
  public Support support() {
    double[] totals = totals();
    double n = totals[N];
    return new Support(
        (long) n,
        squaredWeights > 0 ? totals[W] * totals[W] / squaredWeights : 0,
        n > 0 ? Math.max(0, missing / n) : 0,
        totals[W] / n,
        Math.sqrt(weightVariance) / n);
  }
}
