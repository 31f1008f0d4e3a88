package dev.surety.tools.savepoint;

import static org.assertj.core.api.Assertions.assertThat;

import dev.surety.domain.ControlUpdate;
import dev.surety.domain.ControlUpdate.ModelUpdate;
import dev.surety.domain.ControlUpdate.SlaUpdate;
import dev.surety.domain.FeedbackTerms;
import dev.surety.domain.SlaPolicy;
import dev.surety.domain.TenantEvent;
import dev.surety.domain.TenantTier;
import dev.surety.engine.Account;
import dev.surety.flink.ControlRecord;
import dev.surety.flink.InboundEvent;
import dev.surety.flink.RouteOperator;
import dev.surety.flink.RouteState;
import dev.surety.flink.RouteTypes;
import dev.surety.flink.RoutingFunction;
import dev.surety.flink.Seed;
import dev.surety.flink.metrics.MeteredTenants;
import dev.surety.testing.Bytes;
import dev.surety.testing.Pools;
import dev.surety.wire.json.TopicRecord;
import dev.surety.wire.state.AccountCodec;
import java.io.Serializable;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.util.Collector;

/** ROUTE in a real Flink job, fed with events from memory and stopped with a savepoint. */
final class RouteRun {

  /** Of some keys, so that others leave between the barriers. */
  private static final long CACHE_BYTES = 100_000;

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
    SavepointRun run = new SavepointRun(backend, null);
    return run(run, folder, uid, control, 0, events, source, decisions, ending);
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
    SavepointRun run = new SavepointRun(backend, from);
    return run(
        run, folder, RouteState.UID, List.of(), firstEvent, events, source, decisions, ending);
  }

  private static String run(
      SavepointRun run,
      Path folder,
      String uid,
      List<ControlUpdate> control,
      int firstEvent,
      int events,
      Events source,
      int decisions,
      Ending ending)
      throws Exception {
    run.env.setParallelism(2);
    DataStream<ControlRecord> noControl =
        run.env
            .fromData(new TopicRecord(new byte[0], null))
            .flatMap((TopicRecord record, Collector<ControlRecord> none) -> {})
            .returns(RouteTypes.CONTROL_RECORD);
    DataStream<TopicRecord> sent =
        route(inbound(run, firstEvent, events, source), noControl, control, ending.idleAfter())
            .uid(uid)
            .map(record -> record)
            .returns(RouteTypes.TOPIC_RECORD)
            .uid("sent-" + UUID.randomUUID());
    return run.stop(sent, decisions, ending.pause(), folder).savepoint();
  }

  /** Three models, and what is promised to a key. */
  static List<ControlUpdate> promise(TenantTier key, SlaPolicy sla) {
    List<ControlUpdate> control = new ArrayList<>();
    Pools.three().forEach(model -> control.add(new ModelUpdate(model)));
    control.add(new SlaUpdate(key.tenant(), key.tier(), sla));
    return control;
  }

  /** A promise that asks for nothing but a target. */
  static SlaPolicy sla() {
    return new SlaPolicy(
        1, 0.8, "surety", 0, Map.of(), FeedbackTerms.DEFAULT, SlaPolicy.Mode.APPLY);
  }

  /** The account of the only key of a savepoint. */
  static Account account(String savepoint) {
    List<Account> accounts = new ArrayList<>();
    SavepointStates.read(
        savepoint, key -> accounts.add(Bytes.read(key.account(), AccountCodec::read)));
    assertThat(accounts).hasSize(1);
    return accounts.get(0);
  }

  /** Events from memory, as they come off the topics. */
  static DataStream<InboundEvent> inbound(
      SavepointRun run, int firstEvent, int events, Events source) {
    return run.numbered(
        firstEvent,
        events,
        number -> {
          TenantEvent event = source.event(number);
          return new InboundEvent(event, 0, number, event.time());
        },
        RouteTypes.INBOUND);
  }

  /**
   * ROUTE.
   *
   * @param begin what it begins with beside what comes by the stream
   */
  static SingleOutputStreamOperator<TopicRecord> route(
      DataStream<InboundEvent> inbound,
      DataStream<ControlRecord> control,
      List<ControlUpdate> begin,
      Duration idleAfter) {
    var settings =
        new RoutingFunction.Settings(
            Seed.given(42),
            10_000,
            2_000,
            idleAfter.toMillis(),
            "requests",
            "feedback",
            "test",
            MeteredTenants.first(0));
    return RouteOperator.on(
        inbound.keyBy(InboundEvent::key, Types.STRING),
        control,
        new RoutingFunction(settings, begin),
        CACHE_BYTES);
  }
}
