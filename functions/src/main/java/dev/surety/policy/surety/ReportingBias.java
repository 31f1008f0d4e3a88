package dev.surety.policy.surety;

import java.util.Arrays;

/**
 * Corrections for users who speak more readily when satisfied than when not, or the other way round
 * (routing study, section 3.3, {@code surrogate} and {@code calibrate}).
 */
final class ReportingBias {
  private ReportingBias() {}

  /** [wt] What one outcome weighs in a cell. */
  static double cellWeight(SuretyLearner learner, boolean solicited) {
    return learner.equalRates() || solicited
        ? 1
        : 0.5 * (learner.satisfiedRate + learner.dissatisfiedRate);
  }

  /** [y] Unbiased stand-in for the satisfaction behind an outcome, summed over its counts. */
  static double surrogate(SuretyLearner learner, Outcome outcome, boolean solicited) {
    double up = outcome.ups();
    if (learner.equalRates() || solicited) {
      return up;
    }
    double satisfiedRate = learner.satisfiedRate;
    double dissatisfiedRate = learner.dissatisfiedRate;
    if (satisfiedRate == 0) {
      return outcome.all() - outcome.downs() / dissatisfiedRate;
    }
    if (dissatisfiedRate == 0) {
      return up / satisfiedRate;
    }
    double ofDowns = outcome.all() - outcome.downs() / dissatisfiedRate;
    return 0.5 * up / satisfiedRate + 0.5 * ofDowns;
  }

  /** More than this a 4-byte number would not count one by one. */
  private static final double MOST_COUNTED = 1 << 22;

  /** Enters an outcome into the counts that calibration rests on. */
  static void count(SuretyLearner learner, int m, Outcome outcome, boolean solicited) {
    ModelEvidence models = learner.models;
    Precision precision = learner.precision;
    learner.labels += outcome.labels();
    if (solicited) {
      models.solicitedUps[m] = precision.round(models.solicitedUps[m] + outcome.ups());
      models.solicitedDowns[m] = precision.round(models.solicitedDowns[m] + outcome.downs());
      learner.solicitedLabels += outcome.labels();
    } else {
      learner.unsolicitedUps += outcome.ups();
      learner.unsolicitedDowns += outcome.downs();
      models.unsolicited[m] = precision.round(models.unsolicited[m] + outcome.all());
    }
    if (models.unsolicited[m] > MOST_COUNTED
        || models.solicitedUps[m] + models.solicitedDowns[m] > MOST_COUNTED) {
      halve(learner);
    }
  }

  /** All together, so that the rates, which are ratios of them, stay as they are. */
  private static void halve(SuretyLearner learner) {
    ModelEvidence models = learner.models;
    for (int m = 0; m < models.size(); m++) {
      models.solicitedUps[m] /= 2;
      models.solicitedDowns[m] /= 2;
      models.unsolicited[m] /= 2;
    }
    learner.solicitedLabels /= 2;
    learner.unsolicitedUps /= 2;
    learner.unsolicitedDowns /= 2;
  }

  /**
   * What calibration rests on: it lacks the silent answers of the time when silence said nothing.
   */
  static void forget(SuretyLearner learner) {
    ModelEvidence models = learner.models;
    Arrays.fill(models.solicitedUps, 0);
    Arrays.fill(models.solicitedDowns, 0);
    Arrays.fill(models.unsolicited, 0);
    learner.solicitedLabels = 0;
    learner.unsolicitedUps = 0;
    learner.unsolicitedDowns = 0;
  }

  /**
   * Moves the reporting rates from what was configured towards the ratio of what was said to what
   * solicited labels say was there. Rates that are configured equal stay so: then solicited labels
   * are not needed, and the other estimators rest on the equality.
   */
  static void calibrate(SuretyLearner learner) {
    if (learner.equalRates() || learner.solicitedLabels == 0) {
      return;
    }
    ModelEvidence models = learner.models;
    double ups = 0;
    double downs = 0;
    for (int m = 0; m < models.size(); m++) {
      ups += models.solicitedUps[m];
      downs += models.solicitedDowns[m];
    }
    double pooled = (ups + 1) / (ups + downs + 2);
    double satisfied = 0;
    double dissatisfied = 0;
    for (int m = 0; m < models.size(); m++) {
      double labels = models.solicitedUps[m] + models.solicitedDowns[m];
      double share = (models.solicitedUps[m] + 4 * pooled) / (labels + 4);
      satisfied += models.unsolicited[m] * share;
      dissatisfied += models.unsolicited[m] * (1 - share);
    }
    double trust = learner.solicitedLabels / (learner.solicitedLabels + 20);
    learner.satisfiedRate =
        blend(learner.terms.satisfiedRate(), learner.unsolicitedUps, satisfied, trust);
    learner.dissatisfiedRate =
        blend(learner.terms.dissatisfiedRate(), learner.unsolicitedDowns, dissatisfied, trust);
  }

  private static double blend(double configured, double said, double present, double trust) {
    if (configured == 0 || present == 0) {
      return configured;
    }
    double seen = StrictMath.log(Math.max(0.5, said) / present);
    return Math.min(1, StrictMath.exp((1 - trust) * StrictMath.log(configured) + trust * seen));
  }
}
