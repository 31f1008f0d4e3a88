package dev.surety.job;

import dev.surety.flink.InboundEvent;
import dev.surety.flink.RouteOutputs;
import dev.surety.flink.RouteState;
import dev.surety.flink.RouteTypes;
import dev.surety.flink.RoutingFunction;
import dev.surety.flink.metrics.MeteredTenants;
import dev.surety.job.OperatorNames.Operator;
import dev.surety.job.journal.JournalSink;
import dev.surety.job.options.JobOptions;
import dev.surety.job.options.JobSettings;
import dev.surety.job.options.PromptStorage;
import dev.surety.wire.TopicRecord;
import java.util.List;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.connector.file.sink.FileSink;
import org.apache.flink.connector.kafka.source.KafkaSource;
import org.apache.flink.core.fs.Path;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * The graph of the job.
 *
 * <pre>
 * requests ──▶ parse ──▶ featurize ──keyBy──┐        ┌─▶ decisions
 * feedback ──▶ parse ────────────────keyBy──┼▶ ROUTE ┼─▶ journal
 * control  ──▶ parse ─────────────broadcast─┘        ├─▶ standings
 *                └─────────bad───────────────────────┴─▶ dead letters
 * </pre>
 */
final class RouterTopology {

  private final StreamExecutionEnvironment env;
  private final JobSettings settings;

  private RouterTopology(StreamExecutionEnvironment env, JobSettings settings) {
    this.env = env;
    this.settings = settings;
  }

  /**
   * @param initialControl the control topic as it stands, see {@link ControlSnapshot}
   */
  static void build(
      StreamExecutionEnvironment env, JobSettings settings, List<TopicRecord> initialControl) {
    FlinkDefaults.apply(env);
    new RouterTopology(env, settings).connect(initialControl);
  }

  private void connect(List<TopicRecord> initialControl) {
    RecordSources sources = new RecordSources(settings);
    RecordSinks sinks = new RecordSinks(settings);
    InputLimits limits = InputLimits.of(settings);
    String version = JobVersion.current();

    var requests =
        OperatorNames.PARSE_REQUESTS.on(
            from(sources.requests(), OperatorNames.REQUESTS)
                .process(new ParseRequests(limits, version), RouteTypes.INBOUND));
    var featurized =
        OperatorNames.FEATURIZE.on(requests.map(featurize()).returns(RouteTypes.INBOUND));
    var feedback =
        OperatorNames.PARSE_FEEDBACK.on(
            from(sources.feedback(), OperatorNames.FEEDBACK)
                .process(new ParseFeedback(limits, version), RouteTypes.INBOUND));
    // One task: records of a subject must not overtake each other on the way to ROUTE.
    var control =
        OperatorNames.PARSE_CONTROL
            .on(
                from(sources.control(), OperatorNames.CONTROL)
                    .setParallelism(1)
                    .process(new ParseControl(limits, version), RouteTypes.TOPIC_RECORD))
            .setParallelism(1);

    var route =
        OperatorNames.ROUTE.on(
            featurized
                .union(feedback)
                .keyBy(InboundEvent::key, Types.STRING)
                .connect(
                    control.broadcast(
                        RouteState.BROADCAST.toArray(MapStateDescriptor<?, ?>[]::new)))
                .process(
                    new RoutingFunction(routing(version), initialControl),
                    RouteTypes.TOPIC_RECORD));

    OperatorNames.DECISIONS.on(route.sinkTo(sinks.decisions()));
    OperatorNames.JOURNAL.on(route.getSideOutput(RouteOutputs.JOURNAL).sinkTo(journal()));
    OperatorNames.STANDINGS.on(
        route.getSideOutput(RouteOutputs.STANDINGS).sinkTo(sinks.standings()));
    OperatorNames.DEAD_LETTERS.on(
        route
            .getSideOutput(RouteOutputs.DEAD_LETTERS)
            .union(
                requests.getSideOutput(RouteOutputs.DEAD_LETTERS),
                feedback.getSideOutput(RouteOutputs.DEAD_LETTERS),
                control.getSideOutput(RouteOutputs.DEAD_LETTERS))
            .sinkTo(sinks.deadLetters()));
  }

  /** Without watermarks: each key has its own clock. */
  private SingleOutputStreamOperator<RawRecord> from(
      KafkaSource<RawRecord> source, Operator operator) {
    return operator.on(env.fromSource(source, WatermarkStrategy.noWatermarks(), operator.name()));
  }

  private FileSink<byte[]> journal() {
    return JournalSink.to(
        new Path(settings.get(JobOptions.JOURNAL_PATH)),
        settings.get(JobOptions.JOURNAL_COMPACT_EVERY));
  }

  private Featurize featurize() {
    return new Featurize(
        settings.get(JobOptions.FEATURE_DIMENSIONS),
        settings.get(JobOptions.FEATURE_TERMS),
        settings.get(JobOptions.JOURNAL_PROMPT) == PromptStorage.FULL);
  }

  private RoutingFunction.Settings routing(String version) {
    return new RoutingFunction.Settings(
        settings.get(JobOptions.SEED),
        settings.get(JobOptions.STANDINGS_INTERVAL).toMillis(),
        settings.get(JobOptions.IDLE_AFTER).toMillis(),
        settings.get(JobOptions.REQUESTS),
        settings.get(JobOptions.FEEDBACK),
        version,
        new MeteredTenants(
            settings.get(JobOptions.MOST_METERED_TENANTS), settings.meteredTenants()));
  }
}
