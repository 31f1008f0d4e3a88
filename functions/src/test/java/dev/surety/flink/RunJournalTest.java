package dev.surety.flink;

import static dev.surety.flink.RouteHarness.IDLE;
import static dev.surety.flink.RouteHarness.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import dev.surety.domain.ControlUpdate;
import dev.surety.domain.Decision;
import dev.surety.domain.JournalRow;
import dev.surety.domain.JournalRow.Closed;
import dev.surety.domain.JournalRow.Config;
import dev.surety.domain.JournalRow.Decided;
import dev.surety.domain.JournalRow.Lineage;
import dev.surety.domain.JournalRow.Outcome;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.state.StateBackend;
import org.apache.flink.runtime.state.hashmap.HashMapStateBackend;
import org.junit.jupiter.api.Test;

/** Each day of the journal stands by itself, whatever the run has written before. */
class RunJournalTest {

  private static final long DAY = 24 * 3600 * 1000L;
  private static final List<ControlUpdate> CONTROL = RoutingFunctionTest.CONTROL;

  private final StateBackend backend = new HashMapStateBackend();

  @Test
  void everyDaysFolderHasTheLineageAndTheConfigurationsThatItsRowsName() throws Exception {
    try (RouteHarness route = RouteHarness.start(backend, CONTROL)) {
      for (int day = 0; day < 3; day++) {
        Decision decision = route.route("r" + day, NOON + day * DAY);
        route.learn(decision, 1, NOON + day * DAY + 1);
        route.passTime(DAY);
      }

      Map<Integer, Set<String>> configs = new HashMap<>();
      Set<Integer> begun = new HashSet<>();
      List<EncodedRow> encoded = route.encodedJournal();
      List<JournalRow> rows = route.journal();
      for (int i = 0; i < rows.size(); i++) {
        int day = encoded.get(i).day();
        JournalRow row = rows.get(i);
        if (row instanceof Lineage) {
          begun.add(day);
        }
        assertThat(begun).as("lineage before %s", row).contains(day);
        Set<String> known = configs.computeIfAbsent(day, d -> new HashSet<>());
        if (row instanceof Config config) {
          assertThat(known.add(config.hash())).as("once a day").isTrue();
        } else if (row instanceof Decided decided) {
          assertThat(known).contains(decided.config());
        } else if (row instanceof Outcome outcome) {
          assertThat(known).contains(outcome.config());
        }
      }
      assertThat(configs.values()).filteredOn(known -> !known.isEmpty()).hasSize(3);
      assertThat(rows.stream().filter(Lineage.class::isInstance).distinct())
          .as("the same row each day")
          .hasSize(1);
    }
  }

  @Test
  void theFileOfEveryCheckpointBeginsWithTheLineage() throws Exception {
    try (RouteHarness route = RouteHarness.start(backend, CONTROL)) {
      route.route("r1", NOON);
      route.snapshot(1);
      route.route("r2", NOON + 1);
      route.route("r3", NOON + 2);

      assertThat(route.journal())
          .extracting(row -> row.getClass().getSimpleName())
          .containsExactly("Lineage", "Config", "Decided", "Lineage", "Decided", "Decided");
      assertThat(route.encodedJournal().get(3).datum())
          .as("beside a head of 9 kB")
          .hasSizeLessThan(150);
    }
  }

  @Test
  void aRestoredRunThatOnlyRetiresKeysBeginsWithItsLineage() throws Exception {
    OperatorSubtaskState snapshot;
    try (RouteHarness route = RouteHarness.start(backend, CONTROL)) {
      route.route("r1", NOON);
      snapshot = route.snapshot(9);
    }
    try (RouteHarness route = RouteHarness.restore(backend, List.of(), snapshot, 9)) {
      route.passTime(3 * IDLE);

      assertThat(route.journal()).hasSizeGreaterThan(1);
      assertThat(route.journal().get(0)).isInstanceOf(Lineage.class);
      assertThat(((Lineage) route.journal().get(0)).restoredEpoch()).isEqualTo(9);
      assertThat(route.journal().get(1)).isInstanceOf(Closed.class);
    }
  }

  @Test
  void anOriginSurvivesItsTextualForm() {
    for (RunOrigin origin :
        List.of(
            new RunOrigin(null, -1, -1),
            new RunOrigin(null, -1, NOON),
            new RunOrigin("0123456789abcdef", 42, NOON))) {
      assertThat(RunOrigin.parse(origin.toText())).isEqualTo(origin);
    }
  }
}
