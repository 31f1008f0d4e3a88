package dev.surety.policy.fleet;

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

  /** By index of the version's models. */
  public double satisfied(int index) {
    return satisfiedByModel[index];
  }

  /** By index of the version's models. */
  public double dissatisfied(int index) {
    return dissatisfiedByModel[index];
  }
}
