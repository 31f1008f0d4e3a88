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
    JudgeError judge = learner.judge;
    for (int m = 0; m < models.size(); m++) {
      double served = account.served[m] * scale;
      double up = models.ups[m] * scale;
      double down = models.downs[m] * scale;
      double silent = models.silents[m] * scale;
      double rate = models.rate[m];
      if (judge != null) {
        double saidUp = models.judgedUps[m] * scale;
        double saidDown = models.judgedDowns[m] * scale;
        satisfied += judged(learner, m, served, up, down, silent, saidUp, saidDown);
        variance += judgedVariance(learner, m, served - up - down, saidUp, saidDown);
        unlabelled += SatisfactionRates.positive(served - up - down - saidUp - saidDown);
        continue;
      }
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
    out.judgeWeight = 0;
    if (judge != null) {
      variance += ofJudge(account, learner, satisfied, out);
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
      double silent,
      double saidUp,
      double saidDown) {
    if (learner.judge != null) {
      account.fixedSatisfied += judged(learner, model, served, up, down, silent, saidUp, saidDown);
      double unknown = served - up - down;
      account.fixedVariance += judgedVariance(learner, model, unknown, saidUp, saidDown);
      return;
    }
    double rate = learner.models.rate[model];
    double ofSilent = learner.equalRates() ? rate : ofSilent(learner, rate);
    double unlabelled = Math.max(0, served - up - down);
    account.fixedSatisfied += satisfied(rate, ofSilent, served, up, down, silent);
    account.fixedVariance += variance(rate, learner.models.variance[model], unlabelled);
  }

  /**
   * [book] Where a judge has spoken and no user: satisfied with the chance that his word leaves
   * (fourth routing study, section 6.3).
   */
  private static double judged(
      SuretyLearner learner,
      int m,
      double served,
      double up,
      double down,
      double silent,
      double saidUp,
      double saidDown) {
    double rate = learner.models.rate[m];
    double said = saidUp + saidDown;
    double satisfied = up + saidUp * ofUp(learner, m, rate) + saidDown * ofDown(learner, m, rate);
    if (learner.equalRates()) {
      return satisfied + unjudged(learner, m, served - up - down - said, said);
    }
    return satisfied
        + silent * ofSilent(learner, rate)
        + unjudged(learner, m, served - up - down - silent - said, said);
  }

  /**
   * Answers of which nobody has spoken: what is better where the judge spoke is worse elsewhere.
   */
  private static double unjudged(SuretyLearner learner, int m, double answers, double said) {
    if (!(answers > 0)) {
      return 0;
    }
    double excess = learner.judgedExcess(m);
    double rate = learner.models.rate[m];
    return answers * SatisfactionRates.elsewhere(rate, -excess * said / answers);
  }

  /** Its variance; {@code unknown} are the requests of which no user has spoken. */
  private static double judgedVariance(
      SuretyLearner learner, int m, double unknown, double saidUp, double saidDown) {
    JudgeError judge = learner.judge;
    double rate = learner.models.rate[m];
    double up = judge.dissatisfied[m] + judge.gap(m) * ofJudged(learner, m, rate);
    double ofUp = ofUp(learner, m, rate);
    double ofDown = ofDown(learner, m, rate);
    double silent = SatisfactionRates.positive(unknown - saidUp - saidDown);
    double errors = judge.satisfied[m] * judge.dissatisfied[m] / (up * up);
    double misses = (1 - judge.satisfied[m]) * (1 - judge.dissatisfied[m]);
    double down = (1 - up) * (1 - up) + 1e-12;
    double dependent = silent + saidUp * errors + saidDown * misses / down;
    return dependent * dependent * learner.models.variance[m]
        + silent * rate * (1 - rate)
        + saidUp * ofUp * (1 - ofUp)
        + saidDown * ofDown * (1 - ofDown);
  }

  /** Bayes: chance that an answer satisfied of which the judge says so. */
  private static double ofUp(SuretyLearner learner, int m, double rate) {
    JudgeError judge = learner.judge;
    double there = ofJudged(learner, m, rate);
    return judge.satisfied[m] * there / (judge.dissatisfied[m] + judge.gap(m) * there);
  }

  /** Bayes: chance that an answer satisfied of which the judge says it did not. */
  private static double ofDown(SuretyLearner learner, int m, double rate) {
    JudgeError judge = learner.judge;
    double there = ofJudged(learner, m, rate);
    double down = 1 - judge.dissatisfied[m] - judge.gap(m) * there;
    return (1 - judge.satisfied[m]) * there / (down + 1e-12);
  }

  /** The rate of a model's answers that the judge was asked about, before he says a word. */
  private static double ofJudged(SuretyLearner learner, int m, double rate) {
    return SatisfactionRates.elsewhere(rate, learner.judgedExcess(m));
  }

  /**
   * [NJ] How often the judge errs is an estimate too: all that rests on his words is wrong by it
   * together.
   */
  private static double ofJudge(
      SuretyAccount account, SuretyLearner learner, double satisfied, RouteProposal out) {
    ModelEvidence models = learner.models;
    JudgeError judge = learner.judge;
    double words = 0;
    double users = 0;
    double unlabelled = 0;
    for (int m = 0; m < models.size(); m++) {
      double said = models.judged(m) * account.scale;
      double labels = (models.ups[m] + models.downs[m]) * account.scale;
      words += said;
      users += labels;
      double served = account.served[m] * account.scale;
      unlabelled += SatisfactionRates.positive(served - labels - said);
    }
    if (words == 0) {
      return 0;
    }
    double weight = judge.pooledGap() * judge.pooledGap();
    out.judgeWeight = words + unlabelled * words * weight / (words * weight + users + 1);
    double length = account.length;
    double share = length > 0 ? SatisfactionRates.clip(satisfied / length, 0, 1) : 0.5;
    double up = judge.pooledSatisfied;
    double down = judge.pooledDissatisfied;
    double ofUp = share * share * up * (1 - up) / (judge.pairsSatisfied + JudgeError.PRIOR_PAIRS);
    double ofDown =
        (1 - share)
            * (1 - share)
            * down
            * (1 - down)
            / (judge.pairsDissatisfied + JudgeError.PRIOR_PAIRS);
    return out.judgeWeight * out.judgeWeight / weight * (ofUp + ofDown);
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
