package dev.surety.flink;

import static dev.surety.flink.RouteHarness.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import dev.surety.domain.ControlUpdate.ArtefactUpdate;
import dev.surety.domain.ControlUpdate.ModelUpdate;
import dev.surety.domain.ControlUpdate.SlaUpdate;
import dev.surety.domain.Decision;
import dev.surety.domain.Feedback;
import dev.surety.domain.JournalRow;
import dev.surety.domain.TenantTier;
import dev.surety.policy.health.AttemptSum;
import dev.surety.policy.health.HealthTerms;
import dev.surety.policy.health.PoolHealth;
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
