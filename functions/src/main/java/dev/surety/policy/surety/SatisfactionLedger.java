package dev.surety.policy.surety;

/**
 * The account of satisfied requests: labelled ones count as they are, the others at their model's
 * estimated rate (routing study, section 3.3, {@code book}, and the head of {@code decide}).
 */
final class SatisfactionLedger {
  private final SuretyConstants constants;

  SatisfactionLedger(SuretyConstants constants) {
    this.constants = constants;
  }

  /** Lets one request's worth of evidence fade. */
  void fade(SuretyAccount account) {
    double keep = 1 - 1 / constants.window();
    account.length *= keep;
    account.fixedSatisfied *= keep;
    account.fixedVariance *= keep * keep;
    account.scale *= keep;
  }

  /** Writes estimated satisfaction, its standard error, need and target-now into the proposal. */
  void assess(SuretyAccount account, SuretyLearner learner, RouteProposal out) {
    ModelEvidence models = learner.models;
    double satisfied = account.fixedSatisfied;
    double variance = account.fixedVariance;
    double scale = account.scale;
    boolean equalRates = learner.equalRates();
    double unlabelled = 0;
    for (int m = 0; m < models.size(); m++) {
      double served = account.served[m] * scale;
      double up = models.ups[m] * scale;
      double down = models.downs[m] * scale;
      double silent = models.silents[m] * scale;
      double rate = models.rate[m];
      double unknown = SatisfactionRates.positive(served - up - down);
      satisfied +=
          satisfied(rate, equalRates ? rate : ofSilent(learner, rate), served, up, down, silent);
      variance += variance(rate, models.variance[m], unknown);
      unlabelled += unknown;
    }
    double length = account.length;
    if (learner.terms.solicited() && !learner.equalRates() && length > 0) {
      // The reporting rates are themselves estimated, from the solicited labels.
      double share = SatisfactionRates.clip(satisfied / length, 0, 1);
      variance += unlabelled * unlabelled * share * (1 - share) / (learner.solicitedLabels + 20);
    }
    double target = learner.terms.target();
    double error = Math.sqrt(variance);
    double margin = Math.max(0, constants.marginErrors() * error - constants.tolerance() * length);
    double need = target * length - satisfied + margin;
    double horizon = Math.max(constants.horizonMin(), constants.horizonShare() * length);
    out.satisfied = satisfied;
    out.standardError = error;
    out.margin = margin;
    out.need = need;
    out.targetNow = SatisfactionRates.clip(target + need / horizon, 0, 1);
  }

  /**
   * Books evidence that is about to be replaced at the rate that has held so far; arguments are
   * faded counts.
   */
  void settle(
      SuretyAccount account,
      SuretyLearner learner,
      int model,
      double served,
      double up,
      double down,
      double silent) {
    double rate = learner.models.rate[model];
    double ofSilent = learner.equalRates() ? rate : ofSilent(learner, rate);
    double unlabelled = Math.max(0, served - up - down);
    account.fixedSatisfied += satisfied(rate, ofSilent, served, up, down, silent);
    account.fixedVariance += variance(rate, learner.models.variance[model], unlabelled);
  }

  /** Bayes: who is silent was satisfied with this chance. */
  private static double ofSilent(SuretyLearner learner, double rate) {
    double satisfied = rate * (1 - learner.satisfiedRate);
    double dissatisfied = (1 - rate) * (1 - learner.dissatisfiedRate);
    // 1e-12 keeps 0/0 out where all speak.
    return satisfied / (satisfied + dissatisfied + 1e-12);
  }

  private static double satisfied(
      double rate, double ofSilent, double served, double up, double down, double silent) {
    return up + silent * ofSilent + (served - up - down - silent) * rate;
  }

  private static double variance(double rate, double ofRate, double unlabelled) {
    return unlabelled * unlabelled * ofRate + unlabelled * rate * (1 - rate);
  }
}
