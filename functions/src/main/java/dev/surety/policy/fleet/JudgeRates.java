package dev.surety.policy.fleet;

import java.util.function.IntPredicate;

/**
 * How often the judge of a pool errs, as a version says it: over all models, and by model (fourth
 * routing study, section 6.3).
 *
 * @param satisfied [J1] chance that it says satisfied of an answer whose user is, 0..1
 * @param dissatisfied [J0] chance that it says satisfied of one whose user is not, 0..1
 * @param pairsSatisfied [n1] answers of which a satisfied user and the judge have both spoken
 * @param pairsDissatisfied [n0] the same of dissatisfied users
 * @param satisfiedByModel {@code satisfied}, by index of the version's models
 * @param dissatisfiedByModel the same of the other
 */
public record JudgeRates(
    double satisfied,
    double dissatisfied,
    double pairsSatisfied,
    double pairsDissatisfied,
    double[] satisfiedByModel,
    double[] dissatisfiedByModel) {

  /** Accuracy that a fleet assumes of a judge, on either side, before any pair was seen. */
  public static final double PRIOR_ACCURACY = 0.9;

  /** [jk] Pairs that it counts for. */
  public static final double PRIOR_PAIRS = 20;

  /** A judge whose two rates are nearer says nothing. */
  public static final double LEAST_GAP = 0.2;

  public JudgeRates {
    satisfiedByModel = satisfiedByModel.clone();
    dissatisfiedByModel = dissatisfiedByModel.clone();
  }

  /** Pairs that the rates over all models count for in those of one. */
  private static final double MODEL_PAIRS = 40;

  /**
   * What pairs of a user's and a judge's word say of him.
   *
   * @param pairs [n1, up of n1, n0, up of n0] by model: answers of which both have spoken, by what
   *     the user said, and those of them of which the judge said satisfied
   * @param known the models that have rates of their own in the result, by their place in {@code
   *     pairs}; -1 for one that has no pairs
   * @param own of a place whether its own pairs may be told; otherwise it has the rates of all
   * @param accuracy what is assumed before any pair, on either side; counts for {@value
   *     #PRIOR_PAIRS} pairs
   */
  public static JudgeRates of(double[][] pairs, int[] known, IntPredicate own, double accuracy) {
    double[] sum = new double[4];
    for (int i = 0; i < sum.length; i++) {
      for (double each : pairs[i]) {
        sum[i] += each;
      }
    }
    double up = (sum[1] + accuracy * PRIOR_PAIRS) / (sum[0] + PRIOR_PAIRS);
    double down = (sum[3] + (1 - accuracy) * PRIOR_PAIRS) / (sum[2] + PRIOR_PAIRS);
    double[] ups = new double[known.length];
    double[] downs = new double[known.length];
    for (int i = 0; i < ups.length; i++) {
      int m = known[i];
      boolean told = m >= 0 && own.test(m);
      double said = told ? (pairs[1][m] + MODEL_PAIRS * up) / (pairs[0][m] + MODEL_PAIRS) : up;
      double unsaid =
          told ? (pairs[3][m] + MODEL_PAIRS * down) / (pairs[2][m] + MODEL_PAIRS) : down;
      ups[i] = Math.min(0.995, said);
      downs[i] = Math.max(0.005, Math.min(ups[i] - LEAST_GAP, unsaid));
    }
    return new JudgeRates(up, down, sum[0], sum[2], ups, downs);
  }

  /** By index of the version's models. */
  public double satisfied(int index) {
    return satisfiedByModel[index];
  }

  /** By index of the version's models. */
  public double dissatisfied(int index) {
    return dissatisfiedByModel[index];
  }
}
