package dev.surety.flink;

import static dev.surety.flink.RouteHarness.NOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.surety.domain.ControlUpdate;
import dev.surety.domain.ControlUpdate.ArtefactUpdate;
import dev.surety.domain.ControlUpdate.ModelUpdate;
import dev.surety.domain.ControlUpdate.SlaUpdate;
import dev.surety.domain.Decision;
import dev.surety.domain.JournalRow;
import dev.surety.domain.RoutingRequest;
import dev.surety.domain.TenantTier;
import dev.surety.policy.fleet.FleetMember;
import dev.surety.policy.fleet.FleetPrior;
import dev.surety.policy.fleet.FleetSums;
import dev.surety.policy.fleet.Lesson;
import dev.surety.testing.Bytes;
import dev.surety.testing.Pools;
import dev.surety.testing.Promises;
import dev.surety.wire.json.ControlJson;
import dev.surety.wire.json.TopicRecord;
import dev.surety.wire.state.FleetMemberCodec;
import dev.surety.wire.state.FleetSumsCodec;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.state.StateBackend;
import org.apache.flink.runtime.state.hashmap.HashMapStateBackend;
import org.apache.flink.state.rocksdb.EmbeddedRocksDBStateBackend;
import org.apache.flink.streaming.api.operators.KeyedProcessOperator;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FleetFunctionTest {

  private static final long EVERY = 10_000;

  private final SplittableRandom random = new SplittableRandom(4);
  private long now = NOON;

  private KeyedOneInputStreamOperatorTestHarness<String, FleetLesson, TopicRecord> start(
      StateBackend backend, OperatorSubtaskState snapshot) throws Exception {
    var harness =
        new KeyedOneInputStreamOperatorTestHarness<>(
            new KeyedProcessOperator<>(new FleetFunction(EVERY)), FleetLesson::pool, Types.STRING);
    harness.setStateBackend(backend);
    if (snapshot != null) {
      harness.initializeState(snapshot);
    }
    harness.open();
    harness.setProcessingTime(now);
    return harness;
  }

  private static StateBackend backend(String name) {
    return name.equals("heap") ? new HashMapStateBackend() : new EmbeddedRocksDBStateBackend();
  }

  private static Lesson lesson(String model, double outcome, long served) {
    return new Lesson(model, -1, 7, outcome, 1, served);
  }

  private static FleetLesson given(int tenant, String model, double outcome, long served) {
    return new FleetLesson(
        FleetPrior.POOL, "tenant-" + tenant, "gold", lesson(model, outcome, served));
  }

  private static List<ArtefactUpdate> versions(
      KeyedOneInputStreamOperatorTestHarness<String, FleetLesson, TopicRecord> harness) {
    return harness.extractOutputValues().stream().map(FleetFunctionTest::read).toList();
  }

  private static ArtefactUpdate read(TopicRecord record) {
    try {
      return (ArtefactUpdate) ControlJson.read(record.key(), record.value());
    } catch (Exception e) {
      throw new AssertionError("what FLEET publishes is a control record", e);
    }
  }

  /** Each tenant in turn; the share of satisfied answers is the model's. */
  private void teach(
      KeyedOneInputStreamOperatorTestHarness<String, FleetLesson, TopicRecord> harness,
      int from,
      int to,
      double rate)
      throws Exception {
    for (int i = from; i < to; i++) {
      double outcome = new SplittableRandom(i).nextDouble() < rate ? 1 : 0;
      harness.processElement(given(i % 8, "a", outcome, i / 8 + 1), 0);
      now += EVERY;
      harness.setProcessingTime(now);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"heap", "rocksdb"})
  void versionsComeByGrowthOfEvidence(String backend) throws Exception {
    try (var harness = start(backend(backend), null)) {
      teach(harness, 0, 2_000, 0.8);
      List<ArtefactUpdate> versions = versions(harness);
      assertThat(versions).hasSizeBetween(8, 80);
      FleetPrior last = FleetPrior.read(versions.get(versions.size() - 1).payload());
      assertThat(last.mean(last.index("a"))).isCloseTo(0.8, within(0.05));
      assertThat(last.tenants()).isEqualTo(8);
      assertThat(versions).allMatch(v -> v.subject().equals("artefact/fleet-prior/pool"));
    }
  }

  /**
   * What was read again after a restore counts once, as the state is as old as the place that
   * reading goes on from: versions are those of a job that never stopped, but for their numbers,
   * which are greater than all before.
   */
  @ParameterizedTest
  @ValueSource(strings = {"heap", "rocksdb"})
  void aRestoreCountsNothingTwiceAndOverridesWhatWasPublished(String backend) throws Exception {
    OperatorSubtaskState snapshot;
    List<ArtefactUpdate> lost;
    try (var harness = start(backend(backend), null)) {
      teach(harness, 0, 800, 0.8);
      snapshot = harness.snapshot(1, now);
      teach(harness, 800, 1_600, 0.8);
      lost = versions(harness);
    }
    List<String> again;
    try (var harness = start(backend(backend), snapshot)) {
      teach(harness, 800, 1_600, 0.2);
      List<ArtefactUpdate> after = versions(harness);
      long published = lost.get(lost.size() - 1).version();
      assertThat(after).isNotEmpty().allMatch(version -> version.version() > published);
      again = after.stream().map(ArtefactUpdate::payload).toList();
    }
    try (var harness = start(backend(backend), null)) {
      teach(harness, 0, 800, 0.8);
      int before = versions(harness).size();
      teach(harness, 800, 1_600, 0.2);
      assertThat(versions(harness).stream().skip(before).map(ArtefactUpdate::payload))
          .containsExactlyElementsOf(again);
    }
  }

  @Test
  void twoVersionsAreAtLeastSomeSecondsApart() throws Exception {
    try (var harness = start(new HashMapStateBackend(), null)) {
      for (int i = 0; i < 2_000; i++) {
        harness.processElement(given(i % 8, "a", 1, i / 8 + 1), 0);
        now += 10;
        harness.setProcessingTime(now);
      }
      List<ArtefactUpdate> versions = versions(harness);
      assertThat(versions).hasSize(2);
      for (int i = 1; i < versions.size(); i++) {
        assertThat(versions.get(i).version() - versions.get(i - 1).version())
            .isGreaterThanOrEqualTo(EVERY);
      }
    }
  }

  /** Also after a restore: the traffic may have stopped with the job. */
  @ParameterizedTest
  @ValueSource(strings = {"heap", "rocksdb"})
  void aVersionThatWasDueTooEarlyComesThoughTrafficHasStopped(String backend) throws Exception {
    OperatorSubtaskState snapshot;
    try (var harness = start(backend(backend), null)) {
      teach(harness, 0, 80, 0.8);
      int before = versions(harness).size();
      for (int i = 80; i < 160; i++) {
        harness.processElement(given(i % 8, "a", 0, i / 8 + 1), 0);
      }
      assertThat(versions(harness)).hasSize(before + 1);
      snapshot = harness.snapshot(1, now);
      now += EVERY;
      harness.setProcessingTime(now);
      assertThat(versions(harness)).hasSize(before + 2);
      now += 10 * EVERY;
      harness.setProcessingTime(now);
      assertThat(versions(harness)).as("nothing came since").hasSize(before + 2);
    }
    try (var harness = start(backend(backend), snapshot)) {
      assertThat(versions(harness)).hasSize(1);
    }
  }

  /** By a day, in a running job and at a restore: numbers go on, and so do versions. */
  @ParameterizedTest
  @ValueSource(strings = {"heap", "rocksdb"})
  void aClockThatStepsBackHoldsNoVersionUp(String backend) throws Exception {
    OperatorSubtaskState snapshot;
    long newest;
    try (var harness = start(backend(backend), null)) {
      teach(harness, 0, 80, 0.8);
      int before = versions(harness).size();
      now -= 86_400_000;
      harness.setProcessingTime(now);
      teach(harness, 80, 160, 0.2);
      List<ArtefactUpdate> versions = versions(harness);
      assertThat(versions).hasSizeGreaterThan(before + 1);
      newest = inOrder(versions);
      int known = versions.size();
      for (int i = 160; i < 400; i++) {
        harness.processElement(given(i % 8, "a", 1, i / 8 + 1), 0);
      }
      assertThat(versions(harness)).as("not oftener than before").hasSizeLessThan(known + 2);
      snapshot = harness.snapshot(1, now);
    }
    now -= 86_400_000;
    try (var harness = start(backend(backend), snapshot)) {
      teach(harness, 400, 480, 0.2);
      assertThat(versions(harness)).hasSizeGreaterThan(1);
      inOrder(versions(harness));
      assertThat(versions(harness).get(0).version()).isGreaterThan(newest);
    }
  }

  /** The last number of versions each of which is greater than the one before. */
  private static long inOrder(List<ArtefactUpdate> versions) {
    for (int i = 1; i < versions.size(); i++) {
      assertThat(versions.get(i).version()).isGreaterThan(versions.get(i - 1).version());
    }
    return versions.get(versions.size() - 1).version();
  }

  @Test
  void whoHasGivenNothingForThreeMonthsStandsBehindNothing() throws Exception {
    try (var harness = start(new HashMapStateBackend(), null)) {
      teach(harness, 0, 800, 0.8);
      now += FleetFunction.FORGOTTEN_AFTER_MILLIS + 1;
      harness.setProcessingTime(now);
      int before = versions(harness).size();
      for (int i = 0; i < 400; i++) {
        harness.processElement(given(i % 4, "a", 1, 200 + i), 0);
        now += 1_000;
        harness.setProcessingTime(now);
      }
      assertThat(versions(harness)).as("four are left").hasSize(before);
    }
  }

  @Test
  void stateComesBackByteByByte() throws Exception {
    FleetSums sums = new FleetSums();
    FleetMember member = new FleetMember();
    for (int i = 0; i < 300; i++) {
      String model = "model-" + random.nextInt(90);
      Lesson lesson = new Lesson(model, -i, random.nextInt(9) - 4, random.nextDouble(), 1, i);
      sums.take(member, "tier-" + i % 3, lesson, NOON + i);
    }
    byte[] stored = Bytes.of(out -> FleetSumsCodec.write(sums, out));
    byte[] storedMember = Bytes.of(out -> FleetMemberCodec.write(member, out));
    FleetSums read = Bytes.read(stored, FleetSumsCodec::read);
    FleetMember readMember = Bytes.read(storedMember, FleetMemberCodec::read);
    assertThat(Bytes.of(out -> FleetSumsCodec.write(read, out))).isEqualTo(stored);
    assertThat(Bytes.of(out -> FleetMemberCodec.write(readMember, out))).isEqualTo(storedMember);
    sums.take(member, "tier-1", lesson("model-1", 1, 500), NOON);
    read.take(readMember, "tier-1", lesson("model-1", 1, 500), NOON);
    assertThat(Bytes.of(out -> FleetSumsCodec.write(read, out)))
        .isEqualTo(Bytes.of(out -> FleetSumsCodec.write(sums, out)));
  }

  /** ROUTE, FLEET and the control topic between them, by hand. */
  @Test
  void aTenantThatJoinsStartsFromWhatTheOthersHaveSeen() throws Exception {
    List<ControlUpdate> control = new ArrayList<>();
    Pools.three().forEach(model -> control.add(new ModelUpdate(model)));
    control.add(new SlaUpdate("*", "*", Promises.surety(0.9).sla()));
    try (RouteHarness route = RouteHarness.start(new HashMapStateBackend(), control);
        var fleet = start(new HashMapStateBackend(), null)) {
      int taught = 0;
      int published = 0;
      for (int i = 0; i < 480; i++) {
        TenantTier key = new TenantTier("tenant-" + i % 8, "gold");
        Decision decision = route.route(RoutingRequest.of("r" + i, key, NOON + i));
        double satisfied = decision.model().equals(Pools.CHEAP) ? 1 : 0;
        route.learn(decision, satisfied, NOON + i);
        for (FleetLesson each : route.lessons().subList(taught, route.lessons().size())) {
          fleet.processElement(each, 0);
          now += EVERY;
          fleet.setProcessingTime(now);
        }
        taught = route.lessons().size();
        List<TopicRecord> versions = fleet.extractOutputValues();
        for (TopicRecord version : versions.subList(published, versions.size())) {
          route.control(new ControlRecord(read(version), version));
        }
        published = versions.size();
      }
      assertThat(taught).isEqualTo(480);
      assertThat(published).isGreaterThan(3);
      TenantTier joins = new TenantTier("joins", "gold");
      Decision first = route.route(RoutingRequest.of("first", joins, NOON + 2_000));
      JournalRow row = route.journal().get(route.journal().size() - 1);
      assertThat(((JournalRow.Decided) row).candidates())
          .filteredOn(candidate -> candidate.model().equals(Pools.CHEAP))
          .allSatisfy(candidate -> assertThat(candidate.expectedSatisfaction()).isGreaterThan(0.9));
      assertThat(first.expectedSatisfaction()).isGreaterThan(0.8);
      assertThat(IntStream.range(0, 20).filter(i -> isCheap(route, joins, i)).count())
          .isGreaterThan(15);
    }
  }

  /** The operator's word stops both ways, and the journal says what was in force. */
  @Test
  void whileTheFleetIsOffNobodyGivesOrTakes() throws Exception {
    List<ControlUpdate> control = new ArrayList<>();
    Pools.three().forEach(model -> control.add(new ModelUpdate(model)));
    control.add(new SlaUpdate("*", "*", Promises.surety(0.9).sla()));
    try (RouteHarness route = RouteHarness.start(new HashMapStateBackend(), control)) {
      TenantTier key = new TenantTier("tenant", "gold");
      route.learn(route.route(RoutingRequest.of("r1", key, NOON)), 1, NOON);
      assertThat(route.lessons()).hasSize(1);
      for (String word : List.of("off", "on")) {
        ArtefactUpdate said = new ArtefactUpdate("fleet", "pool", word.equals("off") ? 1 : 2, word);
        route.control(new ControlRecord(said, ControlJson.write(said)));
        route.learn(route.route(RoutingRequest.of("r" + word, key, NOON + 9)), 1, NOON + 9);
        assertThat(route.lessons()).hasSize(word.equals("off") ? 1 : 2);
      }
    }
  }

  private static boolean isCheap(RouteHarness route, TenantTier key, int i) {
    try {
      return route
          .route(RoutingRequest.of("j" + i, key, NOON + 3_000 + i))
          .model()
          .equals(Pools.CHEAP);
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }
}
