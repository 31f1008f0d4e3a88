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

  /** Of rows with a judge's word the weights alone, as they count in means over rows, and in W. */
  static final int JUDGED = 8;

  static final int JUDGED_W = 9;
  static final int FIELDS = 10;

  private static final long serialVersionUID = 1;

  private final double clip;
  private final double[] groups = new double[GROUPS * FIELDS];
  private long rows;
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
   * @param weight what the row counts for beside others: 1 over the chance that its outcome is
   *     known
   * @param outcome of the model that answered: satisfaction, or cost in USD; a row where it is not
   *     known ({@link Double#NaN}) changes nothing
   */
  public void add(
      LoggedDecision row,
      double outcome,
      double weight,
      TargetPolicy target,
      OutcomeRegression regression) {
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
    groups[at + N] += weight;
    groups[at + R] += weight * outcome;
    groups[at + W] += weight * w;
    groups[at + WR] += weight * w * outcome;
    groups[at + CLIPPED_WR] += weight * clipped;
    groups[at + MODELLED] += weight * modelled;
    groups[at + ROBUST] += weight * (modelled + residual);
    groups[at + SWITCHED] += weight * (modelled + (w <= clip ? residual : 0));
    groups[at + JUDGED] += row.isJudges() ? weight : 0;
    groups[at + JUDGED_W] += row.isJudges() ? weight * w : 0;
    rows++;
    squaredWeights += weight * w * (weight * w);
    squaredClipped += weight * clipped * clipped;
    weightVariance += weight * weight * Math.max(0, squared - supported * supported);
    missing += weight * (1 - supported);
  }

  /** The same of an outcome that is as likely to be known as any other. */
  public void add(
      LoggedDecision row, double outcome, TargetPolicy target, OutcomeRegression regression) {
    add(row, outcome, 1, target, regression);
  }

  /** Share of an estimate's weight that rests on a judge's words, 0..1. */
  double judgedShare(Estimator estimator) {
    double[] totals = totals();
    return estimator == Estimator.LOGGED
        ? totals[JUDGED] / totals[N]
        : totals[JUDGED_W] / totals[W];
  }

  /** Takes in all rows of another one with the same clip. */
  public void merge(ValueSums other) {
    for (int i = 0; i < groups.length; i++) {
      groups[i] += other.groups[i];
    }
    rows += other.rows;
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
        rows,
        squaredWeights > 0 ? totals[W] * totals[W] / squaredWeights : 0,
        n > 0 ? Math.max(0, missing / n) : 0,
        totals[W] / n,
        Math.sqrt(weightVariance) / n);
  }
}
