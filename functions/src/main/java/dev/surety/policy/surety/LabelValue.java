package dev.surety.policy.surety;

/**
 * What a judge's label of the answer just routed is worth: the margin is a stock of satisfied
 * answers beyond the target that has to be bought once, each at the price of quality, and a label
 * takes some of it off (fourth routing study, section 6.3).
 */
final class LabelValue {
  private final SuretyConstants constants;

  LabelValue(SuretyConstants constants) {
    this.constants = constants;
  }

  /**
   * @param m the model that is served, with the request in its account
   * @return in units of expected costs; 0 where there is no margin
   */
  double of(SuretyState state, int m, RouteProposal decided) {
    if (!(decided.margin > 0)) {
      return 0;
    }
    SuretyAccount account = state.account;
    SuretyLearner learner = state.learner;
    double most = Math.scalb(PairPlan.OUT_OF_REACH, learner.models.dearestExponent);
    double price = Math.min(account.lambda, most) * constants.marginErrors();
    return price * less(state, m, decided) / (2 * Math.max(1e-6, decided.standardError));
  }

  /** [dV] By how much the label lessens the variance of the account. */
  private static double less(SuretyState state, int m, RouteProposal decided) {
    SuretyLearner learner = state.learner;
    ModelEvidence models = learner.models;
    JudgeError judge = learner.judge;
    double scale = state.account.scale;
    double labels = models.ups[m] + models.downs[m] + models.judged(m);
    double unlabelled = SatisfactionRates.positive((state.account.served[m] - labels) * scale);
    double rate = models.rate[m];
    double variance = models.variance[m];
    double gap = Math.max(0.2, judge.gap(m));
    double weight = gap * gap;
    double known = rate * (1 - rate) / variance;
    double ofSilent =
        unlabelled * unlabelled * variance * weight / (known + weight) + rate * (1 - rate) * weight;
    double speaks = learner.spoken(m);
    double less = (1 - speaks) * ofSilent;
    if (learner.equalRates() && decided.judgeWeight > 0) {
      double ofUps = error(judge.satisfied[m], judge.pairsSatisfied) * cube(rate);
      double ofDowns = error(judge.dissatisfied[m], judge.pairsDissatisfied) * cube(1 - rate);
      double calibrated = decided.judgeWeight * decided.judgeWeight / weight;
      less += speaks * calibrated * (ofUps + ofDowns);
    }
    return less;
  }

  /** What another pair takes off the variance of one of the judge's rates. */
  private static double error(double rate, double pairs) {
    double labels = pairs + JudgeError.PRIOR_PAIRS;
    return rate * (1 - rate) / (labels * labels);
  }

  private static double cube(double x) {
    return x * x * x;
  }
}
