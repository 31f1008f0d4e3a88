package dev.surety.policy.surety;

import dev.surety.policy.fleet.FleetPrior;
import dev.surety.policy.fleet.JudgeRates;
import java.util.Arrays;

/**
 * How often the judge errs, as a tenant reckons with it: by the fleet's calibration where a version
 * is in force that has one, by its own pairs of a user's and a judge's word otherwise, both beside
 * the accuracy that its promise states (fourth routing study, section 6.3). A function of what the
 * learner stores and of the version, so it is not stored.
 */
final class JudgeError {

  /** [jk] Pairs that the stated accuracy counts for. */
  static final double PRIOR_PAIRS = JudgeRates.PRIOR_PAIRS;

  /** One who says the contrary is taken for one who says nearly nothing. */
  private static final double LEAST_SATISFIED = JudgeRates.LEAST_GAP + 0.05;

  /** [J1, J0] By slot: chance that the judge says satisfied of a satisfied answer, and not. */
  final double[] satisfied;

  final double[] dissatisfied;

  /** [J1, J0] Of all models together. */
  final double pooledSatisfied;

  final double pooledDissatisfied;

  /** [n1, n0] Pairs that the pooled ones rest on, by what the user said. */
  final double pairsSatisfied;

  final double pairsDissatisfied;

  /** What it was made of. */
  private final FleetPrior version;

  private JudgeError(
      int slots,
      double pooledSatisfied,
      double pooledDissatisfied,
      double pairsSatisfied,
      double pairsDissatisfied,
      FleetPrior version) {
    this.pooledSatisfied = SatisfactionRates.clip(pooledSatisfied, LEAST_SATISFIED, 1);
    double most = this.pooledSatisfied - JudgeRates.LEAST_GAP;
    this.pooledDissatisfied = SatisfactionRates.clip(pooledDissatisfied, 0, most);
    this.pairsSatisfied = pairsSatisfied;
    this.pairsDissatisfied = pairsDissatisfied;
    this.version = version;
    satisfied = new double[slots];
    dissatisfied = new double[slots];
    Arrays.fill(satisfied, this.pooledSatisfied);
    Arrays.fill(dissatisfied, this.pooledDissatisfied);
  }

  /**
   * @param version in force, or {@code null}
   */
  static JudgeError of(SuretyLearner learner, FleetPrior version, FleetView fleet) {
    JudgeRates rates = version == null ? null : version.judge();
    return rates == null ? ofOwnPairs(learner, version) : ofFleet(learner, version, fleet, rates);
  }

  private static JudgeError ofOwnPairs(SuretyLearner learner, FleetPrior version) {
    double accuracy = learner.judgeAccuracy;
    double up = learner.pairsSatisfied;
    double down = learner.pairsDissatisfied;
    double dissatisfied = learner.errorsDissatisfied + (1 - accuracy) * PRIOR_PAIRS;
    return new JudgeError(
        learner.modelCount(),
        (learner.agreedSatisfied + accuracy * PRIOR_PAIRS) / (up + PRIOR_PAIRS),
        dissatisfied / (down + PRIOR_PAIRS),
        up,
        down,
        version);
  }

  /** The fleet assumes an accuracy of its own; where the promise states another, that counts. */
  private static JudgeError ofFleet(
      SuretyLearner learner, FleetPrior version, FleetView fleet, JudgeRates rates) {
    double stated = (learner.judgeAccuracy - JudgeRates.PRIOR_ACCURACY) * PRIOR_PAIRS;
    double more = stated / (rates.pairsSatisfied() + PRIOR_PAIRS);
    double less = -stated / (rates.pairsDissatisfied() + PRIOR_PAIRS);
    JudgeError error =
        new JudgeError(
            learner.modelCount(),
            rates.satisfied() + more,
            rates.dissatisfied() + less,
            rates.pairsSatisfied(),
            rates.pairsDissatisfied(),
            version);
    for (int m = 0; m < error.satisfied.length; m++) {
      int index = fleet.index[m];
      if (index >= 0) {
        error.satisfied[m] = Math.min(0.995, rates.satisfied(index) + more);
        double least =
            Math.min(error.satisfied[m] - JudgeRates.LEAST_GAP, rates.dissatisfied(index) + less);
        error.dissatisfied[m] = Math.max(0.005, least);
      }
    }
    return error;
  }

  /** Whether it is what these make; pairs apart, of which each makes a new one. */
  boolean isOf(FleetPrior inForce, int slots) {
    return version == inForce && satisfied.length == slots;
  }

  /** [j] How much more readily the judge says satisfied of a satisfied answer, 0..1. */
  double gap(int m) {
    return satisfied[m] - dissatisfied[m];
  }

  double pooledGap() {
    return pooledSatisfied - pooledDissatisfied;
  }

  /** [(o - J0) / j] Unbiased stand-in for the satisfaction behind a word of 0..1. */
  double surrogate(int m, double word) {
    return (word - dissatisfied[m]) / gap(m);
  }
}
