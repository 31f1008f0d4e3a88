package dev.surety.tools.savepoint;

import dev.surety.domain.ControlUpdate;
import dev.surety.domain.TenantEvent;
import dev.surety.flink.ControlRecord;
import dev.surety.flink.InboundEvent;
import dev.surety.flink.RouteOperator;
import dev.surety.flink.RouteState;
import dev.surety.flink.RouteTypes;
import dev.surety.flink.RoutingFunction;
import dev.surety.flink.Seed;
import dev.surety.flink.metrics.MeteredTenants;
import dev.surety.wire.json.TopicRecord;
import java.io.Serializable;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.functions.FlatMapFunction;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.connector.source.lib.NumberSequenceSource;
import org.apache.flink.api.dag.Transformation;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.JobManagerOptions;
import org.apache.flink.configuration.RestOptions;
import org.apache.flink.configuration.StateBackendOptions;
import org.apache.flink.configuration.StateRecoveryOptions;
import org.apache.flink.configuration.TaskManagerOptions;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.core.execution.SavepointFormatType;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.util.CloseableIterator;
import org.apache.flink.util.Collector;

/** ROUTE in a real Flink job, fed with events from memory and stopped with a savepoint. */
final class RouteRun {

  private static final String LOOPBACK = "127.0.0.1";

  /** Of some keys, so that others leave between the barriers. */
  private static final long CACHE_BYTES = 100_000;

  /** More than the parts of jobs that one JVM has ever made before it writes a savepoint. */
  private static final int MOST_NUMBERS = 100_000;

  /** What an endless source gives for its numbers; nothing more after the last event. */
  interface Events extends Serializable {
    TenantEvent event(int number);
  }

  /**
   * How it ends.
   *
   * @param idleAfter when keys without traffic are retired
   * @param pause between the last decision and the savepoint
   */
  record Ending(Duration idleAfter, Duration pause) {
    static final Ending AT_ONCE = new Ending(Duration.ofDays(30), Duration.ZERO);
  }

  private RouteRun() {}

  /**
   * Takes a savepoint once this many decisions have left ROUTE, and returns its path.
   *
   * @param uid of ROUTE
   */
  static String savepoint(
      Path folder,
      String backend,
      String uid,
      List<ControlUpdate> control,
      int events,
      Events source,
      int decisions)
      throws Exception {
    return savepoint(folder, backend, uid, control, events, source, decisions, Ending.AT_ONCE);
  }

  static String savepoint(
      Path folder,
      String backend,
      String uid,
      List<ControlUpdate> control,
      int events,
      Events source,
      int decisions,
      Ending ending)
      throws Exception {
    Configuration flink = configuration(backend);
    return run(folder, flink, uid, control, 0, events, source, decisions, ending);
  }

  /** Goes on from another savepoint, with nothing but what that one knows. */
  static String continued(
      String from,
      Path folder,
      String backend,
      int firstEvent,
      int events,
      Events source,
      int decisions)
      throws Exception {
    return continued(from, folder, backend, firstEvent, events, source, decisions, Ending.AT_ONCE);
  }

  static String continued(
      String from,
      Path folder,
      String backend,
      int firstEvent,
      int events,
      Events source,
      int decisions,
      Ending ending)
      throws Exception {
    Configuration flink = configuration(backend);
    flink.set(StateRecoveryOptions.SAVEPOINT_PATH, from);
    // The source begins anew, at the first event that it is told.
    flink.set(StateRecoveryOptions.SAVEPOINT_IGNORE_UNCLAIMED_STATE, true);
    return run(
        folder, flink, RouteState.UID, List.of(), firstEvent, events, source, decisions, ending);
  }

  private static String run(
      Path folder,
      Configuration flink,
      String uid,
      List<ControlUpdate> control,
      int firstEvent,
      int events,
      Events source,
      int decisions,
      Ending ending)
      throws Exception {
    var settings =
        new RoutingFunction.Settings(
            Seed.given(42),
            10_000,
            2_000,
            ending.idleAfter().toMillis(),
            "requests",
            "feedback",
            "test",
            MeteredTenants.first(0));
    StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment(flink);
    env.setParallelism(2);
    DataStream<InboundEvent> inbound =
        env.fromSource(
                new NumberSequenceSource(firstEvent, Long.MAX_VALUE - 1),
                WatermarkStrategy.noWatermarks(),
                "numbers")
            .uid("numbers-from-" + firstEvent)
            .setParallelism(1)
            .flatMap(feed(events, source))
            .returns(RouteTypes.INBOUND)
            .setParallelism(1);
    DataStream<ControlRecord> noControl =
        env.fromData(new TopicRecord(new byte[0], null))
            .flatMap((TopicRecord record, Collector<ControlRecord> none) -> {})
            .returns(RouteTypes.CONTROL_RECORD);
    DataStream<TopicRecord> route =
        RouteOperator.on(
                inbound.keyBy(InboundEvent::key, Types.STRING),
                noControl,
                new RoutingFunction(settings, control),
                CACHE_BYTES)
            .uid(uid)
            .map(record -> record)
            .returns(RouteTypes.TOPIC_RECORD)
            .uid("sent-" + UUID.randomUUID());
    CloseableIterator<TopicRecord> sent = collect(route);
    JobClient job = env.executeAsync();
    try (sent) {
      for (int i = 0; i < decisions; i++) {
        sent.next();
      }
      Thread.sleep(ending.pause().toMillis());
      return job.stopWithSavepoint(false, folder.toUri().toString(), SavepointFormatType.CANONICAL)
          .get(60, TimeUnit.SECONDS);
    }
  }

  /**
   * Collects what a job sends that may have begun from a savepoint. The collecting sink's uid is a
   * number that Flink counts up in each JVM from 1: where a savepoint's sink has the same one, it
   * goes on where that was, and its reader waits for ever. So a job that begins from one counts on
   * far above.
   */
  static <T> CloseableIterator<T> collect(DataStream<T> sent) {
    if (sent.getExecutionEnvironment()
        .getConfiguration()
        .getOptional(StateRecoveryOptions.SAVEPOINT_PATH)
        .isPresent()) {
      int number = 0;
      while (number < MOST_NUMBERS) {
        number = Transformation.getNewNodeId();
      }
    }
    return sent.collectAsync();
  }

  private static FlatMapFunction<Long, InboundEvent> feed(int events, Events source) {
    return (number, out) -> {
      if (number < events) {
        TenantEvent event = source.event(number.intValue());
        out.collect(new InboundEvent(event, 0, number, event.time()));
      } else {
        Thread.sleep(1); // the job has to live until it is stopped
      }
    };
  }

  private static Configuration configuration(String backend) {
    Configuration flink = new Configuration();
    flink.set(StateBackendOptions.STATE_BACKEND, backend);
    flink.set(RestOptions.BIND_ADDRESS, LOOPBACK);
    flink.set(JobManagerOptions.BIND_HOST, LOOPBACK);
    flink.set(TaskManagerOptions.BIND_HOST, LOOPBACK);
    return flink;
  }
}
