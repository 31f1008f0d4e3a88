package dev.surety.flink;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.surety.domain.ControlUpdate;
import dev.surety.domain.Feedback;
import dev.surety.domain.HeldTime;
import dev.surety.domain.JournalRow;
import dev.surety.domain.Refusal;
import dev.surety.domain.Rejection;
import dev.surety.domain.RoutingRequest;
import dev.surety.domain.TenantEvent;
import dev.surety.domain.TenantTier;
import dev.surety.engine.Account;
import dev.surety.engine.Effects;
import dev.surety.engine.Event;
import dev.surety.engine.RouterState;
import dev.surety.engine.TenantConfig;
import dev.surety.engine.TenantRouter;
import dev.surety.flink.metrics.MeteredTenants;
import dev.surety.flink.metrics.RouteMetrics;
import dev.surety.wire.journal.JournalAvro;
import dev.surety.wire.json.DeadLetters;
import dev.surety.wire.json.DecisionJson;
import dev.surety.wire.json.TopicRecord;
import java.io.Serializable;
import java.util.Iterator;
import java.util.List;
import java.util.function.Consumer;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.runtime.state.FunctionInitializationContext;
import org.apache.flink.runtime.state.FunctionSnapshotContext;
import org.apache.flink.streaming.api.TimeDomain;
import org.apache.flink.streaming.api.checkpoint.CheckpointedFunction;
import org.apache.flink.streaming.api.functions.co.KeyedBroadcastProcessFunction;
import org.apache.flink.util.Collector;

/**
 * ROUTE: owns all keyed state, so a tenant has one writer and its accounts are atomic. A thin shell
 * around {@link TenantRouter}: fetch the state, apply the event, write back what changed, send the
 * effects.
 */
public final class RoutingFunction
    extends KeyedBroadcastProcessFunction<String, InboundEvent, ControlRecord, TopicRecord>
    implements CheckpointedFunction, WritesBack {

  private static final long serialVersionUID = 1L;

  /**
   * What does not change while the job runs.
   *
   * @param seed of chance, unless the state that the job goes on from has another
   * @param toleranceMillis how far a record's time may lie from when Kafka appended it and still be
   *     believed
   * @param standingsIntervalMillis at most one standing a key in this time, by the key's clock
   * @param idleMillis a key without traffic for this long has its open decisions closed and is kept
   *     in a compact form
   * @param keys how many keys there may be
   * @param metered tenants with metrics of their own
   * @param teaches whether what tenants learn is sent to their fleet
   */
  public record Settings(
      Seed seed,
      long toleranceMillis,
      long standingsIntervalMillis,
      long idleMillis,
      String requestsTopic,
      String feedbackTopic,
      String jobVersion,
      MeteredTenants metered,
      KeyTerms keys,
      boolean teaches)
      implements Serializable {

    /** Where everybody is taken in, and kept for ever, and nobody has a fleet. */
    public Settings(
        Seed seed,
        long toleranceMillis,
        long standingsIntervalMillis,
        long idleMillis,
        String requestsTopic,
        String feedbackTopic,
        String jobVersion,
        MeteredTenants metered) {
      this(
          seed,
          toleranceMillis,
          standingsIntervalMillis,
          idleMillis,
          requestsTopic,
          feedbackTopic,
          jobVersion,
          metered,
          KeyTerms.UNBOUNDED,
          false);
    }
  }

  private final Settings settings;
  private final ControlReader controlReader;
  private final StartCheck startCheck;
  private final RunWatch runWatch;

  private transient TenantRouter router;
  private transient ConfigurationState control;
  private transient RunJournal run;
  private transient JournalAvro journal;
  private transient DecisionJson.Writer decisionJson;
  private transient StandingOutput standings;
  private transient RefusedEvents refused;
  private transient KeyedRouterState states;
  private transient boolean restored;
  private transient long seed;
  private transient HeldFeedback held;
  private transient NewKeys newKeys;
  private transient long begunAt;
  private transient RouteMetrics metrics;
  private transient PolicyFailures failures;
  private transient RunWatch.Watching watching;
  private transient NearKeysMaker nearMaker;

  /** What is kept in front of the backend, or {@code null}. */
  transient NearKeys near;

  /** What the engine asked for besides the configuration of its event, or {@code null}. */
  private transient TenantConfig priced;

  /** With what each subtask asks when it begins, before the first record. */
  public RoutingFunction(
      Settings settings, ControlReader controlReader, StartCheck startCheck, RunWatch runWatch) {
    this.settings = settings;
    this.controlReader = controlReader;
    this.startCheck = startCheck;
    this.runWatch = runWatch;
  }

  /** With this content of the control topic. */
  public RoutingFunction(Settings settings, List<ControlUpdate> control) {
    this(settings, new GivenControl(control), StartCheck.NONE, RunWatch.NONE);
  }

  @Override
  public void initializeState(FunctionInitializationContext context) throws Exception {
    String id = getRuntimeContext().getJobInfo().getJobId().toHexString();
    if (!context.isRestored()) {
      startCheck.check(id);
    }
    standings = new StandingOutput(id, settings.standingsIntervalMillis());
    int subtask = getRuntimeContext().getTaskInfo().getIndexOfThisSubtask();
    run = new RunJournal(id, subtask, settings.jobVersion(), context);
    restored = context.isRestored() || getRuntimeContext().getTaskInfo().getAttemptNumber() > 0;
    seed = keep(context);
    control = new ConfigurationState();
    control.restore(context.getOperatorStateStore()::getBroadcastState);
    control.catchUp(
        controlReader.read(context.isRestored()),
        context.getOperatorStateStore()::getBroadcastState);
    watching = runWatch.begin(new RunWatch.Run(id, run.goesOn(), subtask == 0));
  }

  /** All subtasks have written the same; so whichever comes first after a change of scale. */
  private long keep(FunctionInitializationContext context) throws Exception {
    ListState<Long> kept = context.getOperatorStateStore().getUnionListState(RouteState.SEED);
    Iterator<Long> before = kept.get().iterator();
    long used = settings.seed().orKept(before.hasNext() ? before.next() : null);
    kept.update(List.of(used));
    return used;
  }

  @Override
  public void open(OpenContext context) {
    router = new TenantRouter();
    failures = new PolicyFailures();
    journal = new JournalAvro();
    decisionJson = new DecisionJson.Writer();
    refused = new RefusedEvents(settings);
    KeyedStates kept = KeyedStates.of(getRuntimeContext());
    near = nearMaker == null ? null : nearMaker.on(kept);
    states = KeyedRouterState.of(kept, near);
    held =
        new HeldFeedback(
            restored,
            settings.toleranceMillis(),
            states.open(),
            getRuntimeContext().getMapState(RouteState.HELD));
    newKeys = new NewKeys(settings.keys());
    begunAt = Long.MIN_VALUE;
    metrics = new RouteMetrics(getRuntimeContext().getMetricGroup(), settings.metered());
    metrics.configured(control.configuration().pools(), System.currentTimeMillis());
    metrics.unreadable(control.unreadable());
    metrics.fleet(control.configuration().fleetVersion());
    metrics.health(control.configuration().health());
    metrics.watch(watching::others, held::bytes);
    NearKeys.show(near, metrics);
  }

  @Override
  public void keepNear(NearKeysMaker maker) {
    nearMaker = maker;
  }

  @Override
  public void writeBack() throws Exception {
    if (near != null) {
      near.writeBack();
    }
  }

  @Override
  public void close() {
    if (watching != null) {
      watching.close();
    }
  }

  @Override
  public void processElement(
      InboundEvent inbound, ReadOnlyContext context, Collector<TopicRecord> decisions)
      throws Exception {
    watching.check();
    if (restored) {
      held.at(context.currentProcessingTime(), context.currentWatermark());
    }
    if (held.holds(inbound)) {
      context.timerService().registerProcessingTimeTimer(held.wallLook());
      context.timerService().registerEventTimeTimer(held.look(inbound));
      return;
    }
    apply(inbound, context, decisions);
    if (inbound.event() instanceof RoutingRequest request) {
      for (InboundEvent feedback : held.release(request.requestId())) {
        apply(feedback, context, decisions);
      }
    }
  }

  private void apply(
      InboundEvent inbound, ReadOnlyContext context, Collector<TopicRecord> decisions)
      throws Exception {
    HeldTime held = HeldTime.of(inbound.event(), inbound.appendedAt(), settings.toleranceMillis());
    TenantEvent arrived = held == null ? inbound.event() : held.hold(inbound.event());
    long now = context.currentProcessingTime();
    RouterState state = states.load(arrived.key(), now);
    Account account = state.account();
    long clockBefore = account.clock;
    boolean hadOpen = account.openPresent + account.openPast > 0;
    long asOf = Math.max(arrived.time(), now);
    TenantConfig config = control.configuration().inForce(arrived.key(), arrived.time(), asOf);
    Rejection withheld = config == null ? control.withheld(arrived.key()) : null;
    if (withheld != null) {
      reject(inbound, withheld, now, context, decisions);
      return;
    }
    boolean stranger =
        states.wasNew() && config != null && !control.configuration().isNamed(arrived.key());
    if (stranger && newKeys.isSpent(inbound.appendedAt())) {
      reject(inbound, newKeys.refusal(arrived.key()), now, context, decisions);
      return;
    }
    Event event = event(arrived, held, config, now);
    priced = null;

    metrics.look(control.configuration().pools(), now);
    metrics.before(state, event instanceof Event.Learn);
    Effects effects = router.apply(state, event);
    if (state.failure() != null) {
      failures.log(arrived.key(), config, state.failure(), now);
    }
    if (effects.rejection() != null) {
      reject(inbound, effects.rejection(), now, context, decisions);
      long clock = event.context().clock(arrived.time());
      TopicRecord told =
          standings.ofRefusal(effects.rejection(), state, config, states.wasNew(), clock, now);
      if (told != null) {
        context.output(RouteOutputs.STANDINGS, told);
      }
      return;
    }
    if (effects.decision() != null) {
      decisions.collect(
          new TopicRecord(
              context.getCurrentKey().getBytes(UTF_8), decisionJson.write(effects.decision())));
    }
    if (effects.rows().isEmpty()) {
      return;
    }
    if (states.wasNew()) {
      metrics.began();
      if (stranger) {
        newKeys.take();
      }
    }
    states.store(state);
    metrics.applied(context.getCurrentKey(), state, config, effects, now - inbound.appendedAt());
    Consumer<JournalRow> rows =
        row -> context.output(RouteOutputs.JOURNAL, run.today(journal.encode(row)));
    run.begin(now, rows);
    run.use(config, now, rows);
    if (priced != null) {
      run.use(priced, now, rows);
    }
    for (int i = 0; i < effects.rows().size(); i++) {
      rows.accept(effects.rows().get(i));
    }
    boolean teaches = settings.teaches() && !control.configuration().isFleetOff();
    if (teaches && !effects.lessons().isEmpty()) {
      FleetLesson.of(arrived.key(), effects).forEach(l -> context.output(RouteOutputs.LESSONS, l));
    }
    if (standings.isDue(clockBefore, account.clock)) {
      context.output(RouteOutputs.STANDINGS, standings.of(context.getCurrentKey(), state, config));
    }
    if (!hadOpen) {
      context.timerService().registerProcessingTimeTimer(idleCheck(now));
    }
  }

  /** To the dead letters, and to whoever waits for a decision. */
  private void reject(
      InboundEvent inbound,
      Rejection rejection,
      long now,
      ReadOnlyContext context,
      Collector<TopicRecord> decisions) {
    metrics.rejected(rejection);
    context.output(RouteOutputs.DEAD_LETTERS, refused.deadLetter(inbound, rejection));
    if (inbound.event() instanceof RoutingRequest request) {
      decisions.collect(
          new TopicRecord(
              context.getCurrentKey().getBytes(UTF_8),
              decisionJson.write(Refusal.of(request.requestId(), request.key(), rejection, now))));
    }
  }

  @Override
  public void processBroadcastElement(
      ControlRecord control, Context context, Collector<TopicRecord> decisions) throws Exception {
    String refusal = this.control.put(control, context::getBroadcastState);
    // All subtasks refuse the same.
    if (refusal != null && getRuntimeContext().getTaskInfo().getIndexOfThisSubtask() == 0) {
      Rejection rejection = new Rejection(Rejection.Reason.UNSUPPORTED, refusal);
      metrics.rejected(rejection);
      context.output(
          RouteOutputs.DEAD_LETTERS,
          DeadLetters.control(control.record(), rejection, settings.jobVersion()));
    }
    metrics.configured(this.control.configuration().pools(), context.currentProcessingTime());
    metrics.unreadable(this.control.unreadable());
    metrics.fleet(this.control.configuration().fleetVersion());
    metrics.health(this.control.configuration().health());
  }

  @Override
  public void onTimer(long time, OnTimerContext context, Collector<TopicRecord> decisions)
      throws Exception {
    held.at(context.currentProcessingTime(), context.currentWatermark());
    for (InboundEvent feedback : held.overdue()) {
      apply(feedback, context, decisions);
    }
    if (held.isHolding()) {
      context.timerService().registerProcessingTimeTimer(held.wallLook());
      context.timerService().registerEventTimeTimer(held.lastLook());
    }
    if (context.timeDomain() == TimeDomain.EVENT_TIME) {
      return; // how far requests have been read, and nothing of the machine's clock
    }
    if (states.isActive()) {
      retireIfIdle(time, context);
    } else if (states.isRetired() && settings.keys().removes()) {
      removeIfForgotten(context);
    }
  }

  /** Closes what is open of a key without traffic; a busy key is looked at again later. */
  private void retireIfIdle(long time, OnTimerContext context) throws Exception {
    RouterState state = states.load(TenantTier.parse(context.getCurrentKey()));
    Account account = state.account();
    if (time - account.clock < settings.idleMillis()) {
      context.timerService().registerProcessingTimeTimer(idleCheck(time));
      return;
    }
    if (account.openPresent + account.openPast + account.moneyPresent + account.moneyPast > 0) {
      metrics.before(state, false);
      Effects effects = router.apply(state, new Event.Idle(run.context(time, seed, null)));
      metrics.applied(context.getCurrentKey(), state, null, effects, 0);
      journal(effects, time, context);
    }
    states.retire(state);
    if (settings.keys().removes()) {
      context
          .timerService()
          .registerProcessingTimeTimer(settings.keys().removalCheck(account, time));
    }
  }

  /** Forgets a key that was retired long ago; the gateways' copies of its standing go as well. */
  private void removeIfForgotten(OnTimerContext context) throws Exception {
    KeyTerms terms = settings.keys();
    long now = context.currentProcessingTime();
    begunAt = begunAt == Long.MIN_VALUE ? now : begunAt;
    RouterState state = states.load(TenantTier.parse(context.getCurrentKey()));
    Account account = state.account();
    long patient = restored ? begunAt + terms.patienceMillis() : now;
    if (now < patient || held.isHolding() || !terms.isForgotten(account, now)) {
      long check = terms.removalCheck(account, Math.max(now, patient));
      context.timerService().registerProcessingTimeTimer(check);
      return;
    }
    metrics.before(state, false);
    Effects effects = router.apply(state, new Event.Remove(run.context(now, seed, null)));
    journal(effects, now, context);
    states.remove();
    metrics.removed(context.getCurrentKey());
    context.output(
        RouteOutputs.STANDINGS, new TopicRecord(context.getCurrentKey().getBytes(UTF_8), null));
  }

  private void journal(Effects effects, long now, OnTimerContext context) {
    Consumer<JournalRow> rows =
        row -> context.output(RouteOutputs.JOURNAL, run.today(journal.encode(row)));
    run.begin(now, rows);
    effects.rows().forEach(rows);
  }

  @Override
  public void snapshotState(FunctionSnapshotContext context) throws Exception {
    run.passBarrier(context.getCheckpointId());
  }

  private Event event(TenantEvent arrived, HeldTime held, TenantConfig config, long now) {
    Event.Context context = run.context(now, seed, held);
    return arrived instanceof RoutingRequest request
        ? new Event.Route(context, request, config)
        : new Event.Learn(
            context,
            (Feedback) arrived,
            config,
            time ->
                priced =
                    control
                        .configuration()
                        .inForce(arrived.key(), time, Math.max(arrived.time(), now)));
  }

  /** On a grid, so that a key has few timers however often it falls silent. */
  private long idleCheck(long now) {
    long idle = settings.idleMillis();
    return (Math.floorDiv(now, idle) + 2) * idle;
  }
}
