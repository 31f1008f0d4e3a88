package dev.surety.lab.evaluate;

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
import dev.surety.engine.TenantConfig;
import dev.surety.engine.TenantRouter;
import dev.surety.lab.data.RoutingRow;
import dev.surety.lab.evaluate.EnvironmentChance.Purpose;
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
  private final ReplayStream stream;
  private final ReplayPool pool;
  private final int delay;
  private final boolean tagged;
  private final boolean ordered;

  private final TenantRouter router = new TenantRouter();
  private final RouterState state;
  private final TenantConfig[] configs;
  private final Event.Context context;
  private final EnvironmentChance report;
  private final Features[] features;
  private final Decision[] underWay;
  private final TrueOutcomes truth;
  private final DecisionTimes times;
  private final Mu mu;

  /** In force now. */
  private TenantConfig config;

  CellRun(Cell cell, EvaluationPlan plan, ReplayPool pool, ReplayStream stream) {
    this.cell = cell;
    this.stream = stream;
    this.pool = pool;
    this.delay = plan.delay();
    this.tagged = plan.tagged();
    this.ordered = plan.order() == StreamOrder.BY_DOMAIN;
    FeedbackSetting feedback = cell.feedback();
    FeedbackTerms terms =
        new FeedbackTerms(
            plan.window(),
            feedback.toldSatisfiedRate(),
            feedback.toldDissatisfiedRate(),
            plan.solicitRate(),
            2 * plan.window() + 2);
    configs = new TenantConfig[cell.path().parts()];
    for (int part = 0; part < configs.length; part++) {
      configs[part] =
          pool.config(
              cell.policy(),
              part + 1,
              cell.path().targets().get(part),
              terms,
              id -> pool.row(stream.rows()[Integer.parseInt(id)]));
    }
    config = configs[0];
    state = new RouterState(ReplayPool.KEY, new Account(), new Learner(), new OpenDecisionMaps());
    // One key alone: how it is called must not be part of what is recorded.
    long seed = EnvironmentChance.routerSeed(cell.seed());
    context = new Event.Context("evaluate", 0, 0, seed, null, false);
    report = EnvironmentChance.of(cell.seed(), Purpose.REPORT);
    features = config.policy().replay().routesByFeatures() ? pool.features() : null;
    underWay = new Decision[Math.min(delay, stream.size()) + 1];
    times = new DecisionTimes(stream.size());
    mu = Mu.of(config);
    truth = new TrueOutcomes(config.sla().target(), pool.size(), stream.size());
  }

  /**
   * Runs the whole stream.
   *
   * @param progress is told now and then how many requests were decided since
   */
  TrueOutcomes run(LongConsumer progress) {
    int size = stream.size();
    for (int t = 0; t < size; t++) {
      RoutingRow row = pool.row(stream.rows()[t]);
      if (ordered && t > 0 && !row.domain().equals(pool.row(stream.rows()[t - 1]).domain())) {
        truth.recovery.change();
      }
      promise(configs[cell.path().part(t, size)]);
      Decision decision = route(t, row);
      answer(t, row, decision);
      if (delay > 0) {
        underWay[t % underWay.length] = decision;
        if (t >= delay) {
          judge(t - delay);
        }
      }
      truth.observe(state.account().queue);
      if ((t + 1) % PROGRESS_STEP == 0) {
        progress.accept(PROGRESS_STEP);
      }
    }
    for (int t = Math.max(0, size - delay); delay > 0 && t < size; t++) {
      judge(t);
    }
    truth.endQueue = state.account().queue;
    progress.accept(size % PROGRESS_STEP);
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
            t,
            row,
            features == null ? Features.NONE : features[stream.rows()[t]],
            tagged ? row.domain() : null,
            false);
    Event.Route event = new Event.Route(context, request, config);
    long before = System.nanoTime();
    Effects effects = router.apply(state, event);
    times.add(t, System.nanoTime() - before);
    state.throwFailure();
    if (effects.decision() == null) {
      throw new IllegalStateException(
          cell.policy().label() + ", request " + t + ": " + effects.rejection().detail());
    }
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

  /** What all models that were asked answer: paid at once, and judged at once without a delay. */
  private void answer(int t, RoutingRow row, Decision decision) {
    int model = pool.index(decision.model());
    boolean judged = delay == 0 && speaks(t, row.quality(model), decision);
    truth.served(model, row.quality(model), row.costUsd(model), decision.explored());
    truth.labels += judged ? 1 : 0;
    learn(t, row, decision, decision.model(), model, true, judged);
    for (int i = 0; i < decision.alsoQuery().size(); i++) {
      String other = decision.alsoQuery().get(i);
      int m = pool.index(other);
      truth.queried(row.costUsd(m));
      boolean judgedToo = delay == 0 && speaks(t, row.quality(m), decision);
      learn(t, row, decision, other, m, true, judgedToo);
    }
  }

  /** What is said of the answers to request {@code t}, once the delay is over. */
  private void judge(int t) {
    RoutingRow row = pool.row(stream.rows()[t]);
    Decision decision = underWay[t % underWay.length];
    long now = t + (long) delay;
    int model = pool.index(decision.model());
    if (speaks(t, row.quality(model), decision)) {
      truth.labels++;
      learn(now, row, decision, decision.model(), model, false, true);
    }
    for (int i = 0; i < decision.alsoQuery().size(); i++) {
      String other = decision.alsoQuery().get(i);
      int m = pool.index(other);
      if (speaks(t, row.quality(m), decision)) {
        learn(now, row, decision, other, m, false, true);
      }
    }
  }

  private boolean speaks(int t, double quality, Decision decision) {
    return decision.solicit() || report.uniform(t) < cell.feedback().rate(quality);
  }

  private void learn(
      long time,
      RoutingRow row,
      Decision decision,
      String model,
      int m,
      boolean usage,
      boolean judged) {
    if (judged && (cell.feedback().speaksForAll() || decision.solicit())) {
      truth.judged(m, row.quality(m));
    }
    Feedback feedback =
        Feedback.builder(decision.requestId(), ReplayPool.KEY, model, time)
            .decisionId(decision.decisionId())
            .satisfaction(judged ? row.quality(m) : Double.NaN)
            .inputTokens(usage ? row.inputTokens() : RoutingRequest.UNKNOWN)
            .outputTokens(usage ? row.outputTokens(m) : RoutingRequest.UNKNOWN)
            .costUsd(usage ? row.costUsd(m) : Double.NaN)
            .source(decision.solicit() ? Feedback.Source.SOLICITED : Feedback.Source.USER)
            .build();
    router.apply(state, new Event.Learn(context, feedback, config));
    state.throwFailure();
  }
}
