package dev.surety.policy.surety;

/**
 * How often each model is tried although the plan does not ask for it: by its own number of labels,
 * where it may still pay, within caps on requests and spend (section 3.4).
 */
final class Exploration {
  private final SuretyConstants constants;
  private double[] labels = {};
  private double lambda;

  Exploration(SuretyConstants constants) {
    this.constants = constants;
  }

  /** Moves the running spend of the plan and fills the exploration of the proposal. */
  void explore(SuretyAccount account, SuretyLearner learner, RouteProposal out) {
    ModelEvidence models = learner.models;
    double spend =
        (1 - out.weightHigh) * models.cost[out.modelLow]
            + out.weightHigh * models.cost[out.modelHigh];
    account.spend += (spend - account.spend) * Math.max(1.0 / account.requests, 0.001);
    lambda = account.lambda;
    if (labels.length < models.size()) {
      labels = new double[models.size()];
    }
    tryPlausible(account, learner, out);
    double run = account.outOfReachRun + (out.outOfReach ? 1 : -1);
    account.outOfReachRun = SatisfactionRates.clip(run, 0, constants.outOfReachRamp());
    tryCheap(account, learner, out);
    limit(account, models, out);
  }

  /** [own] Labels of a model since its last change. */
  static double ownLabels(
      SuretyConstants constants, SuretyAccount account, SuretyLearner learner, int m) {
    ModelEvidence models = learner.models;
    if (learner.equalRates() && models.judged(m) == 0) {
      return (models.ups[m] + models.downs[m]) * account.scale;
    }
    double rate = models.rate[m];
    double prior = SatisfactionRates.priorLabels(constants, learner, m);
    return Math.max(0, rate * (1 - rate) / models.variance[m] - prior);
  }

  private void tryPlausible(SuretyAccount account, SuretyLearner learner, RouteProposal out) {
    ModelEvidence models = learner.models;
    double best = Double.POSITIVE_INFINITY;
    for (int i = 0; i < out.poolSize; i++) {
      int m = out.pool[i];
      double score = models.cost[m] - lambda * models.rate[m];
      best = score < best ? score : best;
    }
    double joint = 0;
    for (int i = 0; i < out.poolSize; i++) {
      int m = out.pool[i];
      double hoped = CellFit.optimistic(models, m, constants.plausibleErrors());
      if (models.cost[m] - lambda * hoped <= best + 1e-12) {
        labels[m] = ownLabels(constants, account, learner, m);
        double rarer = Math.sqrt(1 + labels[m] / constants.explorationLabels());
        out.exploration[m] = constants.explorationRate() / rarer;
        joint += models.newcomer[m] ? 0 : out.exploration[m];
      }
    }
    if (joint > constants.explorationMax()) {
      for (int i = 0; i < out.poolSize; i++) {
        int m = out.pool[i];
        if (!models.newcomer[m]) {
          out.exploration[m] *= constants.explorationMax() / joint;
        }
      }
    }
  }

  /** [C1, C2, C3] Quotas of models that cost no money to try, outside of the joint cap. */
  private void tryCheap(SuretyAccount account, SuretyLearner learner, RouteProposal out) {
    ModelEvidence models = learner.models;
    double bestRate = out.outOfReach ? bestRate(models, out) : 0;
    int cheap = cheap(account, models, out);
    int untried = 0;
    int hopeful = 0;
    int hopeless = 0;
    for (int i = 0; i < cheap; i++) {
      int m = out.pool[i];
      if (out.exploration[m] > 0) {
        untried += untried(m) ? 1 : 0;
        hopeful += hopeful(models, out, m, bestRate) ? 1 : 0;
      } else {
        labels[m] = ownLabels(constants, account, learner, m);
        hopeless += hopeless(learner, m) ? 1 : 0;
      }
    }
    if (untried + hopeful + hopeless == 0) {
      return;
    }
    double perUntried = constants.untriedQuota() / untried;
    double ramp = account.outOfReachRun / constants.outOfReachRamp();
    double perHopeful = constants.outOfReachQuota() * ramp / Math.max(3, hopeful);
    double perHopeless = hopelessQuota() / hopeless;
    for (int i = 0; i < cheap; i++) {
      int m = out.pool[i];
      double x = out.exploration[m];
      if (x > 0) {
        x = untried(m) ? Math.max(x, perUntried) : x;
        x = hopeful(models, out, m, bestRate) ? Math.max(x, perHopeful) : x;
      } else if (hopeless(learner, m)) {
        x = perHopeless;
      }
      out.exploration[m] = x;
    }
  }

  /**
   * [C3, xu] Of a model without labels only the price line can say that it may not pay. Where one
   * good model is sold far below its quality, that line would keep it from ever being tried (fifth
   * routing study, section 1). None where an SLA wants nothing explored.
   */
  private double hopelessQuota() {
    return constants.explorationMax() > 0 ? constants.hopelessQuota() : 0;
  }

  private static double bestRate(ModelEvidence models, RouteProposal out) {
    double best = 0;
    for (int i = 0; i < out.poolSize; i++) {
      best = Math.max(best, models.rate[out.pool[i]]);
    }
    return best;
  }

  /** How many of the pool, which is in order of cost, cost next to nothing. */
  private int cheap(SuretyAccount account, ModelEvidence models, RouteProposal out) {
    double bound = constants.cheapShare() * account.spend;
    int cheap = 0;
    while (cheap < out.poolSize && models.cost[out.pool[cheap]] < bound) {
      cheap++;
    }
    return cheap;
  }

  private boolean untried(int m) {
    return labels[m] < constants.untriedLabels();
  }

  /** What the fleet knows of a model need not be tried by each of its tenants. */
  private boolean hopeless(SuretyLearner learner, int m) {
    return untried(m) && (learner.fleet == null || !learner.fleet.known[m]);
  }

  private boolean hopeful(ModelEvidence models, RouteProposal out, int m, double bestRate) {
    return out.outOfReach
        && models.rate[m] + constants.outOfReachErrors() * models.error[m] >= bestRate;
  }

  /** Caps the extra spend and adds the floor that every model of the pool keeps. */
  private void limit(SuretyAccount account, ModelEvidence models, RouteProposal out) {
    double spend = account.spend;
    double extra = 0;
    double dearer = 0;
    double sum = 0;
    for (int i = 0; i < out.poolSize; i++) {
      int m = out.pool[i];
      double above = SatisfactionRates.positive(models.cost[m] - spend);
      extra += out.exploration[m] * above;
      dearer += above;
      sum += out.exploration[m];
    }
    double cap = constants.explorationSpend() * spend;
    double part = extra > cap ? cap / extra : 1;
    dearer /= out.poolSize;
    double floor = constants.explorationFloor();
    floor = dearer > 0 ? Math.min(floor, 0.01 * spend / dearer) : floor;
    // Many newcomers at once could ask for more than all requests; the study leaves this open.
    part = part * sum + floor > 1 ? (1 - floor) / sum : part;
    double share = 0;
    for (int i = 0; i < out.poolSize; i++) {
      int m = out.pool[i];
      out.exploration[m] = part * out.exploration[m] + floor / out.poolSize;
      share += out.exploration[m];
    }
    out.explorationShare = Math.min(1, share);
  }
}
