package dev.surety.tools.ope;

import dev.surety.policy.fleet.JudgeRates;
import java.io.Serializable;
import java.util.Map;
import java.util.TreeMap;

/**
 * How often a judge errs, by the answers of a journal of which a user has spoken, too, beside the
 * accuracy that promises state ({@link JudgeRates}: the same estimate as in the job, over all keys
 * of the journal).
 */
public final class JudgeCalibration implements Serializable {

  private static final long serialVersionUID = 1;

  /** [n1, up of n1, n0, up of n0] by model. */
  private final Map<String, double[]> pairs = new TreeMap<>();

  private double accuracies;
  private double stated;
  private transient JudgeRates rates;
  private transient Map<String, Integer> places;

  /** A promise under which a judge was asked says so of him. */
  public void state(double accuracy) {
    accuracies += accuracy;
    stated++;
    rates = null;
  }

  /** A user and the judge have spoken of an answer, 0..1 each. */
  public void pair(String model, double said, double judged) {
    double[] sums = pairs.computeIfAbsent(model, name -> new double[4]);
    sums[0] += said;
    sums[1] += said * judged;
    sums[2] += 1 - said;
    sums[3] += (1 - said) * judged;
    rates = null;
  }

  /** Takes in all that another one has. */
  public void merge(JudgeCalibration other) {
    other.pairs.forEach(
        (name, theirs) -> {
          double[] sums = pairs.computeIfAbsent(name, n -> new double[4]);
          for (int i = 0; i < sums.length; i++) {
            sums[i] += theirs[i];
          }
        });
    accuracies += other.accuracies;
    stated += other.stated;
    rates = null;
  }

  /** [J1] Chance that the judge says satisfied of an answer of the model that is. */
  public double satisfied(String model) {
    Integer place = places(model);
    return place == null ? bounded(rates.satisfied()) : rates.satisfied(place);
  }

  /** [J0] The same of one that is not. */
  public double dissatisfied(String model) {
    Integer place = places(model);
    return place == null
        ? Math.max(0.005, Math.min(satisfied(model) - JudgeRates.LEAST_GAP, rates.dissatisfied()))
        : rates.dissatisfied(place);
  }

  /** [j] How much more readily he says satisfied of a satisfied answer, 0..1. */
  public double gap(String model) {
    return satisfied(model) - dissatisfied(model);
  }

  /** [(o - J0) / j] What a word of 0..1 says of the satisfaction behind it, right on average. */
  public double surrogate(String model, double word) {
    return (word - dissatisfied(model)) / gap(model);
  }

  /** Answers of which a user and the judge have spoken. */
  public double pairs() {
    places("");
    return rates.pairsSatisfied() + rates.pairsDissatisfied();
  }

  /**
   * Standard error of a share of satisfied answers that rests on his words, as his two rates are
   * estimates (fourth routing study, section 6.3).
   *
   * @param share of satisfied answers, 0..1
   */
  public double error(double share) {
    places("");
    double up = bounded(rates.satisfied());
    double down = Math.max(0.005, Math.min(up - JudgeRates.LEAST_GAP, rates.dissatisfied()));
    double prior = JudgeRates.PRIOR_PAIRS;
    double variance =
        share * share * up * (1 - up) / (rates.pairsSatisfied() + prior)
            + (1 - share) * (1 - share) * down * (1 - down) / (rates.pairsDissatisfied() + prior);
    return Math.sqrt(variance) / (up - down);
  }

  private static double bounded(double up) {
    return Math.max(JudgeRates.LEAST_GAP + 0.005, Math.min(0.995, up));
  }

  private Integer places(String model) {
    if (rates == null) {
      places = new TreeMap<>();
      double[][] columns = new double[4][pairs.size()];
      pairs.forEach(
          (name, sums) -> {
            int place = places.size();
            places.put(name, place);
            for (int i = 0; i < sums.length; i++) {
              columns[i][place] = sums[i];
            }
          });
      int[] known = places.values().stream().mapToInt(i -> i).toArray();
      double accuracy = stated > 0 ? accuracies / stated : JudgeRates.PRIOR_ACCURACY;
      rates = JudgeRates.of(columns, known, place -> true, accuracy);
    }
    return places.get(model);
  }
}
