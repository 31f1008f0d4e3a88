package dev.surety.flink;

import static dev.surety.flink.RouteHarness.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import dev.surety.domain.ControlUpdate.ArtefactUpdate;
import dev.surety.domain.ControlUpdate.ModelUpdate;
import dev.surety.domain.ControlUpdate.SlaUpdate;
import dev.surety.domain.DeadlineTerms;
import dev.surety.domain.DeadlineTerms.Measure;
import dev.surety.domain.DeadlineTerms.Precedence;
import dev.surety.domain.Decision;
import dev.surety.domain.Feedback;
import dev.surety.domain.JournalRow;
import dev.surety.domain.TenantTier;
import dev.surety.policy.health.AttemptSum;
import dev.surety.policy.health.HealthTerms;
import dev.surety.policy.health.PoolHealth;
import dev.surety.policy.health.PoolLatencies;
import dev.surety.testing.Pools;
import dev.surety.testing.Promises;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.state.StateBackend;
import org.apache.flink.runtime.state.hashmap.HashMapStateBackend;
import org.apache.flink.state.rocksdb.EmbeddedRocksDBStateBackend;
import org.apache.flink.streaming.api.operators.KeyedProcessOperator;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HealthFunctionTest {

  private static final String DOWN = Pools.CHEAP;

  private static KeyedOneInputStreamOperatorTestHarness<String, AttemptSum, ControlRecord> start(
      StateBackend backend, OperatorSubtaskState snapshot) throws Exception {
    var harness =
        new KeyedOneInputStreamOperatorTestHarness<>(
            new KeyedProcessOperator<>(new HealthFunction(HealthTerms.USUAL)),
            sum -> PoolHealth.POOL,
            Types.STRING);
    harness.setStateBackend(backend);
    if (snapshot != null) {
      harness.initializeState(snapshot);
    }
    harness.open();
    harness.setProcessingTime(NOON);
    return harness;
  }

  private static void fail(
      KeyedOneInputStreamOperatorTestHarness<String, AttemptSum, ControlRecord> harness, int times)
      throws Exception {
    for (int i = 0; i < times; i++) {
      harness.processElement(new AttemptSum(DOWN, i % 5, 0, 1, 0, NOON), NOON);
    }
  }

  private static PoolHealth last(
      KeyedOneInputStreamOperatorTestHarness<String, AttemptSum, ControlRecord> harness) {
    List<ControlRecord> out = harness.extractOutputValues();
    return PoolHealth.read(((ArtefactUpdate) out.get(out.size() - 1).update()).payload());
  }

  /** Of twenty answers and more, a minute at most, and only where something is new. */
  @Test
  void timesOfModelsAreToldToPromisesWithADeadline() throws Exception {
    try (var harness = start(new HashMapStateBackend(), null)) {
      answer(harness, 19, 1000, NOON);
      assertThat(harness.getOutput()).isEmpty();
      answer(harness, 1, 1000, NOON + 60_000);
      ArtefactUpdate told = (ArtefactUpdate) harness.extractOutputValues().get(0).update();
      assertThat(told.subject()).isEqualTo(PoolLatencies.SUBJECT);
      PoolLatencies times = PoolLatencies.read(told.payload());
      assertThat(PoolLatencies.read(times.write())).isEqualTo(times);
      assertThat(times.late(DOWN, new DeadlineTerms(Measure.TOTAL, 2000, 0.9, Precedence.QUALITY)))
          .isLessThan(0.01);
      answer(harness, 10, 1000, NOON + 120_000);
      assertThat(harness.getOutput()).as("nothing new").hasSize(1);
      answer(harness, 60, 9000, NOON + 180_000);
      answer(harness, 1, 9000, NOON + 240_000);
      assertThat(harness.getOutput()).hasSizeBetween(2, 3);
    }
  }

  private static void answer(
      KeyedOneInputStreamOperatorTestHarness<String, AttemptSum, ControlRecord> harness,
      int times,
      long millis,
      long now)
      throws Exception {
    harness.setProcessingTime(now);
    double log = Math.log(millis);
    for (int i = 0; i < times; i++) {
      harness.processElement(
          new AttemptSum(
              DOWN,
              i % 5,
              1,
              0,
              0,
              now,
              new AttemptSum.Logarithms(1, log, log * log),
              AttemptSum.Logarithms.NONE),
          now);
    }
  }

  /** Half of the evidence comes before a restore, which changes nothing; timers go on. */
  @ParameterizedTest
  @ValueSource(strings = {"heap", "rocksdb"})
  void changesOfStateAreToldAndSurviveARestore(String name) throws Exception {
    StateBackend backend =
        name.equals("heap") ? new HashMapStateBackend() : new EmbeddedRocksDBStateBackend();
    OperatorSubtaskState snapshot;
    try (var harness = start(backend, null)) {
      fail(harness, 10);
      assertThat(harness.getOutput()).isEmpty();
      snapshot = harness.snapshot(1, 1);
    }
    try (var harness = start(backend, snapshot)) {
      fail(harness, 6);
      assertThat(last(harness).open()).containsExactly(DOWN);
      snapshot = harness.snapshot(2, 2);
    }
    try (var harness = start(backend, snapshot)) {
      assertThat(harness.getOutput()).isEmpty();
      harness.setProcessingTime(NOON + 17_000);
      assertThat(last(harness).halfOpen()).containsOnlyKeys(DOWN);
      for (int tenant = 0; tenant < 3; tenant++) {
        harness.processElement(new AttemptSum(DOWN, tenant, 1, 0, 0, NOON + 17_001), 0);
      }
      assertThat(last(harness)).isEqualTo(PoolHealth.NONE);
    }
  }

  @Test
  void atABarrierAllAttemptsArePassedOn() throws Exception {
    try (var harness =
        new OneInputStreamOperatorTestHarness<InboundEvent, AttemptSum>(
            new AttemptsOperator(10_000))) {
      harness.open();
      harness.setProcessingTime(NOON);
      Feedback answered =
          Feedback.builder("r", new TenantTier("acme", "gold"), DOWN, NOON)
              .latencyMillis(5)
              .build();
      harness.processElement(new InboundEvent(answered, 0, 0, NOON), NOON);
      assertThat(harness.getOutput()).isEmpty();
      harness.prepareSnapshotPreBarrier(1);
      assertThat(harness.extractOutputValues()).hasSize(1);

      harness.processElement(new InboundEvent(answered, 0, 1, NOON), NOON);
      harness.setProcessingTime(NOON + 1_000);
      assertThat(harness.extractOutputValues()).hasSize(2);
    }
  }

  /** What HEALTH sends is configuration: kept, restored, on the record, and forgotten when over. */
  @Test
  void routeKeepsWhatItIsToldOfHealth() throws Exception {
    var control =
        new ArrayList<>(
            Pools.three().stream().<dev.surety.domain.ControlUpdate>map(ModelUpdate::new).toList());
    control.add(new SlaUpdate("*", "*", Promises.fixed(DOWN, 0.8).sla()));
    OperatorSubtaskState snapshot;
    try (var route = RouteHarness.start(new HashMapStateBackend(), control)) {
      assertThat(route.route("r1", NOON).model()).isEqualTo(DOWN);
      route.control(published(1, PoolHealth.of(List.of(DOWN), java.util.Map.of())));
      assertThat(route.route("r2", NOON + 1).model()).isNotEqualTo(DOWN);
      assertThat(route.journal())
          .filteredOn(JournalRow.Config.class::isInstance)
          .extracting(row -> ((JournalRow.Config) row).content().contains("\"health\""))
          .containsExactly(false, true);
      snapshot = route.snapshot(1);
    }
    try (var route = RouteHarness.restore(new HashMapStateBackend(), control, snapshot, 1)) {
      Decision decision = route.route("r3", NOON + 2);
      assertThat(decision.model()).isNotEqualTo(DOWN);
      route.control(published(2, PoolHealth.NONE));
      assertThat(route.route("r4", NOON + 3).model()).isEqualTo(DOWN);
    }
  }

  private static ArtefactUpdate published(long version, PoolHealth health) {
    return new ArtefactUpdate(PoolHealth.KIND, PoolHealth.POOL, version, health.write());
  }
}
