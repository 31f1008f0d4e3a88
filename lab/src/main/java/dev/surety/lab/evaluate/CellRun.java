package dev.surety.lab.evaluate;

import dev.surety.domain.BudgetTerms;
import dev.surety.domain.DeadlineStanding;
import dev.surety.domain.Decision;
import dev.surety.domain.Features;
import dev.surety.domain.Feedback;
import dev.surety.domain.FeedbackTerms;
import dev.surety.domain.JournalRow;
import dev.surety.domain.RoutingRequest;
import dev.surety.engine.Account;
import dev.surety.engine.Effects;
import dev.surety.engine.Event;
import dev.surety.engine.Learner;
import dev.surety.engine.OpenDecisionMaps;
import dev.surety.engine.RouterState;
import dev.surety.engine.StandingReader;
import dev.surety.engine.TenantConfig;
import dev.surety.engine.TenantRouter;
import dev.surety.lab.data.RoutingRow;
import dev.surety.lab.evaluate.EnvironmentChance.Purpose;
import dev.surety.policy.Artefacts;
import dev.surety.policy.fleet.Lesson;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.LongConsumer;

/**
 * One cell: a fold of the engine over a stream, with the world around it.
 *
 * <p>Time: one request a millisecond, so a window of n milliseconds is one of n requests. The usage
 * of an answer is known at once. Its judgement comes {@code delay} requests later: after the
 * decision on request {@code t + delay}, before that on {@code t + delay + 1}. Judgements that are
 * under way at the end still come. Whether a user speaks is one coin a request: the answers that
 * were queried besides, which a judge of the same diligence sees, share it.
 */
final class CellRun {

  private static final int PROGRESS_STEP = 4096;

  private final Cell cell;
  private final TenantWorld world;
  private final ReplayPool pool;
  private final int delay;
  private final boolean tagged;
  private final boolean ordered;

  private final TenantRouter router = new TenantRouter();
  private final RouterState state;
  private final TenantConfig[] configs;
  private final Event.Context context;
  private final EnvironmentChance report;
  private final EnvironmentChance grade;
  private final Features[] features;
  private final Decision[] underWay;
  private final TrueOutcomes truth;
  private final DecisionTimes times;
  private final Mu mu;
  private final FeedbackTerms terms;
  private final Function<String, RoutingRow> rows;
  private final SimulatedJudge judge;
  private final EnvironmentChance errors;
  private final long pace;
  private final Demands demands;

  private CachedConversations conversations;
  private AnswerTime answerTime;
  private int down = -1;
  private OutageTally tally;
  private Consumer<Feedback> attempts = nobody -> {};

  private Consumer<List<Lesson>> lessons = nobody -> {};

  /** In force now. */
  private TenantConfig config;

  /** How long the answer of a model, by its place, to request {@code t} takes, milliseconds. */
  @FunctionalInterface
  interface AnswerTime {
    long millis(int t, int model);
  }

  CellRun(Cell cell, EvaluationPlan plan, ReplayPool pool, TenantWorld world) {
    this(cell, plan, pool, world, 1);
  }

  /**
   * @param pace milliseconds from one request to the next, by which windows are as long
   */
  CellRun(Cell cell, EvaluationPlan plan, ReplayPool pool, TenantWorld world, long pace) {
    this.pace = pace;
    demands = plan.demands();
    this.cell = cell;
    this.world = world;
    this.pool = pool;
    this.delay = plan.delay();
    this.tagged = plan.tagged();
    this.ordered = plan.order() == StreamOrder.BY_DOMAIN;
    FeedbackSetting feedback = cell.feedback();
    rows = id -> pool.row(world.row(Integer.parseInt(id)));
    terms =
        new FeedbackTerms(
            pace * plan.window(),
            feedback.toldSatisfiedRate(),
            feedback.toldDissatisfiedRate(),
            plan.solicitRate(),
            2 * plan.window() + 2);
    configs = new TenantConfig[cell.path().parts()];
    for (int part = 0; part < configs.length; part++) {
      configs[part] =
          pool.config(cell.policy(), part + 1, cell.path().targets().get(part), terms, rows);
    }
    config = configs[0];
    state = new RouterState(ReplayPool.KEY, new Account(), new Learner(), new OpenDecisionMaps());
    // One key alone: how it is called must not be part of what is recorded.
    long seed = EnvironmentChance.routerSeed(cell.seed());
    context = new Event.Context("evaluate", 0, 0, seed, null, false);
    report = EnvironmentChance.of(cell.seed(), Purpose.REPORT);
    grade = EnvironmentChance.of(cell.seed(), Purpose.GRADE);
    judge = config.sla().judge() == null ? null : new SimulatedJudge(config.sla().judge());
    errors = EnvironmentChance.of(cell.seed(), Purpose.JUDGE);
    features = config.policy().replay().routesByFeatures() ? pool.features() : null;
    underWay = new Decision[Math.min(delay, world.size()) + 1];
    times = new DecisionTimes(world.size());
    mu = Mu.of(config);
    truth = new TrueOutcomes(config.sla().target(), pool.size(), world.size());
  }

  /**
   * Runs the whole stream.
   *
   * @param progress is told now and then how many requests were decided since
   */
  TrueOutcomes run(LongConsumer progress) {
    int size = world.size();
    for (int t = 0; t < size; t++) {
      step(t);
      if ((t + 1) % PROGRESS_STEP == 0) {
        progress.accept(PROGRESS_STEP);
      }
    }
    finish();
    progress.accept(size % PROGRESS_STEP);
    return truth;
  }

  /** Request {@code t}, its answer, and the judgements whose time has come. */
  void step(int t) {
    RoutingRow row = pool.row(world.row(t));
    if (ordered && t > 0 && !row.domain().equals(pool.row(world.row(t - 1)).domain())) {
      truth.recovery.change();
    }
    promise(configs[cell.path().part(t, world.size())]);
    Decision decision = route(t, row);
    if (decision == null) {
      truth.refused();
    } else {
      answer(t, row, decision);
    }
    if (delay > 0) {
      underWay[t % underWay.length] = decision;
      if (t >= delay) {
        judge(t - delay);
      }
    }
    truth.observe(state.account().queue);
  }

  /** The judgements that are under way after the last request. */
  void finish() {
    int size = world.size();
    for (int t = Math.max(0, size - delay); delay > 0 && t < size; t++) {
      judge(t);
    }
    truth.endQueue = state.account().queue;
  }

  /** Whom what the tenant learns is told from now on. */
  void teach(Consumer<List<Lesson>> fleet) {
    lessons = fleet;
  }

  /** Requests are turns of conversations from now on. */
  void converse(CachedConversations turns) {
    conversations = turns;
  }

  /** Models and artefacts of the tenant's one promise from now on. */
  void use(ReplayPool.InForce inForce) {
    configs[0] = pool.config(cell.policy(), 1, cell.path().targets().get(0), terms, rows, inForce);
    config = configs[0];
  }

  /**
   * What the next requests meet.
   *
   * @param model that gives no answer, or -1
   * @param met is counted what fails
   * @param reported is told of each attempt
   */
  void meet(int model, OutageTally met, Consumer<Feedback> reported) {
    down = model;
    tally = met;
    attempts = reported;
  }

  /** Answers take their time from now on; without it nothing is told of it. */
  void takeTime(AnswerTime time) {
    answerTime = time;
  }

  /** How the tenant stands to its deadline. */
  DeadlineStanding deadline() {
    return StandingReader.deadline(state.account(), config.sla());
  }

  /** What its answers may cost from now on; a target that changes is not bound. */
  void within(BudgetTerms terms) {
    config =
        TenantConfig.of(
            config.sla().within(terms), config.models(), Artefacts.of(config.artefacts()));
    configs[0] = config;
  }

  TrueOutcomes truth() {
    return truth;
  }

  /** What the tenant is promised from now on. */
  private void promise(TenantConfig next) {
    if (next != config) {
      config = next;
      truth.promise(config.sla().target());
    }
  }

  private Decision route(int t, RoutingRow row) {
    RoutingRequest request =
        ReplayPool.request(
            Integer.toString(t),
            pace * t,
            row,
            features == null ? Features.NONE : features[world.row(t)],
            tagged ? row.domain() : null,
            false);
    if (config.policy().tagger() != null && !tagged) {
      request = pool.sketched(request, world.row(t));
    }
    List<String> required = demands.of(cell.seed(), t);
    if (!required.isEmpty()) {
      request = request.toBuilder().require(required).build();
    }
    if (conversations != null) {
      request = conversations.turn(t, request);
    }
    Event.Route event = new Event.Route(context, request, config);
    long before = System.nanoTime();
    Effects effects = router.apply(state, event);
    times.add(t, System.nanoTime() - before);
    state.throwFailure();
    if (effects.decision() == null && config.budget() != null) {
      return null;
    }
    if (effects.decision() == null) {
      throw new IllegalStateException(
          cell.policy().label() + ", request " + t + ": " + effects.rejection().detail());
    }
    teach(effects);
    for (JournalRow journaled : effects.rows()) {
      if (journaled instanceof JournalRow.Decided decided) {
        truth.mu(mu.of(decided));
      }
    }
    return effects.decision();
  }

  /** How long decisions took. */
  DecisionTimes times() {
    return times;
  }

  private void teach(Effects effects) {
    if (!effects.lessons().isEmpty()) {
      lessons.accept(effects.lessons());
    }
  }

  /** What all models that were asked answer: paid at once, and judged at once without a delay. */
  private void answer(int t, RoutingRow row, Decision decision) {
    int model = down < 0 ? pool.index(decision.model()) : answering(t, decision);
    if (model < 0) {
      truth.served(pool.index(decision.model()), 0, 0, decision.explored());
      return;
    }
    double quality = world.quality(t, row, model);
    int cached = conversations == null ? 0 : conversations.answered(t, model, row.inputTokens());
    truth.served(model, quality, costUsd(row, model, cached), decision.explored());
    double said = delay == 0 ? said(t, row, model, decision) : Double.NaN;
    truth.labels += Double.isNaN(said) ? 0 : 1;
    if (answerTime != null) {
      truth.late += answerTime.millis(t, model) > config.sla().deadline().millis() ? 1 : 0;
    }
    learn(t, row, decision, model, true, said, cached);
    if (delay == 0) {
      askJudge(t, t, row, decision);
    }
    for (int i = 0; i < decision.alsoQuery().size(); i++) {
      int other = pool.index(decision.alsoQuery().get(i));
      truth.queried(row.costUsd(other));
      double saidToo = delay == 0 ? said(t, row, other, decision) : Double.NaN;
      learn(t, row, decision, other, true, saidToo);
    }
  }

  /** The first model of a decision that answers, or -1; what is tried before it fails. */
  private int answering(int t, Decision decision) {
    List<String> tries = new ArrayList<>();
    tries.add(decision.model());
    tries.addAll(decision.fallbacks());
    for (int i = 0; i < tries.size(); i++) {
      int model = pool.index(tries.get(i));
      if (model != down) {
        return model;
      }
      tally.failed++;
      tally.failedFirst += i == 0 ? 1 : 0;
      boolean last = i == tries.size() - 1;
      tally.unanswered += last ? 1 : 0;
      Feedback feedback =
          Feedback.builder(decision.requestId(), ReplayPool.KEY, tries.get(i), pace * t)
              .decisionId(decision.decisionId())
              .error("503")
              .finalError(last)
              .build();
      attempts.accept(feedback);
      teach(router.apply(state, new Event.Learn(context, feedback, config)));
      state.throwFailure();
    }
    return -1;
  }

  /** What is said of the answers to request {@code t}, once the delay is over. */
  private void judge(int t) {
    RoutingRow row = pool.row(world.row(t));
    Decision decision = underWay[t % underWay.length];
    if (decision == null) {
      return;
    }
    long now = t + (long) delay;
    int model = pool.index(decision.model());
    double said = said(t, row, model, decision);
    if (!Double.isNaN(said)) {
      truth.labels++;
      learn(now, row, decision, model, false, said);
    }
    askJudge(t, now, row, decision);
    for (int i = 0; i < decision.alsoQuery().size(); i++) {
      int other = pool.index(decision.alsoQuery().get(i));
      double saidToo = said(t, row, other, decision);
      if (!Double.isNaN(saidToo)) {
        learn(now, row, decision, other, false, saidToo);
      }
    }
  }

  /**
   * What is said of a model's answer to request {@code t}, 0..1, or NaN if nothing is. Where the
   * satisfied and the dissatisfied speak at unequal rates somebody is one or the other: what lies
   * between is drawn, with the quality as its chance.
   */
  private double said(int t, RoutingRow row, int model, Decision decision) {
    double told = world.told(world.quality(t, row, model));
    if (!cell.feedback().speaksForAll()) {
      told = grade.uniform(t) < told ? 1 : 0;
    }
    boolean speaks = decision.isSurvey() || report.uniform(t) < cell.feedback().rate(told);
    return speaks ? told : Double.NaN;
  }

  /**
   * Has the answer shown judged if the decision asks for that, once the user had a chance to speak.
   */
  private void askJudge(int t, long now, RoutingRow row, Decision decision) {
    if (decision.judge() == null) {
      return;
    }
    boolean satisfied = grade.uniform(t) < world.quality(t, row, pool.index(decision.model()));
    truth.bought(judge.priceUsd());
    Feedback feedback =
        Feedback.builder(decision.requestId(), ReplayPool.KEY, decision.model(), pace * now)
            .decisionId(decision.decisionId())
            .satisfaction(judge.says(errors.uniform(t), satisfied))
            .costUsd(judge.priceUsd())
            .source(Feedback.Source.JUDGE)
            .build();
    teach(router.apply(state, new Event.Learn(context, feedback, config)));
    state.throwFailure();
  }

  private double costUsd(RoutingRow row, int model, int cached) {
    double usd = row.costUsd(model);
    return cached == 0 ? usd : usd * (1 - pool.discount(model, row, cached));
  }

  private void learn(
      long time, RoutingRow row, Decision decision, int m, boolean usage, double said) {
    learn(time, row, decision, m, usage, said, 0);
  }

  private void learn(
      long time, RoutingRow row, Decision decision, int m, boolean usage, double said, int cached) {
    boolean judged = !Double.isNaN(said);
    if (judged && (cell.feedback().speaksForAll() || decision.isSurvey())) {
      truth.judged(m, said);
    }
    Feedback feedback =
        Feedback.builder(decision.requestId(), ReplayPool.KEY, pool.name(m), pace * time)
            .decisionId(decision.decisionId())
            .satisfaction(said)
            .inputTokens(usage ? row.inputTokens() : RoutingRequest.UNKNOWN)
            .outputTokens(usage ? row.outputTokens(m) : RoutingRequest.UNKNOWN)
            .cachedInputTokens(usage && conversations != null ? cached : RoutingRequest.UNKNOWN)
            .costUsd(usage ? costUsd(row, m, cached) : Double.NaN)
            .latencyMillis(
                usage && answerTime != null
                    ? answerTime.millis((int) time, m)
                    : RoutingRequest.UNKNOWN)
            .source(decision.isSurvey() ? Feedback.Source.SOLICITED : Feedback.Source.USER)
            .build();
    if (usage) {
      attempts.accept(feedback);
    }
    teach(router.apply(state, new Event.Learn(context, feedback, config)));
    state.throwFailure();
  }
}
