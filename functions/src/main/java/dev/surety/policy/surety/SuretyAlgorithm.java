package dev.surety.policy.surety;

import dev.surety.policy.ModelNames;
import dev.surety.policy.RoutingPolicy.Mark;
import dev.surety.policy.fleet.FleetPrior;

/**
 * The default policy {@code surety}: a signed ledger of estimated satisfaction; debt and a safety
 * margin are repaid over part of the ledger's length by the cheapest mixture of models that reaches
 * the resulting target (routing study, section 3).
 *
 * <p>An instance holds constants and scratch, no tenant's state: use one a thread and constants. It
 * draws no random numbers. Models are slots {@code 0..modelCount-1}; buckets are {@code
 * 0..buckets-1}, and only 0 without tags. Costs have any one unit, per request.
 */
final class SuretyAlgorithm {

  /** Slots there can be: one is stored in a byte. */
  public static final int MOST_MODELS = 255;

  private final SuretyConstants constants;
  private final int buckets;
  private final SatisfactionRates rates;
  private final CellFit fit;
  private final SatisfactionLedger ledger;
  private final RoutePlanner planner;
  private final ModelLifecycle pool;
  private final FeedbackLearning feedback;
  private final TagBuckets tags;
  private final LabelValue value;

  /** A policy with these constants. */
  public SuretyAlgorithm(SuretyConstants constants) {
    this.constants = constants;
    buckets = constants.buckets();
    rates = new SatisfactionRates(constants);
    ledger = new SatisfactionLedger(constants);
    fit = new CellFit(constants);
    planner = new RoutePlanner(constants, ledger, fit);
    tags = new TagBuckets(fit);
    value = new LabelValue(constants);
    ChangeDetector detector = new ChangeDetector(constants, rates, ledger, fit);
    pool = new ModelLifecycle(constants, rates, detector, fit);
    feedback = new FeedbackLearning(constants, rates, detector, fit);
  }

  /** A tenant without models yet. */
  public SuretyState start(SuretyTerms terms, Precision precision) {
    SuretyAccount account = new SuretyAccount(0, terms.usesTags() ? buckets : 0);
    SuretyState state = new SuretyState(account, new SuretyLearner(terms, precision, buckets));
    state.learner.derived = true;
    state.learnerChanged();
    return state;
  }

  /**
   * Decides one request: fades the evidence, then fills the proposal. Call {@link #serve} with the
   * model that was drawn before the next call for this state.
   *
   * @param candidates which model slots may be used, by slot; null for all active ones
   * @throws IllegalArgumentException if no active model is among the candidates; nothing is changed
   */
  public void route(SuretyState state, int bucket, boolean[] candidates, RouteProposal out) {
    planner.route(state, bucket(state.learner, bucket), candidates, out);
  }

  /** The model that was served for the request just routed, by its bucket. */
  public void serve(SuretyState state, int model, int bucket) {
    serve(state, model);
    TagCells cells = state.learner.cells;
    if (cells != null && state.learner.fleet != null) {
      int row = bucket(state.learner, bucket);
      state.account.deviate(model, state.learner.fleet.excess(cells.owner[row], model));
    }
  }

  /** The same where nothing is taken from a fleet, or no tags are. */
  public void serve(SuretyState state, int model) {
    SuretyAccount account = state.account;
    slot(state, model);
    double unit = 1 / account.scale;
    account.served[model] += unit;
    if (state.learner.models.cusum[model] > 0) {
      account.servedSince[model] += unit;
    }
    account.length += 1;
  }

  /**
   * The gateway had the answer from another model than was drawn: its account takes the request.
   */
  public void reassign(SuretyState state, int drawn, int answered) {
    SuretyAccount account = state.account;
    double moved = Math.min(account.served[slot(state, drawn)], 1 / account.scale);
    account.keepDeviation(drawn, grown(account.served[drawn], -moved));
    account.keepDeviation(answered, grown(account.served[answered], moved));
    account.served[drawn] -= moved;
    account.servedSince[drawn] = Math.min(account.servedSince[drawn], account.served[drawn]);
    account.served[slot(state, answered)] += moved;
  }

  private static double grown(double count, double by) {
    return count > 0 ? (count + by) / count : 1;
  }

  /** The request just routed, or an earlier one, was not answered by this account after all. */
  public void withdraw(SuretyState state, int drawn) {
    SuretyAccount account = state.account;
    double unit = Math.min(account.served[slot(state, drawn)], 1 / account.scale);
    account.keepDeviation(drawn, grown(account.served[drawn], -unit));
    account.served[drawn] -= unit;
    account.servedSince[drawn] = Math.min(account.servedSince[drawn], account.served[drawn]);
    account.length -= unit * account.scale;
  }

  /** Books an answer that was not routed here, 0..1: it counts for the promise, no model learns. */
  public void book(SuretyState state, double satisfaction) {
    state.account.fixedSatisfied += Outcome.label(satisfaction).ups();
    state.account.length += 1;
  }

  /** Satisfied answers that the promise lacks, by the ledger; below zero if there are more. */
  public double debt(SuretyState state) {
    RouteProposal assessed = new RouteProposal();
    ledger.assess(state.account, state.learner, assessed);
    return assessed.need - assessed.margin;
  }

  /**
   * Sets the debt by hand: what it differs is booked as satisfied, and fades like all that is
   * booked. The safety margin, which is doubt and not debt, stays.
   */
  public void owe(SuretyState state, double debt) {
    state.account.fixedSatisfied += debt(state) - debt;
  }

  /** Learns what a user said, or that the window closed without a word. */
  public void learn(SuretyState state, int model, int bucket, Outcome outcome, boolean solicited) {
    feedback.learn(state, slot(state, model), bucket(state.learner, bucket), outcome, solicited);
  }

  /**
   * Learns that a label was replaced by another.
   *
   * @param then when the label was learned; if the model's evidence was replaced since, the label
   *     counts no more and nothing happens
   */
  public void revise(
      SuretyState state,
      int model,
      int bucket,
      double was,
      double is,
      boolean solicited,
      Mark then) {
    if (was != is && state.learner.resets(slot(state, model)) == then.resets()) {
      Outcome old = Outcome.label(was);
      int row = bucket(state.learner, bucket);
      double unit = 1 / state.scaleOf(then);
      feedback.revise(state, model, row, old, Outcome.label(is), solicited, unit);
    }
  }

  /** Standard error of a model's rate in a bucket; NaN of a model that was never met. */
  double error(SuretyLearner learner, int bucket, int model) {
    double known = learner.error(model);
    boolean apart = learner.cells != null && !Double.isNaN(known);
    return apart ? fit.error(learner, bucket, model, known) : known;
  }

  /**
   * What a judge's label of the answer just routed and served is worth, in the caller's unit of
   * cost; 0 where no promise has named a judge.
   */
  public double labelValue(SuretyState state, int model, RouteProposal decided) {
    SuretyLearner learner = state.learner;
    return learner.judge == null
        ? 0
        : value.of(state, slot(state, model), decided)
            * learner.models.paid.common()
            * learner.costUnit;
  }

  /**
   * Learns a judge's word on an answer of which no user has spoken.
   *
   * @param wasSilent whether its user's silence was learned before
   */
  public void judged(SuretyState state, int model, int bucket, double word, boolean wasSilent) {
    Outcome.label(word); // checks it
    int row = bucket(state.learner, bucket);
    feedback.judged(state, slot(state, model), row, word, wasSilent);
  }

  /**
   * Learns that the judge thought better of it, or ({@code is} NaN) that his word counts no more.
   *
   * @param then when it was learned; as in {@link #revise}
   */
  public void rejudged(SuretyState state, int model, int bucket, double was, double is, Mark then) {
    if (was != is && state.learner.resets(slot(state, model)) == then.resets()) {
      int row = bucket(state.learner, bucket);
      feedback.rejudged(state, model, row, was, is, 1 / state.scaleOf(then));
    }
  }

  /** Learns a user's word on an answer that the judge had judged before, and takes his back. */
  public void overruled(
      SuretyState state, int model, int bucket, double word, Outcome said, Mark then) {
    rejudged(state, model, bucket, word, Double.NaN, then);
    feedback.overruled(state, slot(state, model), bucket(state.learner, bucket), word, said);
  }

  /** Learns that a user and the judge have spoken of one answer; -1: that they have not. */
  public void paired(
      SuretyState state, int model, int bucket, double said, double word, int count) {
    feedback.paired(state, slot(state, model), bucket(state.learner, bucket), said, word, count);
  }

  /**
   * A promise names a judge of this accuracy: from now on his words are learned as what they are.
   *
   * @param accuracy above 0.5
   */
  public void appoint(SuretyState state, double accuracy) {
    if (state.learner.judgeAccuracy != accuracy) {
      state.learner.judgeAccuracy = accuracy;
      pool.take(state);
    }
  }

  /** An answer that was not routed here was judged anew: what is left of its booking moves. */
  public void rebook(SuretyState state, double was, double is, Mark then) {
    double left = Math.min(1, state.account.scale / state.scaleOf(then));
    double better = Outcome.label(is).ups() - Outcome.label(was).ups();
    state.account.fixedSatisfied += left * better;
  }

  /** Learns the real cost of an answer. */
  public void paid(SuretyState state, int model, int bucket, double cost) {
    checkPaid(cost);
    feedback.paid(state, slot(state, model), bucket(state.learner, bucket), cost);
  }

  /**
   * Learns that what an answer had cost was an estimate, or was told wrongly: it is another cost of
   * the same answer.
   */
  public void repaid(SuretyState state, int model, int bucket, double was, double is) {
    checkPaid(was);
    checkPaid(is);
    feedback.repaid(state, slot(state, model), bucket(state.learner, bucket), was, is);
  }

  private static void checkPaid(double cost) {
    if (!(cost >= 0 && cost < 1e12)) {
      throw new IllegalArgumentException("the cost of an answer must be 0 or more, not " + cost);
    }
  }

  /** Forgets what all answers cost, by model and by bucket. */
  public void forgetAllCosts(SuretyState state) {
    pool.forgetAllCosts(state);
  }

  /** Forgets what the answers of a model cost beside its list. */
  public void forgetCosts(SuretyState state, int model) {
    pool.forgetCosts(state, slot(state, model));
  }

  /** Adds a model in the next slot and returns it; otherwise as the other method. */
  public int addModel(SuretyState state, double cost, double warmUps, double warmDowns) {
    int slot = state.learner.modelCount();
    addModel(state, slot, cost, warmUps, warmDowns);
    return slot;
  }

  /**
   * Adds a model.
   *
   * @param slot below {@link #MOST_MODELS}; slots that are skipped hold no model
   * @param cost expected cost of a request
   * @param warmUps pseudo-labels satisfied, and {@code warmDowns} dissatisfied, of a warm start
   */
  public void addModel(SuretyState state, int slot, double cost, double warmUps, double warmDowns) {
    pool.add(state, slot, cost, warmUps, warmDowns);
  }

  /** Takes a model out of the pool, or back in; its evidence stays and fades. */
  public void activate(SuretyState state, int model, boolean active) {
    pool.activate(state, slot(state, model), active);
  }

  /** Changes a model's price; its evidence stays. */
  public void reprice(SuretyState state, int model, double cost) {
    pool.reprice(state, slot(state, model), cost);
  }

  /** Puts a version of the fleet's prior into force. */
  public void take(SuretyState state, FleetPrior version, ModelNames names) {
    state.version = version;
    state.names = names;
    pool.take(state);
  }

  /** A known new version of a model: its evidence is booked and dropped. */
  public void renew(SuretyState state, int model) {
    pool.renew(state, slot(state, model));
  }

  /**
   * Puts terms, and the constants of this instance, into force. Answers given under another target
   * were owed at that one: what they lack stays owed, what they had too much is not spent on the
   * new promise.
   */
  public void configure(SuretyState state, SuretyTerms terms) {
    boolean promisedOtherwise = terms.target() != state.learner.terms.target();
    double debt = promisedOtherwise ? debt(state) : 0;
    pool.configure(state, terms);
    if (promisedOtherwise) {
      owe(state, Math.max(0, debt));
    }
  }

  /** The bucket of a tag, given as a hash; may hand out a bucket. 0 without tags. */
  public int bucketOf(SuretyState state, long tag) {
    return tags.bucket(state, tag);
  }

  /**
   * A state of its two parts, which may have been read back: then what is not stored is derived,
   * under these constants.
   *
   * @throws IllegalArgumentException if the parts are not of one state
   */
  public SuretyState join(SuretyAccount account, SuretyLearner learner) {
    return join(account, learner, null, ModelNames.NONE);
  }

  /**
   * The same with what the fleet says.
   *
   * @param version in force, or {@code null}
   * @param names of the models in the slots
   */
  public SuretyState join(
      SuretyAccount account, SuretyLearner learner, FleetPrior version, ModelNames names) {
    if (account.served.length != learner.modelCount()) {
      throw new IllegalArgumentException(
          "the account has "
              + account.served.length
              + " models and the learner "
              + learner.modelCount()
              + ": they are not of one state");
    }
    SuretyState state = new SuretyState(account, learner);
    state.version = version;
    state.names = names;
    if (!learner.derived || !state.isViewed()) {
      learner.models.deriveOrder();
      state.view(constants);
      rates.derive(learner);
      if (learner.cells != null) {
        fit.derive(learner);
      }
      learner.derived = true;
    }
    return state;
  }

  private static int slot(SuretyState state, int model) {
    if (model < 0 || model >= state.learner.modelCount()) {
      throw new IllegalArgumentException(
          "model slot " + model + " is outside 0.." + (state.learner.modelCount() - 1));
    }
    return model;
  }

  private static int bucket(SuretyLearner learner, int bucket) {
    int last = learner.cells == null ? 0 : learner.cells.buckets() - 1;
    if (bucket < 0 || bucket > last) {
      throw new IllegalArgumentException("tag bucket " + bucket + " is outside 0.." + last);
    }
    return bucket;
  }
}
