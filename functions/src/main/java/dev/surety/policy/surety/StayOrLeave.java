package dev.surety.policy.surety;

/**
 * Whether a conversation stays with the model that holds its cache: at each of the plan's two
 * prices of quality that model, at what its answer costs with the cache, takes the place of the
 * plan's where it has the lower {@code cost - lambda * rate}. Our own derivation: the plan is the
 * least of these over the pool at usual costs, and only one of them has become cheaper.
 *
 * <p>What a conversation that stays lacks of the target, or has too much, is in the ledger as what
 * was served, so that the others make up for it.
 */
final class StayOrLeave {

  private StayOrLeave() {}

  static void choose(SuretyLearner learner, RouteProposal out) {
    if (!isCandidate(out)) {
      return;
    }
    boolean alone = learner.cells == null && out.modelLow == out.modelHigh && !out.outOfReach;
    if (alone) {
      // The price of quality is then of another plan: nobody is to be worse than the target.
      if (rate(learner, out, out.held) >= out.targetNow
          && cost(learner, out, out.held) <= cost(learner, out, out.modelLow)) {
        out.modelLow = out.held;
        out.modelHigh = out.held;
      }
      return;
    }
    if (stays(learner, out, out.lambdaLow, out.modelLow)) {
      out.modelLow = out.held;
    }
    if (stays(learner, out, out.lambdaHigh, out.modelHigh)) {
      out.modelHigh = out.held;
    }
  }

  private static boolean isCandidate(RouteProposal out) {
    for (int i = 0; i < out.poolSize; i++) {
      if (out.pool[i] == out.held) {
        return true;
      }
    }
    return false;
  }

  private static boolean stays(
      SuretyLearner learner, RouteProposal out, double lambda, int planned) {
    return score(learner, out, lambda, out.held) <= score(learner, out, lambda, planned);
  }

  private static double score(SuretyLearner learner, RouteProposal out, double lambda, int m) {
    return cost(learner, out, m) - lambda * rate(learner, out, m);
  }

  private static double cost(SuretyLearner learner, RouteProposal out, int m) {
    double ratio = learner.cells == null ? 1 : learner.cells.costRatio[out.bucket];
    return ratio * learner.models.cost[m] * (m == out.held ? out.discount : 1);
  }

  private static double rate(SuretyLearner learner, RouteProposal out, int m) {
    TagCells cells = learner.cells;
    return cells == null ? out.rate[m] : cells.planned[out.bucket * cells.models() + m];
  }
}
