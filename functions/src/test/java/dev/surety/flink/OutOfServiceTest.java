package dev.surety.flink;

import static dev.surety.flink.RouteHarness.NOON;
import static dev.surety.flink.RoutingFunctionTest.CONTROL;
import static org.assertj.core.api.Assertions.assertThat;

import dev.surety.domain.ControlUpdate.ModelStatus;
import dev.surety.domain.Decision;
import dev.surety.domain.JournalRow;
import dev.surety.domain.ModelSpec.Status;
import dev.surety.domain.Refusal;
import dev.surety.domain.Standing;
import dev.surety.wire.json.ConfigJson;
import dev.surety.wire.json.DecisionJson;
import java.util.List;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.state.StateBackend;
import org.apache.flink.runtime.state.hashmap.HashMapStateBackend;
import org.junit.jupiter.api.Test;

/** ROUTE while operators have put models out of service. */
class OutOfServiceTest {

  private static final StateBackend HEAP = new HashMapStateBackend();

  private static ModelStatus say(String model, long version, Status status) {
    return new ModelStatus(model, version, status, Long.MAX_VALUE, Status.ACTIVE, Long.MIN_VALUE);
  }

  @Test
  void aModelThatIsDownGetsNothingAndTheJournalNamesWhy() throws Exception {
    try (RouteHarness route = RouteHarness.start(HEAP, CONTROL)) {
      route.route("r1", NOON);
      route.control(say("small", 1, Status.DOWN));
      for (int i = 0; i < 50; i++) {
        assertThat(route.route("down" + i, NOON + 10_000 + i).model()).isEqualTo("large");
      }
      Standing standing = route.standings().get(route.standings().size() - 1);
      assertThat(standing.down()).containsExactly("small");
      assertThat(standing.best()).isEqualTo("large");
      assertThat(standing.fallbacks()).isEmpty();

      List<JournalRow.Config> configs =
          route.journal().stream()
              .filter(JournalRow.Config.class::isInstance)
              .map(JournalRow.Config.class::cast)
              .toList();
      assertThat(configs).hasSize(2);
      assertThat(ConfigJson.read(configs.get(1).content()).models())
          .extracting(model -> model.name() + " " + model.status().word())
          .containsExactlyInAnyOrder("small down", "large active");
    }
  }

  @Test
  void aRestoredJobKnowsItThoughTheTopicWasCompactedAway() throws Exception {
    OperatorSubtaskState snapshot;
    try (RouteHarness route = RouteHarness.start(HEAP, CONTROL)) {
      route.control(say("small", 1, Status.DOWN));
      snapshot = route.snapshot(1);
    }
    try (RouteHarness route = RouteHarness.restore(HEAP, CONTROL, snapshot, 1)) {
      assertThat(route.route("r1", NOON).model()).isEqualTo("large");
      route.control(say("small", 2, Status.ACTIVE));
      route.control(say("large", 1, Status.DOWN));
      assertThat(route.route("r2", NOON).model()).isEqualTo("small");
    }
  }

  @Test
  void whoseOnlyModelsAreDownIsToldAtOnce() throws Exception {
    try (RouteHarness route = RouteHarness.start(HEAP, CONTROL)) {
      route.route("r1", NOON);
      int standings = route.standings().size();
      route.control(say("small", 1, Status.DOWN));
      route.control(say("large", 1, Status.DRAINING));

      for (int i = 0; i < 20; i++) {
        assertThat(route.route("none" + i, NOON + i)).isNull();
      }

      Refusal refusal =
          (Refusal) DecisionJson.read(route.decisions().get(route.decisions().size() - 1).value());
      assertThat(refusal.reason()).isEqualTo("no_models");
      assertThat(refusal.detail())
          .contains("large is draining, small is down: control up brings one back");
      assertThat(route.standings()).hasSize(standings + 1);
      Standing standing = route.standings().get(standings);
      assertThat(standing.best()).isNull();
      assertThat(standing.down()).containsExactly("small");
      assertThat(standing.draining()).containsExactly("large");

      route.control(say("large", 2, Status.ACTIVE));
      Decision back = route.route("back", NOON + 50);
      assertThat(back.model()).isEqualTo("large");
    }
  }

  @Test
  void itComesBackByItselfWhenItsTimeIsOver() throws Exception {
    try (RouteHarness route = RouteHarness.start(HEAP, CONTROL)) {
      route.control(
          new ModelStatus("small", 1, Status.DOWN, NOON + 1_000, Status.ACTIVE, NOON - 1_000));
      route.control(say("large", 1, Status.DOWN));

      assertThat(route.route("r1", NOON)).isNull();
      assertThat(route.route("r2", NOON + 1_000).model()).isEqualTo("small");
    }
  }
}
