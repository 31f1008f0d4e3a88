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
    if (!advance(account, learner, m, cusum)) {
      return false;
    }
    double unit = 1 / account.scale;
    models.upsSince[m] = precision.round(models.upsSince[m] + outcome.ups() * unit);
    models.downsSince[m] = precision.round(models.downsSince[m] + outcome.downs() * unit);
    models.silentsSince[m] = precision.round(models.silentsSince[m] + outcome.silents() * unit);
    return alarm(account, learner, m, cusum);
  }

  /**
   * One step with a judge's word, which says less the more he errs.
   *
   * @param wasSilent whether the answer had been counted as a silent one
   */
  void judged(
      SuretyAccount account,
      SuretyLearner learner,
      int m,
      double rate,
      double word,
      boolean wasSilent) {
    ModelEvidence models = learner.models;
    double base = learner.judge.dissatisfied[m];
    double gap = learner.judge.gap(m);
    double fallen = base + gap * Math.max(0.02, rate - constants.changeDrop());
    double usual = base + gap * rate;
    double ratio = word > 0 ? word * StrictMath.log(fallen / usual) : 0;
    ratio += word < 1 ? (1 - word) * StrictMath.log((1 - fallen) / (1 - usual)) : 0;
    double cusum = models.cusum[m] + ratio;
    if (advance(account, learner, m, cusum)) {
      Precision precision = learner.precision;
      double unit = 1 / account.scale;
      models.judgedUpsSince[m] = precision.round(models.judgedUpsSince[m] + word * unit);
      models.judgedDownsSince[m] = precision.round(models.judgedDownsSince[m] + (1 - word) * unit);
      double silent = models.silentsSince[m] - (wasSilent ? unit : 0);
      models.silentsSince[m] = precision.round(Math.max(0, silent));
      alarm(account, learner, m, cusum);
    }
  }

  /** Whether the detector stands above 0 with another log likelihood ratio. */
  private boolean advance(SuretyAccount account, SuretyLearner learner, int m, double cusum) {
    ModelEvidence models = learner.models;
    if (cusum <= 0) {
      restart(account, models, m);
      return false;
    }
    models.cusum[m] = learner.precision.round(cusum);
    return true;
  }

  private boolean alarm(SuretyAccount account, SuretyLearner learner, int m, double cusum) {
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
    models.judgedUpsSince[m] = 0;
    models.judgedDownsSince[m] = 0;
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
        Math.max(0, models.silents[m] - models.silentsSince[m]) * scale,
        Math.max(0, models.judgedUps[m] - models.judgedUpsSince[m]) * scale,
        Math.max(0, models.judgedDowns[m] - models.judgedDownsSince[m]) * scale);
    account.keepDeviation(m, part(account.servedSince[m], account.served[m]));
    account.served[m] = account.servedSince[m];
    double said = models.judgedUpsSince[m] + models.judgedDownsSince[m];
    models.keepPlaced(m, part(said, models.judged(m)), learner.precision);
    models.ups[m] = models.upsSince[m];
    models.downs[m] = models.downsSince[m];
    models.silents[m] = models.silentsSince[m];
    models.judgedUps[m] = models.judgedUpsSince[m];
    models.judgedDowns[m] = models.judgedDownsSince[m];
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
      double own =
          learner.equalRates()
              ? (models.ups[m] + models.downs[m] + models.judged(m)) * account.scale
              : Math.max(1, Exploration.ownLabels(constants, account, learner, m));
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
