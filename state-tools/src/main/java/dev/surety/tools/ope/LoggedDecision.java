package dev.surety.tools.ope;

import dev.surety.domain.Chance;

/**
 * One decision that chance could have made otherwise, and what came of it. Arrays are parallel: a
 * position for each candidate.
 *
 * @param cluster hash of what belongs together (a conversation, or a tenant): rows of one cluster
 *     are resampled together and never judged by an outcome regression that has seen one of them
 * @param tag context, or {@code null}
 * @param propensities probability with which each candidate could have been chosen, as logged
 * @param expectedCostUsd what each candidate was expected to cost, USD, as logged
 * @param chosen position of the model that answered
 * @param satisfaction what it counts for: 0..1, or a value with that mean where silence counts;
 *     {@link Double#NaN} if nothing is known
 * @param costUsd what the answer cost, or {@link Double#NaN}
 * @param weight so many answers of its kind a known satisfaction stands for, relative to others: 1
 *     over the chance that it is known, where that differs from row to row
 * @param information what a known satisfaction is worth as evidence, 1 for a user's word; less for
 *     a judge's, who errs
 */
public record LoggedDecision(
    long cluster,
    String tag,
    String[] models,
    double[] propensities,
    double[] expectedCostUsd,
    int chosen,
    double satisfaction,
    double costUsd,
    double weight,
    double information) {

  /** Parts of a cross-fit: each row is judged by a regression on the other parts' rows. */
  public static final int FOLDS = 5;

  /** Of a log in which any satisfaction is as likely to be known as another, from users. */
  public LoggedDecision(
      long cluster,
      String tag,
      String[] models,
      double[] propensities,
      double[] expectedCostUsd,
      int chosen,
      double satisfaction,
      double costUsd) {
    this(cluster, tag, models, propensities, expectedCostUsd, chosen, satisfaction, costUsd, 1, 1);
  }

  /** The same of another satisfaction. */
  public LoggedDecision saying(double other) {
    return new LoggedDecision(
        cluster, tag, models, propensities, expectedCostUsd, chosen, other, costUsd);
  }

  /** Whether its satisfaction is a judge's word. */
  boolean isJudges() {
    return information < 1;
  }

  public int size() {
    return models.length;
  }

  public String model() {
    return models[chosen];
  }

  /** Which part of the cross-fit this row is in, 0..{@value #FOLDS} - 1. */
  int fold() {
    return (int) Long.remainderUnsigned(Chance.mix(cluster ^ 0x5bd1e995L), FOLDS);
  }
}
