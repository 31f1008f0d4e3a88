package dev.surety.domain;

import dev.surety.domain.JournalRow.Candidate;
import java.util.AbstractList;
import java.util.List;
import java.util.RandomAccess;

/**
 * The candidates of a decision, a column each of their figures: a decision has a dozen, and an
 * object for each would be a third of all that it allocates. As a list it makes them when asked.
 *
 * <p>What the engine says is exact. A row of the journal keeps less, since folding it gives the
 * rest bit for bit: {@link #rounded} is what it keeps, and a digest of all bits.
 */
public final class CandidateColumns extends AbstractList<Candidate> implements RandomAccess {

  /**
   * What a row keeps of figures that it has only roughly.
   *
   * @param digest of the exact ones, see {@link CandidateColumns#digest}
   * @param bestCostUsd exact, see {@link CandidateColumns#bestCostUsd}
   * @param allCostUsd exact, or {@link Double#NaN} where not all of them were asked
   */
  public record Kept(long digest, double bestCostUsd, double allCostUsd) {}

  private final String[] models;
  private final int[] places;
  private final Kept kept;
  private final double[] score;
  private final double[] propensity;
  private final double[] expectedSatisfaction;
  private final double[] expectedCostUsd;

  /** Exact figures of models whose places are not known. */
  public CandidateColumns(
      String[] models,
      double[] score,
      double[] propensity,
      double[] expectedSatisfaction,
      double[] expectedCostUsd) {
    this(models, null, score, propensity, expectedSatisfaction, expectedCostUsd, null);
  }

  /**
   * Of arrays of one length, which are not copied and must not change any more.
   *
   * @param places of the models in the pool of the configuration in force, from 0, or {@code null}
   * @param score {@code null} where it is not known
   * @param kept {@code null} if the figures are exact
   */
  public CandidateColumns(
      String[] models,
      int[] places,
      double[] score,
      double[] propensity,
      double[] expectedSatisfaction,
      double[] expectedCostUsd,
      Kept kept) {
    this.models = models;
    this.places = places;
    this.kept = kept;
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
    if (kept != null) {
      return kept.bestCostUsd;
    }
    return models.length == 0 ? 0 : expectedCostUsd[best(expectedSatisfaction, expectedCostUsd)];
  }

  /** What all models together were expected to cost, USD. */
  public double allCostUsd() {
    if (kept != null && !Double.isNaN(kept.allCostUsd)) {
      return kept.allCostUsd;
    }
    double sum = 0;
    for (double cost : expectedCostUsd) {
      sum += cost;
    }
    return sum;
  }

  /** Whether the figures are only as near as a row keeps them, and the scores not known. */
  public boolean isRounded() {
    return kept != null;
  }

  /** Places of the models in the pool of the configuration in force, or {@code null}. */
  public int[] places() {
    return places;
  }

  /**
   * Whether a row can keep them in short: shares are shares, and places are known. What the engine
   * says of its own policies always is.
   */
  public boolean canBeRounded() {
    if (kept != null) {
      return true;
    }
    if (places == null) {
      return false;
    }
    for (int i = 0; i < places.length; i++) {
      boolean fits =
          Millionths.isShare(propensity[i])
              && (Double.isNaN(expectedSatisfaction[i])
                  || Millionths.isShare(expectedSatisfaction[i]))
              && Math.abs(expectedCostUsd[i]) <= Float.MAX_VALUE;
      if (!fits) {
        return false;
      }
    }
    return true;
  }

  /**
   * As a row keeps them, or these if it can't keep them in short.
   *
   * @param all whether all of them were asked
   */
  public CandidateColumns rounded(boolean all) {
    if (kept != null || !canBeRounded()) {
      return this;
    }
    double[] propensities = new double[models.length];
    double[] satisfactions = new double[models.length];
    double[] costs = new double[models.length];
    for (int i = 0; i < models.length; i++) {
      propensities[i] = Millionths.share(Millionths.of(propensity[i]));
      satisfactions[i] = Millionths.share(Millionths.of(expectedSatisfaction[i]));
      costs[i] = (float) expectedCostUsd[i];
    }
    return new CandidateColumns(
        models,
        places,
        null,
        propensities,
        satisfactions,
        costs,
        new Kept(digest(), bestCostUsd(), all ? allCostUsd() : Double.NaN));
  }

  /** Of every bit of the exact figures: what replay must come to where a row has them roughly. */
  public long digest() {
    if (kept != null) {
      return kept.digest;
    }
    long h = models.length;
    for (int i = 0; i < models.length; i++) {
      h = mix(h, score[i]);
      h = mix(h, propensity[i]);
      h = mix(h, expectedSatisfaction[i]);
      h = mix(h, expectedCostUsd[i]);
    }
    return h;
  }

  /** One factor is odd and the shift goes one way: no two values of one place come to the same. */
  private static long mix(long h, double value) {
    long mixed = (h ^ Double.doubleToLongBits(value)) * 0x9E3779B97F4A7C15L;
    return mixed ^ mixed >>> 32;
  }

  @Override
  public int size() {
    return models.length;
  }

  @Override
  public Candidate get(int i) {
    return new Candidate(
        models[i], score(i), propensity[i], expectedSatisfaction[i], expectedCostUsd[i]);
  }

  public String model(int i) {
    return models[i];
  }

  /** What the policy compared, or {@link Double#NaN} where that is not known. */
  public double score(int i) {
    return score == null ? Double.NaN : score[i];
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
