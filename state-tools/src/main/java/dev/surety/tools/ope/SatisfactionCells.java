package dev.surety.tools.ope;

import java.io.Serializable;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Mean satisfaction by model and tag, shrunk: a cell's mean towards its model's, a model's towards
 * that of all, each as if {@value #PRIOR_WEIGHT} further answers had had the mean above it (the
 * posterior mean of a normal or beta prior of that weight). Tags share {@value #BUCKETS} buckets.
 * Each row is predicted from the other parts of the cross-fit only (Chernozhukov et al. 2018,
 * section 3).
 */
public final class SatisfactionCells implements OutcomeRegression, Serializable {

  /** How many answers the mean above a cell counts for. */
  static final double PRIOR_WEIGHT = 10;

  private static final long serialVersionUID = 1;
  private static final int BUCKETS = 64;
  private static final int NO_FOLD = -1;

  /** By part: count and sum; the last part is all of them. */
  private final Means all = new Means(1);

  /** By model and bucket; the last bucket is all of them. */
  private final Map<String, Means> models = new HashMap<>();

  /** Takes in a row; one without a judgement changes nothing. */
  public void add(LoggedDecision row) {
    if (!Double.isNaN(row.satisfaction())) {
      Means model = models.computeIfAbsent(row.model(), name -> new Means(BUCKETS + 1));
      int fold = row.fold();
      double weight = row.information();
      all.add(0, fold, weight, row.satisfaction());
      model.add(BUCKETS, fold, weight, row.satisfaction());
      model.add(bucket(row.tag()), fold, weight, row.satisfaction());
    }
  }

  /** Takes in all rows of another one. */
  public void merge(SatisfactionCells other) {
    all.merge(other.all);
    other.models.forEach(
        (name, means) -> models.computeIfAbsent(name, n -> new Means(BUCKETS + 1)).merge(means));
  }

  /**
   * Takes in what a judge said of answers, each word as what it says of the satisfaction behind it.
   *
   * @param words cells of the words as they were said, 0..1
   */
  public void mergeWords(SatisfactionCells words, JudgeCalibration judge) {
    words.models.forEach(
        (name, means) -> {
          double gap = judge.gap(name);
          double low = judge.dissatisfied(name);
          models
              .computeIfAbsent(name, n -> new Means(BUCKETS + 1))
              .mergeWords(means, 0, BUCKETS + 1, low, gap);
          all.mergeWords(means, BUCKETS, 1, low, gap);
        });
  }

  @Override
  public double expected(LoggedDecision decision, int candidate) {
    return expected(decision.models()[candidate], decision.tag(), decision.fold());
  }

  /** From all rows: for requests that are none of them. */
  public double expected(String model, String tag) {
    return expected(model, tag, NO_FOLD);
  }

  private double expected(String model, String tag, int without) {
    double n = all.count(0, without);
    double mean = n > 0 ? all.sum(0, without) / n : 0.5;
    Means means = models.get(model);
    if (means == null) {
      return mean;
    }
    mean = means.shrunk(BUCKETS, without, mean);
    return means.shrunk(bucket(tag), without, mean);
  }

  /**
   * The mean of a cell of these rows, shrunk towards what somebody else believes of it.
   *
   * @param towards the other mean; counts for {@value #PRIOR_WEIGHT} answers
   */
  public double shrunk(String model, String tag, double towards) {
    Means means = models.get(model);
    return means == null ? towards : means.shrunk(bucket(tag), NO_FOLD, towards);
  }

  /** How many answers stand behind {@link #shrunk}, those of the other mean included. */
  public double weight(String model, String tag) {
    Means means = models.get(model);
    return PRIOR_WEIGHT + (means == null ? 0 : means.count(bucket(tag), NO_FOLD));
  }

  /** Models that were judged at least once. */
  public Set<String> models() {
    return new TreeSet<>(models.keySet());
  }

  /** Judgements of a model. */
  public long judged(String model) {
    Means means = models.get(model);
    return means == null ? 0 : (long) means.count(BUCKETS, NO_FOLD);
  }

  private static int bucket(String tag) {
    return tag == null ? 0 : 1 + Math.floorMod(tag.hashCode(), BUCKETS - 1);
  }

  /** Counts and sums by cell and part. */
  private static final class Means implements Serializable {
    private static final long serialVersionUID = 1;
    private static final int STRIDE = 2 * (LoggedDecision.FOLDS + 1);

    private final double[] sums;

    Means(int cells) {
      sums = new double[cells * STRIDE];
    }

    void add(int cell, int fold, double weight, double value) {
      int total = LoggedDecision.FOLDS;
      sums[cell * STRIDE + 2 * fold] += weight;
      sums[cell * STRIDE + 2 * fold + 1] += weight * value;
      sums[cell * STRIDE + 2 * total] += weight;
      sums[cell * STRIDE + 2 * total + 1] += weight * value;
    }

    /** A sum over words is one over what they say: (o - J0) / j with the weight j^2. */
    void mergeWords(Means words, int from, int cells, double low, double gap) {
      for (int i = 0; i < cells * STRIDE; i += 2) {
        double count = words.sums[from * STRIDE + i];
        sums[i] += gap * gap * count;
        sums[i + 1] += gap * (words.sums[from * STRIDE + i + 1] - low * count);
      }
    }

    void merge(Means other) {
      for (int i = 0; i < sums.length; i++) {
        sums[i] += other.sums[i];
      }
    }

    double count(int cell, int without) {
      return difference(cell * STRIDE, without);
    }

    double sum(int cell, int without) {
      return difference(cell * STRIDE + 1, without);
    }

    private double difference(int at, int without) {
      double total = sums[at + 2 * LoggedDecision.FOLDS];
      return without == NO_FOLD ? total : total - sums[at + 2 * without];
    }

    double shrunk(int cell, int without, double towards) {
      return (sum(cell, without) + PRIOR_WEIGHT * towards) / (count(cell, without) + PRIOR_WEIGHT);
    }
  }
}
