package dev.surety.policy.surety;

/**
 * One-sided likelihood-ratio CUSUM per model that replaces the model's evidence when its labels
 * fall (routing study, section 3.3, {@code feedback} and {@code change}).
 */
final class ChangeDetector {
  private final SuretyConstants constants;
  private final SatisfactionRates rates;
  private final SatisfactionLedger ledger;
  private final CellFit cells;

  ChangeDetector(
      SuretyConstants constants,
      SatisfactionRates rates,
      SatisfactionLedger ledger,
      CellFit cells) {
    this.constants = constants;
    this.rates = rates;
    this.ledger = ledger;
    this.cells = cells;
  }

  /**
   * One step with the given outcome counts. A fractional label y counts y times as a satisfied and
   * 1 - y times as a dissatisfied one, so its step is the expected log ratio.
   *
   * @param rate the satisfaction rate that is expected of these outcomes
   * @return whether the model's evidence was replaced
   */
  boolean step(SuretyAccount account, SuretyLearner learner, int m, double rate, Outcome outcome) {
    ModelEvidence models = learner.models;
    Precision precision = learner.precision;
    double fallen = Math.max(0.02, rate - constants.changeDrop());
    double ratio = 0;
    if (outcome.ups() > 0) {
      ratio += outcome.ups() * StrictMath.log(fallen / rate);
    }
    if (outcome.downs() > 0) {
      ratio += outcome.downs() * StrictMath.log((1 - fallen) / (1 - rate));
    }
    if (outcome.silents() > 0) {
      ratio +=
          outcome.silents() * StrictMath.log(silence(learner, fallen) / silence(learner, rate));
    }
    double cusum = models.cusum[m] + ratio;
    if (cusum <= 0) {
      restart(account, models, m);
      return false;
    }
    models.cusum[m] = precision.round(cusum);
    double unit = 1 / account.scale;
    models.upsSince[m] = precision.round(models.upsSince[m] + outcome.ups() * unit);
    models.downsSince[m] = precision.round(models.downsSince[m] + outcome.downs() * unit);
    models.silentsSince[m] = precision.round(models.silentsSince[m] + outcome.silents() * unit);
    if (cusum <= constants.changeThreshold()) {
      return false;
    }
    replace(account, learner, m);
    return true;
  }

  /** Forgets what the detector has seen, so that replacing the evidence leaves none. */
  void restart(SuretyAccount account, ModelEvidence models, int m) {
    models.cusum[m] = 0;
    models.upsSince[m] = 0;
    models.downsSince[m] = 0;
    models.silentsSince[m] = 0;
    account.servedSince[m] = 0;
  }

  /** [change] Books the evidence before the detector's last zero at its old rate and drops it. */
  void replace(SuretyAccount account, SuretyLearner learner, int m) {
    ModelEvidence models = learner.models;
    double scale = account.scale;
    double before = models.rate[m];
    ledger.settle(
        account,
        learner,
        m,
        Math.max(0, account.served[m] - account.servedSince[m]) * scale,
        Math.max(0, models.ups[m] - models.upsSince[m]) * scale,
        Math.max(0, models.downs[m] - models.downsSince[m]) * scale,
        Math.max(0, models.silents[m] - models.silentsSince[m]) * scale);
    account.keepDeviation(m, part(account.servedSince[m], account.served[m]));
    account.served[m] = account.servedSince[m];
    models.ups[m] = models.upsSince[m];
    models.downs[m] = models.downsSince[m];
    models.silents[m] = models.silentsSince[m];
    restart(account, models, m);
    models.warmUps[m] = 0;
    models.warmDowns[m] = 0;
    models.newcomer[m] = true;
    models.resets[m]++;
    learner.ratedScale = scale;
    learner.ratedSatisfied = learner.satisfiedRate;
    learner.ratedDissatisfied = learner.dissatisfiedRate;
    rates.rate(learner, m);
    if (learner.cells != null) {
      double own = Exploration.ownLabels(constants, account, learner, m);
      own = learner.equalRates() ? own : Math.max(1, own);
      cells.follow(learner, account.fitReaching, m, own, models.rate[m] - before);
    }
  }

  private static double part(double of, double all) {
    return all > 0 ? of / all : 0;
  }

  private static double silence(SuretyLearner learner, double rate) {
    double spoken = learner.satisfiedRate * rate + learner.dissatisfiedRate * (1 - rate);
    return Math.max(1e-12, 1 - spoken);
  }
}
