package dev.surety.policy.surety;

import dev.surety.domain.Chance.Purpose;
import dev.surety.domain.Decision.Reason;
import dev.surety.domain.Feedback.Source;
import dev.surety.domain.FeedbackTerms;
import dev.surety.domain.JudgeTerms;
import dev.surety.domain.SlaPolicy;
import dev.surety.policy.Artefacts;
import dev.surety.policy.Belief;
import dev.surety.policy.Choice;
import dev.surety.policy.ClosedOutcomes;
import dev.surety.policy.Explanation;
import dev.surety.policy.Opinions;
import dev.surety.policy.PolicyKind;
import dev.surety.policy.PolicyMemory;
import dev.surety.policy.PolicyReplay;
import dev.surety.policy.PolicyUpkeep;
import dev.surety.policy.PoolChange;
import dev.surety.policy.Prior;
import dev.surety.policy.Question;
import dev.surety.policy.QueueIncrement;
import dev.surety.policy.RoutingPolicy;
import dev.surety.policy.fleet.Lesson;
import dev.surety.policy.tagger.PromptTagger;
import java.util.Arrays;
import java.util.List;

/**
 * The default policy {@code surety} (routing study, section 3) as a routing policy: {@link
 * SuretyAlgorithm} is the algorithm, this class carries questions, judgements and pool changes to
 * it.
 *
 * <p>Beside its own signed ledger the account's classic virtual queue goes on, fed without bias by
 * inverse reporting rates. Keeps scratch between calls: one a thread.
 */
public final class SuretyPolicy implements RoutingPolicy, PolicyReplay {

  public static final String NAME = "surety";

  /** All there is to say about it. */
  public static final PolicyKind KIND =
      new PolicyKind(
          NAME,
          null,
          "The default: keeps the promise by a ledger of its own, at the least cost that its"
              + " estimates of the models allow; explores as much as that is worth.",
          SuretyParameters.ALL,
          SuretyPolicy::new,
          List.of(SuretyCodec.STORED_ACCOUNT),
          List.of(SuretyCodec.STORED_LEARNER));

  private static final Prior.Seen UNSEEN = new Prior.Seen(0, 0);

  private final SuretyParameters.Values parameters;
  private final SuretyTerms terms;
  private final JudgeTerms judge;
  private final boolean silenceCounts;

  // Made when the first request comes: an installation may have many SLAs without traffic.
  private SuretyAlgorithm model;
  private final RouteProposal proposal = new RouteProposal();
  private boolean[] mask = {};

  /**
   * @param artefacts in force
   * @throws IllegalArgumentException for a parameter out of range
   */
  public SuretyPolicy(SlaPolicy sla, Artefacts artefacts) {
    FeedbackTerms feedback = sla.feedback();
    parameters = SuretyParameters.of(sla, artefacts);
    judge = sla.judge();
    silenceCounts = feedback.silenceCounts();
    terms =
        new SuretyTerms(
            sla.target(),
            feedback.satisfiedRate(),
            feedback.dissatisfiedRate(),
            feedback.solicitRate() > 0,
            true,
            parameters.tags());
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public String memoryKind() {
    return parameters.tags() ? "surety/tag/" + parameters.constants().buckets() : "surety/plain";
  }

  @Override
  public PromptTagger tagger() {
    return parameters.tagger();
  }

  @Override
  public PolicyMemory newMemory() {
    SuretyState state = model().start(terms, Precision.COMPACT);
    appoint(state);
    return new PolicyMemory(state.account(), state.learner());
  }

  @Override
  public QueueIncrement queueIncrement() {
    return QueueIncrement.INVERSE_PROPENSITY;
  }

  @Override
  public boolean countsSilence() {
    return parameters.countsSilence();
  }

  @Override
  public void adopt(PolicyMemory memory) {
    SuretyState state = state(memory);
    if (parameters.fleet() != null && terms.equals(state.learner.terms)) {
      model().take(state, parameters.fleet(), memory.names());
    } else {
      model().configure(state, terms);
    }
    appoint(state);
  }

  /** What a judge said before remains what it was where a promise names none any more. */
  private void appoint(SuretyState state) {
    if (judge != null) {
      model().appoint(state, judge.accuracyPrior());
    }
  }

  @Override
  public void configure(PolicyMemory memory, PoolChange change) {
    int slot = change.slot();
    if (slot >= SuretyAlgorithm.MOST_MODELS) {
      return; // it is never a candidate here
    }
    SuretyState state = state(memory);
    if (change instanceof PoolChange.Added added) {
      double cost = BoundedCosts.of(added.costUsd());
      if (state.learner.models.isKnown(slot)) {
        model().reprice(state, slot, cost);
        model().activate(state, slot, true);
      } else {
        add(state, added, cost);
      }
    } else if (state.learner.models.isKnown(slot)) {
      if (change instanceof PoolChange.Repriced repriced) {
        model().reprice(state, slot, BoundedCosts.of(state, repriced));
      } else {
        model().activate(state, slot, false);
      }
    }
  }

  /** A model that was never met: it starts from the prior (the study's warm start). */
  private void add(SuretyState state, PoolChange.Added added, double cost) {
    Prior.Seen seen = parameters.prior().models().getOrDefault(added.model(), UNSEEN);
    double labels = Math.min(parameters.priorLabels(), seen.labels());
    double ups = labels * seen.satisfaction();
    model().addModel(state, added.slot(), cost, ups, labels - ups);
  }

  @Override
  public void route(PolicyMemory memory, Question question, Choice choice) {
    SuretyState state = state(memory);
    int candidates = activeCandidates(state, question);
    if (candidates == 0) {
      SubstituteChoice.cheapest(question, choice);
      return;
    }
    choice.bucket = bucket(state, question);
    int held = question.held();
    proposal.hold(held < 0 ? -1 : question.slots()[held], question.discount());
    model().route(state, choice.bucket, mask(state, question, candidates), proposal);
    double u = question.chance().uniform(Purpose.MODEL);
    int drawn = proposal.draw(u);
    model().serve(state, drawn, choice.bucket);
    int planned = proposal.weightHigh() < 0.5 ? proposal.modelLow() : proposal.modelHigh();
    int[] slots = question.slots();
    double[] usualCost = question.usualCost();
    for (int i = 0; i < slots.length; i++) {
      int slot = slots[i];
      boolean kept = slot < SuretyAlgorithm.MOST_MODELS;
      double satisfaction = kept ? satisfaction(state, choice.bucket, slot) : 0;
      choice.propensity[i] = kept ? proposal.propensity(slot) : 0;
      choice.exploration[i] = kept ? proposal.exploration(slot) : 0;
      choice.satisfaction[i] = satisfaction;
      choice.score[i] = usualCost[i] - proposal.lambdaHigh() * satisfaction;
      choice.chosen = slot == drawn ? i : choice.chosen;
      choice.greedy = slot == planned ? i : choice.greedy;
    }
    choice.reason = proposal.explores(u) ? Reason.EXPLORE : Reason.EXPLOIT;
    choice.exploreProbability = proposal.explorationShare();
    choice.catchingUp = proposal.outOfReach();
    if (judge != null) {
      choice.labelValueUsd = model().labelValue(state, drawn, proposal);
      choice.labelProbability = state.learner.spoken(drawn);
    }
    choice.learned = state.takeLearnerChange();
  }

  @Override
  public PolicyReplay replay() {
    return this;
  }

  @Override
  public boolean routesByFeatures() {
    return false;
  }

  @Override
  public Explanation explain(PolicyMemory memory, Question question, Choice choice) {
    return choice.reason == Reason.SUBSTITUTE
        ? Explanation.ofScores(question, choice)
        : new SuretyReasons(state(memory), proposal, parameters.constants(), question, choice)
            .explanation();
  }

  /** How many candidates this policy knows as active models. */
  private static int activeCandidates(SuretyState state, Question question) {
    int models = state.learner.modelCount();
    int count = 0;
    for (int slot : question.slots()) {
      count += slot < models && state.learner.active(slot) ? 1 : 0;
    }
    return count;
  }

  /** The candidates by slot, or {@code null} if they are all active models. */
  private boolean[] mask(SuretyState state, Question question, int count) {
    int models = state.learner.modelCount();
    if (count == state.learner.activeCount()) {
      return null;
    }
    if (mask.length != models) {
      mask = new boolean[models];
    }
    Arrays.fill(mask, false);
    for (int slot : question.slots()) {
      if (slot < models) {
        mask[slot] = true;
      }
    }
    return mask;
  }

  /** The tag's bucket, or that of the length where there is no tag (study 3.4). */
  private int bucket(SuretyState state, Question question) {
    if (!parameters.tags()) {
      return 0;
    }
    return model().bucketOf(state, RequestContext.of(question));
  }

  /** Of a cell, whose fit is a sum of effects and may leave the interval. */
  private double satisfaction(SuretyState state, int bucket, int slot) {
    TagCells cells = state.learner.cells;
    return cells == null
        ? state.learner.satisfaction(slot)
        : SatisfactionRates.clip(cells.fitted[bucket * cells.models() + slot], 0, 1);
  }

  @Override
  public void pinned(PolicyMemory memory, Question question, Choice choice) {
    SuretyState state = state(memory);
    int slot = question.slots()[0];
    if (slot < state.learner.modelCount()) {
      choice.bucket = bucket(state, question);
      model().serve(state, slot, choice.bucket);
      choice.learned = state.takeLearnerChange();
    }
  }

  @Override
  public void answered(PolicyMemory memory, int decided, int slot) {
    SuretyState state = state(memory);
    int models = state.learner.modelCount();
    if (decided < 0 || decided >= models) {
      return;
    }
    if (slot >= 0 && slot < models) {
      model().reassign(state, decided, slot);
    } else {
      model().withdraw(state, decided);
    }
  }

  @Override
  public void unrouted(PolicyMemory memory, double satisfaction) {
    model().book(state(memory), satisfaction);
  }

  @Override
  public void paid(PolicyMemory memory, int slot, int bucket, double costUsd) {
    SuretyState state = state(memory);
    if (slot < state.learner.modelCount() && BoundedCosts.isCost(costUsd)) {
      model().paid(state, slot, known(state, bucket), costUsd);
    }
  }

  @Override
  public void repaid(PolicyMemory memory, int slot, int bucket, double wasUsd, double costUsd) {
    SuretyState state = state(memory);
    boolean costs = BoundedCosts.isCost(wasUsd) && BoundedCosts.isCost(costUsd);
    if (slot < state.learner.modelCount() && costs) {
      model().repaid(state, slot, known(state, bucket), wasUsd, costUsd);
    }
  }

  @Override
  public void learn(PolicyMemory memory, Judgement judgement) {
    SuretyState state = state(memory);
    boolean solicited = judgement.source() == Source.SOLICITED || !countsSilence();
    // Where silence counts a label that was not asked for comes with the silence around it, and
    // one of a decision made when the SLA still said otherwise has none.
    boolean apart = silenceCounts && !solicited;
    if (judgement.windowed() || apart || judgement.slot() >= state.learner.modelCount()) {
      return;
    }
    model()
        .learn(
            state,
            judgement.slot(),
            known(state, judgement.bucket()),
            Outcome.label(judgement.satisfaction()),
            solicited);
  }

  /** Counts are as large now as they have faded since: so much of them is moved. */
  @Override
  public Mark mark(PolicyMemory memory, int slot) {
    SuretyState state = state(memory);
    boolean met = slot >= 0 && slot < state.learner.modelCount();
    return new Mark(state.account.scale, met ? state.learner.resets(slot) : 0);
  }

  /**
   * Counts move exactly; the change detector takes no step (routing study 3.3). Where the model's
   * evidence was replaced since, the word is in no count any more and nothing happens.
   */
  @Override
  public void revise(PolicyMemory memory, Judgement was, Judgement is, Mark then) {
    SuretyState state = state(memory);
    boolean solicited = was.source() == Source.SOLICITED || !countsSilence();
    boolean apart = silenceCounts && !solicited;
    if (was.windowed() || apart || was.slot() >= state.learner.modelCount()) {
      return;
    }
    model()
        .revise(
            state,
            was.slot(),
            known(state, was.bucket()),
            was.satisfaction(),
            is.satisfaction(),
            solicited,
            then);
  }

  @Override
  public void reviseUnrouted(PolicyMemory memory, double was, double is, Mark then) {
    model().rebook(state(memory), was, is, then);
  }

  @Override
  public void windowClosed(PolicyMemory memory, List<ClosedOutcomes> outcomes) {
    SuretyState state = state(memory);
    for (ClosedOutcomes closed : outcomes) {
      if (closed.slot() < state.learner.modelCount() && closed.answers() > 0) {
        model()
            .learn(
                state,
                closed.slot(),
                known(state, closed.bucket()),
                new Outcome(closed.up(), closed.down(), closed.silent()),
                false);
      }
    }
  }

  @Override
  public List<Lesson> lessons(PolicyMemory memory) {
    return ((SuretyLearner) memory.learned()).takeLessons();
  }

  @Override
  public boolean isSound(PolicyMemory memory) {
    SuretyAccount account = (SuretyAccount) memory.decisions();
    SuretyLearner learner = (SuretyLearner) memory.learned();
    return account.served.length == learner.modelCount()
        && account.isFinite()
        && learner.isFinite();
  }

  @Override
  public Belief belief(PolicyMemory memory, int slot) {
    return state(memory).belief(slot);
  }

  @Override
  public double error(PolicyMemory memory, int bucket, int slot) {
    return model().error((SuretyLearner) memory.learned(), bucket, slot);
  }

  @Override
  public boolean isBeyondReach(PolicyMemory memory, Question question) {
    return ((SuretyLearner) memory.learned())
        .isBeyondReach((SuretyAccount) memory.decisions(), question.slots(), question.target());
  }

  @Override
  public Opinions opinions() {
    return judge == null ? Opinions.NONE : new SuretyOpinions(this);
  }

  @Override
  public PolicyUpkeep upkeep() {
    return new SuretyUpkeep(this);
  }

  /** A bucket of this memory; decisions of an earlier policy may name others. */
  static int known(SuretyState state, int bucket) {
    int buckets = state.learner.cells == null ? 1 : state.learner.cells.buckets();
    return Math.min(bucket, buckets - 1);
  }

  SuretyState state(PolicyMemory memory) {
    SuretyState state =
        model()
            .join(
                (SuretyAccount) memory.decisions(),
                (SuretyLearner) memory.learned(),
                parameters.fleet(),
                memory.names());
    state.gives = parameters.gives();
    return state;
  }

  SuretyAlgorithm model() {
    if (model == null) {
      model = new SuretyAlgorithm(parameters.constants());
    }
    return model;
  }
}
