package dev.surety.policy.surety;

/** One decision, up to the propensities (routing study, section 3.4, {@code decide}). */
final class RoutePlanner {
  /** Requests before which everything is planned anew each time. */
  private static final int WARM_UP = 64;

  /** Requests between fits of the cells, if there is news, and [8] between searches of lambda. */
  private static final int FIT_EVERY = 4;

  private static final int SEARCH_EVERY = 8;

  private final SuretyConstants constants;
  private final SatisfactionLedger ledger;
  private final CellFit fit;
  private final PairPlan pairs = new PairPlan();
  private final LambdaPlan lambdas;
  private final Exploration exploration;

  RoutePlanner(SuretyConstants constants, SatisfactionLedger ledger, CellFit fit) {
    this.constants = constants;
    this.ledger = ledger;
    this.fit = fit;
    lambdas = new LambdaPlan(constants);
    exploration = new Exploration(constants);
  }

  void route(SuretyState state, int bucket, boolean[] candidates, RouteProposal out) {
    SuretyAccount account = state.account;
    SuretyLearner learner = state.learner;
    out.prepare(learner.models, candidates);
    out.bucket = bucket;
    account.requests++;
    ledger.fade(account);
    state.renormalize();
    ledger.assess(account, learner, out);
    boolean reaching = isReaching(learner.models, out);
    if (learner.cells == null) {
      setRates(learner.models, reaching, out);
      pairs.solve(account, learner.models, out);
    } else {
      account.arrive(bucket);
      planByTag(state, reaching, out);
    }
    if (out.held >= 0) {
      StayOrLeave.choose(learner, out);
    }
    exploration.explore(account, learner, out);
    out.mix();
  }

  private void planByTag(SuretyState state, boolean reaching, RouteProposal out) {
    SuretyAccount account = state.account;
    SuretyLearner learner = state.learner;
    boolean warmUp = account.requests < WARM_UP;
    if (account.news && (warmUp || account.requests % FIT_EVERY == 0)) {
      fit.fit(learner, reaching);
      account.fitReaching = reaching;
      state.learnerChanged();
      account.news = false;
    }
    if (warmUp || account.requests % SEARCH_EVERY == 0) {
      lambdas.search(account, learner, out.targetNow);
    }
    lambdas.choose(account, learner, out);
  }

  /** [o] Whether hope has to be larger than usual for the target to be within reach. */
  private boolean isReaching(ModelEvidence models, RouteProposal out) {
    double best = 0;
    for (int i = 0; i < out.poolSize; i++) {
      int m = out.pool[i];
      double hoped = models.rate[m] + constants.optimism() * models.error[m];
      best = hoped > best ? hoped : best;
    }
    return best < out.targetNow;
  }

  /** [md] Sets the rates that a plan without tags counts on. */
  private void setRates(ModelEvidence models, boolean reaching, RouteProposal out) {
    double optimism = reaching ? constants.reachOptimism() : constants.optimism();
    for (int i = 0; i < out.poolSize; i++) {
      int m = out.pool[i];
      out.rate[m] = CellFit.optimistic(models, m, optimism);
    }
  }
}
