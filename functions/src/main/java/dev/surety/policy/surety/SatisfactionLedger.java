package dev.surety.policy.surety;

/**
 * The account of satisfied requests: labelled ones count as they are, the others at their model's
 * estimated rate (routing study, section 3.3, {@code book}, and the head of {@code decide}).
 */
final class SatisfactionLedger {
  private final SuretyConstants constants;
  private double satisfied;
  private double variance;

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
    ModelLedger models = learner.models;
    satisfied = account.fixedSatisfied;
    variance = account.fixedVariance;
    double scale = account.scale;
    double unlabelled = 0;
    for (int m = 0; m < models.size(); m++) {
      double served = account.served[m] * scale;
      double up = models.ups[m] * scale;
      double down = models.downs[m] * scale;
      book(learner, m, served, up, down, models.silents[m] * scale);
      unlabelled += Math.max(0, served - up - down);
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
    satisfied = 0;
    variance = 0;
    book(learner, model, served, up, down, silent);
    account.fixedSatisfied += satisfied;
    account.fixedVariance += variance;
  }

  private void book(
      SuretyLearner learner, int m, double served, double up, double down, double silent) {
    double rate = learner.models.rate[m];
    double ofSilent = rate;
    if (!learner.equalRates()) {
      // Bayes: who is silent was satisfied with this chance. 1e-12 keeps 0/0 out where all speak.
      double quietSatisfied = rate * (1 - learner.satisfiedRate);
      double quietDissatisfied = (1 - rate) * (1 - learner.dissatisfiedRate);
      ofSilent = quietSatisfied / (quietSatisfied + quietDissatisfied + 1e-12);
    }
    double unlabelled = Math.max(0, served - up - down);
    satisfied += up + silent * ofSilent + (served - up - down - silent) * rate;
    variance +=
        unlabelled * unlabelled * learner.models.variance[m] + unlabelled * rate * (1 - rate);
  }
}
