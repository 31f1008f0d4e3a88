package dev.surety.domain;

import dev.surety.domain.JournalRow.Candidate;
import java.util.AbstractList;
import java.util.List;
import java.util.RandomAccess;

/**
 * The candidates of a decision, a column each of their figures: a decision has a dozen, and an
 * object for each would be a third of all that it allocates. As a list it makes them when asked.
 */
public final class CandidateColumns extends AbstractList<Candidate> implements RandomAccess {

  private final String[] models;
  private final double[] score;
  private final double[] propensity;
  private final double[] expectedSatisfaction;
  private final double[] expectedCostUsd;

  /** Of arrays of one length, which are not copied and must not change any more. */
  public CandidateColumns(
      String[] models,
      double[] score,
      double[] propensity,
      double[] expectedSatisfaction,
      double[] expectedCostUsd) {
    this.models = models;
    this.score = score;
    this.propensity = propensity;
    this.expectedSatisfaction = expectedSatisfaction;
    this.expectedCostUsd = expectedCostUsd;
  }

  public static CandidateColumns of(List<Candidate> candidates) {
    if (candidates instanceof CandidateColumns columns) {
      return columns;
    }
    int size = candidates.size();
    CandidateColumns columns =
        new CandidateColumns(
            new String[size],
            new double[size],
            new double[size],
            new double[size],
            new double[size]);
    for (int i = 0; i < size; i++) {
      Candidate candidate = candidates.get(i);
      columns.models[i] = candidate.model();
      columns.score[i] = candidate.score();
      columns.propensity[i] = candidate.propensity();
      columns.expectedSatisfaction[i] = candidate.expectedSatisfaction();
      columns.expectedCostUsd[i] = candidate.expectedCostUsd();
    }
    return columns;
  }

  /**
   * Position of the best model: by expected satisfaction; by price where the policy does not
   * estimate it.
   */
  public static int best(double[] expectedSatisfaction, double[] costUsd) {
    int best = 0;
    for (int i = 1; i < costUsd.length; i++) {
      double ahead = expectedSatisfaction[i] - expectedSatisfaction[best];
      if (ahead > 0 || (Double.isNaN(ahead) && costUsd[i] > costUsd[best])) {
        best = i;
      }
    }
    return best;
  }

  /** What the best model was expected to cost, USD. */
  public double bestCostUsd() {
    return models.length == 0 ? 0 : expectedCostUsd[best(expectedSatisfaction, expectedCostUsd)];
  }

  /** What all models together were expected to cost, USD. */
  public double allCostUsd() {
    double sum = 0;
    for (double cost : expectedCostUsd) {
      sum += cost;
    }
    return sum;
  }

  @Override
  public int size() {
    return models.length;
  }

  @Override
  public Candidate get(int i) {
    return new Candidate(
        models[i], score[i], propensity[i], expectedSatisfaction[i], expectedCostUsd[i]);
  }

  public String model(int i) {
    return models[i];
  }

  public double score(int i) {
    return score[i];
  }

  public double propensity(int i) {
    return propensity[i];
  }

  public double expectedSatisfaction(int i) {
    return expectedSatisfaction[i];
  }

  public double expectedCostUsd(int i) {
    return expectedCostUsd[i];
  }
}
