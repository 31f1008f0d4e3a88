package dev.surety.job;

import dev.surety.domain.ControlUpdate;
import dev.surety.domain.ProductVersion;
import dev.surety.flink.AttemptsOperator;
import dev.surety.flink.ControlRecord;
import dev.surety.flink.FleetFunction;
import dev.surety.flink.FleetLesson;
import dev.surety.flink.HealthFunction;
import dev.surety.flink.InboundEvent;
import dev.surety.flink.KeyTerms;
import dev.surety.flink.LeaseOperator;
import dev.surety.flink.RouteOperator;
import dev.surety.flink.RouteOutputs;
import dev.surety.flink.RouteTypes;
import dev.surety.flink.RoutingFunction;
import dev.surety.flink.Seed;
import dev.surety.flink.metrics.MeteredTenants;
import dev.surety.job.OperatorNames.Operator;
import dev.surety.job.options.FeatureStorage;
import dev.surety.job.options.JobOptions;
import dev.surety.job.options.JobSettings;
import dev.surety.job.options.PromptStorage;
import dev.surety.policy.health.HealthTerms;
import dev.surety.policy.health.PoolHealth;
import dev.surety.wire.json.TopicRecord;
import java.util.List;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.connector.source.Source;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.co.KeyedBroadcastProcessFunction;

/**
 * The graph of the job.
 *
 * <pre>
 * requests ──▶ parse ──▶ featurize ──keyBy──┐        ┌─▶ decisions ◀── refusals of what can't be parsed
 * feedback ──▶ parse ──┬─────────────keyBy──┼▶ ROUTE ┼─▶ journal
 *                 attempts ──▶ HEALTH ──────┤        │
 * control  ──▶ parse ──▶ LEASES ──broadcast─┘        ├─▶ standings (LEASES reads them, where tiers share a budget)
 *                └─────────bad───────────────────────┼─▶ dead letters
 *    ▲                                              └─▶ FLEET ─▶ versions of the fleet's prior
 *    └───────────────────────────────────────────────────────────┘ control topic
 * </pre>
 */
public final class RouterTopology {

  private final StreamExecutionEnvironment env;
  private final JobSettings settings;
  private final JobEnds ends;

  private RouterTopology(StreamExecutionEnvironment env, JobSettings settings, JobEnds ends) {
    this.env = env;
    this.settings = settings;
    this.ends = ends;
  }

  /** The job between its topics. Asks nobody outside: that is for its tasks. */
  static void build(StreamExecutionEnvironment env, JobSettings settings) {
    build(
        env,
        settings,
        new KafkaEnds(settings),
        new RoutingFunction(
            routing(settings),
            new KafkaControl(settings),
            new EarlierStandings(settings),
            new KafkaRunWatch(settings)));
  }

  /**
   * The same graph between other ends, or around another function, to measure either apart.
   *
   * @param route in the place of ROUTE; production has {@link #routing} there
   */
  public static void build(
      StreamExecutionEnvironment env,
      JobSettings settings,
      JobEnds ends,
      KeyedBroadcastProcessFunction<String, InboundEvent, ControlRecord, TopicRecord> route) {
    FlinkDefaults.apply(env);
    new RouterTopology(env, settings, ends).connect(route);
  }

  /**
   * ROUTE as these options have it.
   *
   * @param control what it begins with, in the place of the topic
   */
  public static RoutingFunction routing(JobSettings settings, List<ControlUpdate> control) {
    return new RoutingFunction(routing(settings), control);
  }

  private static RoutingFunction.Settings routing(JobSettings settings) {
    return new RoutingFunction.Settings(
        settings.seed().map(Seed::given).orElseGet(Seed::drawn),
        settings.get(JobOptions.TIME_TOLERANCE).toMillis(),
        settings.get(JobOptions.STANDINGS_INTERVAL).toMillis(),
        settings.get(JobOptions.IDLE_AFTER).toMillis(),
        settings.get(JobOptions.REQUESTS),
        settings.get(JobOptions.FEEDBACK),
        ProductVersion.current(),
        new MeteredTenants(
            settings.get(JobOptions.MOST_METERED_TENANTS), settings.meteredTenants()),
        new KeyTerms(
            settings.get(JobOptions.NEW_KEYS_PER_MINUTE),
            settings.get(JobOptions.NEW_KEYS_AT_ONCE),
            removeAfterMillis(settings)),
        settings.get(JobOptions.FLEET_PUBLISH));
  }

  /** Nobody is forgotten before being packed, also where the default is the shorter time. */
  private static long removeAfterMillis(JobSettings settings) {
    long remove = settings.get(JobOptions.REMOVE_AFTER).toMillis();
    return remove == 0 ? 0 : Math.max(remove, settings.get(JobOptions.IDLE_AFTER).toMillis());
  }

  private void connect(
      KeyedBroadcastProcessFunction<String, InboundEvent, ControlRecord, TopicRecord> routing) {
    InputLimits limits = InputLimits.of(settings);
    String version = ProductVersion.current();

    var requests =
        OperatorNames.PARSE_REQUESTS.on(
            from(ends.requests(), OperatorNames.REQUESTS, ReadingProgress.told())
                .process(new ParseRequests(limits, version), RouteTypes.INBOUND));
    var featurized =
        OperatorNames.FEATURIZE.on(requests.map(featurize()).returns(RouteTypes.INBOUND));
    var feedback =
        OperatorNames.PARSE_FEEDBACK.on(
            from(ends.feedback(), OperatorNames.FEEDBACK, ReadingProgress.untold())
                .process(new ParseFeedback(limits, version), RouteTypes.INBOUND));
    // One task: records of a subject must not overtake each other on the way to ROUTE.
    var control =
        OperatorNames.PARSE_CONTROL
            .on(
                from(ends.control(), OperatorNames.CONTROL, ReadingProgress.untold())
                    .setParallelism(1)
                    .process(
                        new ParseControl(limits, version, settings.get(JobOptions.FEED_EVERY)),
                        RouteTypes.CONTROL_RECORD))
            .setParallelism(1);

    var route =
        OperatorNames.ROUTE.on(
            RouteOperator.on(
                featurized.union(feedback).keyBy(InboundEvent::key, Types.STRING),
                inForce(leased(control), feedback),
                routing,
                settings.get(JobOptions.STATE_CACHE).getBytes()));

    OperatorNames.DECISIONS.on(route.sinkTo(ends.decisions()));
    // A sink of its own on the same topic: a union would cut ROUTE off from its sink's task.
    OperatorNames.REFUSALS.on(
        requests.getSideOutput(RouteOutputs.REFUSALS).sinkTo(ends.decisions()));
    OperatorNames.JOURNAL.on(route.getSideOutput(RouteOutputs.JOURNAL).sinkTo(ends.journal()));
    OperatorNames.STANDINGS.on(
        route.getSideOutput(RouteOutputs.STANDINGS).sinkTo(ends.standings()));
    OperatorNames.DEAD_LETTERS.on(
        route
            .getSideOutput(RouteOutputs.DEAD_LETTERS)
            .union(
                requests.getSideOutput(RouteOutputs.DEAD_LETTERS),
                feedback.getSideOutput(RouteOutputs.DEAD_LETTERS),
                control.getSideOutput(RouteOutputs.DEAD_LETTERS))
            .sinkTo(ends.deadLetters()));
    learnTogether(route);
  }

  /**
   * With what is leased of budgets that tiers share, behind the records that say so: by the task
   * that reads them.
   */
  private DataStream<ControlRecord> leased(DataStream<ControlRecord> control) {
    return OperatorNames.LEASES
        .on(
            control.transform(
                OperatorNames.LEASES.name(),
                RouteTypes.CONTROL_RECORD,
                new LeaseOperator(ends.spending())))
        .setParallelism(1);
  }

  /**
   * What ROUTE is told to go by: what people and feeds say, and how well models are. HEALTH always
   * stands in the graph, or switching it off would leave state that nobody takes.
   */
  private DataStream<ControlRecord> inForce(
      DataStream<ControlRecord> control, SingleOutputStreamOperator<InboundEvent> feedback) {
    var attempts =
        OperatorNames.ATTEMPTS.on(
            feedback.transform(
                OperatorNames.ATTEMPTS.name(),
                RouteTypes.ATTEMPT_SUM,
                new AttemptsOperator(settings.get(JobOptions.TIME_TOLERANCE).toMillis())));
    // One task: of two that speak to ROUTE's subtasks nobody would know which is newer.
    var health =
        OperatorNames.HEALTH
            .on(
                attempts
                    .keyBy(sum -> PoolHealth.POOL, Types.STRING)
                    .process(
                        new HealthFunction(
                            new HealthTerms(
                                settings.get(JobOptions.HEALTH_TENANTS),
                                settings.get(JobOptions.HEALTH_WAIT).toMillis())),
                        RouteTypes.CONTROL_RECORD))
            .setParallelism(1);
    return control.union(health);
  }

  /** One task: there is one pool, and so one key. It idles where tenants teach nobody. */
  private void learnTogether(SingleOutputStreamOperator<TopicRecord> route) {
    var fleet =
        OperatorNames.FLEET
            .on(
                route
                    .getSideOutput(RouteOutputs.LESSONS)
                    .keyBy(FleetLesson::pool, Types.STRING)
                    .process(
                        new FleetFunction(settings.get(JobOptions.FLEET_EVERY).toMillis()),
                        RouteTypes.TOPIC_RECORD))
            .setParallelism(1);
    OperatorNames.FLEET_VERSIONS.on(fleet.sinkTo(ends.fleetVersions()).setParallelism(1));
  }

  private SingleOutputStreamOperator<RawRecord> from(
      Source<RawRecord, ?, ?> source, Operator operator, WatermarkStrategy<RawRecord> progress) {
    return operator.on(env.fromSource(source, progress, operator.name(), RawRecord.TYPE));
  }

  private Featurize featurize() {
    return new Featurize(
        settings.get(JobOptions.FEATURE_DIMENSIONS),
        settings.get(JobOptions.FEATURE_TERMS),
        settings.get(JobOptions.JOURNAL_PROMPT) == PromptStorage.FULL,
        settings.get(JobOptions.JOURNAL_FEATURES) == FeatureStorage.ALWAYS
            ? PromiseFollower.NONE
            : ends.promises());
  }
}
