package dev.surety.flink;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.surety.domain.Answer;
import dev.surety.domain.ControlUpdate;
import dev.surety.domain.Decision;
import dev.surety.domain.Feedback;
import dev.surety.domain.JournalRow;
import dev.surety.domain.RoutingRequest;
import dev.surety.domain.Standing;
import dev.surety.domain.TenantEvent;
import dev.surety.domain.TenantTier;
import dev.surety.engine.OpenDecisionMaps;
import dev.surety.engine.RouterState;
import dev.surety.flink.metrics.MeteredTenants;
import dev.surety.testing.Bytes;
import dev.surety.wire.journal.JournalReader;
import dev.surety.wire.json.ControlJson;
import dev.surety.wire.json.DecisionJson;
import dev.surety.wire.json.StandingJson;
import dev.surety.wire.json.TopicRecord;
import dev.surety.wire.state.AccountCodec;
import dev.surety.wire.state.CompactCodec;
import dev.surety.wire.state.LearnerCodec;
import dev.surety.wire.state.OpenDecisionCodec;
import dev.surety.wire.state.SpendingCodec;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.apache.flink.api.common.state.StateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.checkpoint.CheckpointOptions;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.state.StateBackend;
import org.apache.flink.runtime.state.TestableKeyedStateBackend;
import org.apache.flink.runtime.state.VoidNamespace;
import org.apache.flink.runtime.state.memory.MemCheckpointStreamFactory;
import org.apache.flink.streaming.api.operators.OperatorSnapshotFinalizer;
import org.apache.flink.streaming.api.operators.OperatorSnapshotFutures;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.KeyedBroadcastOperatorTestHarness;
import org.apache.flink.util.OutputTag;

/** ROUTE in one thread, spoken to in the words of the domain. */
final class RouteHarness implements AutoCloseable {

  static final TenantTier ACME = new TenantTier("acme", "gold");
  static final long NOON = 1_700_000_000_000L;
  static final long IDLE = 1_000_000L;
  static final long TOLERANCE = 10_000L;

  /** Of a few keys, so that with more of them some have to leave. */
  private static final long CACHE_BYTES = 50_000;

  private static RoutingFunction.Settings settings(Seed seed, KeyTerms keys) {
    return new RoutingFunction.Settings(
        seed,
        TOLERANCE,
        2_000,
        IDLE,
        "requests",
        "feedback",
        "test",
        MeteredTenants.first(2),
        keys,
        true);
  }

  /** Of a snapshot. */
  private static final int MOST_BYTES = 64 << 20;

  private final KeyedBroadcastOperatorTestHarness<String, InboundEvent, ControlRecord, TopicRecord>
      harness;
  private long offset;

  private final RouteOperator operator;

  private RouteHarness(
      KeyedBroadcastOperatorTestHarness<String, InboundEvent, ControlRecord, TopicRecord> harness,
      RouteOperator operator) {
    this.harness = harness;
    this.operator = operator;
  }

  static RouteHarness start(StateBackend backend, List<ControlUpdate> initialControl)
      throws Exception {
    return start(backend, initialControl, KeyTerms.UNBOUNDED);
  }

  static RouteHarness start(StateBackend backend, List<ControlUpdate> initialControl, KeyTerms keys)
      throws Exception {
    return restore(backend, initialControl, null, 0, keys);
  }

  static RouteHarness restore(
      StateBackend backend,
      List<ControlUpdate> initialControl,
      OperatorSubtaskState snapshot,
      long checkpoint)
      throws Exception {
    return restore(backend, initialControl, Seed.given(7), snapshot, checkpoint);
  }

  static RouteHarness restore(
      StateBackend backend,
      List<ControlUpdate> initialControl,
      Seed seed,
      OperatorSubtaskState snapshot,
      long checkpoint)
      throws Exception {
    return restore(backend, initialControl, seed, snapshot, checkpoint, KeyTerms.UNBOUNDED);
  }

  static RouteHarness restore(
      StateBackend backend,
      List<ControlUpdate> initialControl,
      OperatorSubtaskState snapshot,
      long checkpoint,
      KeyTerms keys)
      throws Exception {
    return restore(backend, initialControl, Seed.given(7), snapshot, checkpoint, keys);
  }

  private static RouteHarness restore(
      StateBackend backend,
      List<ControlUpdate> initialControl,
      Seed seed,
      OperatorSubtaskState snapshot,
      long checkpoint,
      KeyTerms keys)
      throws Exception {
    return restore(backend, initialControl, seed, snapshot, checkpoint, keys, CACHE_BYTES);
  }

  /**
   * @param cacheBytes of state in front of the backend
   */
  static RouteHarness restore(
      StateBackend backend,
      List<ControlUpdate> initialControl,
      Seed seed,
      OperatorSubtaskState snapshot,
      long checkpoint,
      KeyTerms keys,
      long cacheBytes)
      throws Exception {
    var operator =
        new RouteOperator(new RoutingFunction(settings(seed, keys), initialControl), cacheBytes);
    var harness =
        new KeyedBroadcastOperatorTestHarness<>(operator, InboundEvent::key, Types.STRING, 1, 1, 0);
    harness.setStateBackend(backend);
    if (snapshot != null) {
      harness.setRestoredCheckpointId(checkpoint);
      harness.initializeState(snapshot);
    }
    harness.open();
    harness.setProcessingTime(NOON);
    return new RouteHarness(harness, operator);
  }

  /** Sends a request; returns its decision, or {@code null} if there was none. */
  Decision route(RoutingRequest request) throws Exception {
    int before = harness.getOutput().size();
    send(request);
    if (harness.getOutput().size() == before) {
      return null;
    }
    Answer answer = DecisionJson.read(decisions().get(decisions().size() - 1).value());
    return answer instanceof Decision decision ? decision : null;
  }

  Decision route(String requestId, long time) throws Exception {
    return route(RoutingRequest.of(requestId, ACME, time));
  }

  void learn(Decision decision, double satisfaction, long time) throws Exception {
    send(
        Feedback.builder(decision.requestId(), decision.key(), decision.model(), time)
            .decisionId(decision.decisionId())
            .satisfaction(satisfaction)
            .inputTokens(100)
            .outputTokens(50)
            .source(Feedback.Source.USER)
            .build());
  }

  void send(TenantEvent event) throws Exception {
    send(event, event.time());
  }

  void send(TenantEvent event, long appendedAt) throws Exception {
    harness.processElement(new InboundEvent(event, 3, offset++, appendedAt), appendedAt);
  }

  void send(InboundEvent inbound) throws Exception {
    harness.processElement(inbound, inbound.appendedAt());
  }

  void control(ControlUpdate update) throws Exception {
    control(new ControlRecord(update, ControlJson.write(update)));
  }

  void control(ControlRecord record) throws Exception {
    harness.processBroadcastElement(record, NOON);
  }

  void passTime(long millis) throws Exception {
    harness.setProcessingTime(harness.getProcessingTime() + millis);
  }

  /** All requests that Kafka appended before this have been sent. */
  void requestsRead(long appendedBefore) throws Exception {
    harness.processWatermark(appendedBefore);
    harness.processBroadcastWatermark(appendedBefore);
  }

  OperatorSubtaskState snapshot(long checkpoint) throws Exception {
    return harness.snapshot(checkpoint, NOON);
  }

  /** What is kept in front of the backend. */
  NearKeys near() {
    return ((RoutingFunction) operator.getUserFunction()).near;
  }

  /** A barrier is there; what it has is written when that is asked for, while the task goes on. */
  Callable<OperatorSubtaskState> barrier(long checkpoint) throws Exception {
    OperatorSnapshotFutures begun =
        operator.snapshotState(
            checkpoint,
            NOON,
            CheckpointOptions.forCheckpointWithDefaultLocation(),
            new MemCheckpointStreamFactory(MOST_BYTES));
    return () -> OperatorSnapshotFinalizer.create(begun).getJobManagerOwnedState();
  }

  List<TopicRecord> decisions() {
    return harness.extractOutputValues();
  }

  List<EncodedRow> encodedJournal() {
    return side(RouteOutputs.JOURNAL);
  }

  List<JournalRow> journal() throws Exception {
    List<JournalRow> rows = new ArrayList<>();
    JournalReader reader = new JournalReader();
    for (EncodedRow row : encodedJournal()) {
      rows.add(reader.read(row.datum()));
    }
    return rows;
  }

  List<Standing> standings() throws Exception {
    List<Standing> standings = new ArrayList<>();
    for (TopicRecord record : side(RouteOutputs.STANDINGS)) {
      if (record.value() != null) {
        standings.add(StandingJson.read(record.value()));
      }
    }
    return standings;
  }

  /** Keys whose standing was taken back. */
  List<String> tombstones() {
    return side(RouteOutputs.STANDINGS).stream()
        .filter(record -> record.value() == null)
        .map(record -> text(record.key()))
        .toList();
  }

  List<FleetLesson> lessons() {
    return side(RouteOutputs.LESSONS);
  }

  List<TopicRecord> deadLetters() {
    return side(RouteOutputs.DEAD_LETTERS);
  }

  private <T> List<T> side(OutputTag<T> tag) {
    Queue<StreamRecord<T>> output = harness.getSideOutput(tag);
    return output == null ? List.of() : output.stream().map(StreamRecord::getValue).toList();
  }

  /** What is kept of a tenant and tier beside its open decisions, in its binary form. */
  byte[] stateOf(TenantTier key) throws Exception {
    operator.writeBack();
    operator.setCurrentKey(key.key());
    RouterState state =
        new KeyedRouterState(operator.getRuntimeContext(), null).read(key, new OpenDecisionMaps());
    return Bytes.of(
        out -> {
          AccountCodec.write(state.account(), out);
          LearnerCodec.write(state.learner(), out);
        });
  }

  int stateEntries() throws Exception {
    operator.writeBack();
    return ((TestableKeyedStateBackend<?>) operator.getKeyedStateBackend())
        .numKeyValueStateEntries();
  }

  /** Keys of which the backend has anything, in whatever state; timers alone don't count. */
  long kept() throws Exception {
    operator.writeBack();
    Set<String> kept = keys();
    kept.addAll(keys(RouteState.HELD).toList());
    return kept.size();
  }

  /**
   * All that the backend has of every key, in its binary form, a line for each value: the same
   * whether a key is parked or not.
   */
  List<String> everything() throws Exception {
    operator.writeBack();
    List<String> lines = new ArrayList<>();
    for (String key : keys()) {
      operator.setCurrentKey(key);
      ofCurrentKey(key).stream().map(value -> key + " " + value).sorted().forEach(lines::add);
    }
    return lines;
  }

  /** Of which the backend has anything but what waits. */
  private Set<String> keys() {
    Set<String> keys = new TreeSet<>();
    for (StateDescriptor<?, ?> state :
        List.of(
            RouteState.ACCOUNT,
            RouteState.LEARNER,
            RouteState.COMPACT,
            RouteState.OPEN_A,
            RouteState.OPEN_B,
            RouteState.MONEY_A,
            RouteState.MONEY_B)) {
      keys.addAll(keys(state).toList());
    }
    return keys;
  }

  private Stream<String> keys(StateDescriptor<?, ?> state) {
    return operator.<String>getKeyedStateBackend().getKeys(state.getName(), VoidNamespace.INSTANCE);
  }

  /** Keys that are kept in one value though something of them may be open. */
  long parked() throws Exception {
    operator.writeBack();
    KeyedStates states = KeyedStates.of(operator.getRuntimeContext());
    long parked = 0;
    for (String key : keys(RouteState.COMPACT).toList()) {
      operator.setCurrentKey(key);
      parked += CompactCodec.isParked(states.compact().value()) ? 1 : 0;
    }
    return parked;
  }

  private List<String> ofCurrentKey(String key) throws Exception {
    KeyedStates states = KeyedStates.of(operator.getRuntimeContext());
    byte[] compact = states.compact().value();
    List<String> lines = new ArrayList<>();
    if (compact != null && !CompactCodec.isParked(compact)) {
      lines.add("retired " + new String(compact, ISO_8859_1));
    } else if (compact != null) {
      assertThat(states.accounts().value()).as("the account of a parked key").isNull();
    }
    OpenDecisionMaps open = new OpenDecisionMaps();
    RouterState state =
        new KeyedRouterState(operator.getRuntimeContext(), null).read(TenantTier.parse(key), open);
    lines.add("account " + latin(out -> AccountCodec.write(state.account(), out)));
    lines.add("learner " + latin(out -> LearnerCodec.write(state.learner(), out)));
    for (int map = 0; map < 2; map++) {
      int to = map;
      states.open().get(map).entries().forEach(e -> open.put(to, e.getKey(), e.getValue()));
      states
          .money()
          .get(map)
          .entries()
          .forEach(e -> open.putSpending(to, e.getKey(), e.getValue()));
      open.entries(map)
          .forEach((id, d) -> lines.add(to + " " + id + latin(o -> OpenDecisionCodec.write(d, o))));
      open.money(map)
          .forEach((id, m) -> lines.add(to + " " + id + latin(o -> SpendingCodec.write(m, o))));
    }
    return lines;
  }

  private static String latin(Bytes.Writing writing) {
    return new String(Bytes.of(writing), ISO_8859_1);
  }

  int timers() {
    return harness.numProcessingTimeTimers();
  }

  static String text(byte[] bytes) {
    return new String(bytes, UTF_8);
  }

  @Override
  public void close() throws Exception {
    harness.close();
  }
}
