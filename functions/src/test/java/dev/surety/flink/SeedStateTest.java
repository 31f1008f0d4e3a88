package dev.surety.flink;

import static dev.surety.flink.RouteHarness.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import dev.surety.domain.ControlUpdate;
import dev.surety.domain.ControlUpdate.ModelUpdate;
import dev.surety.domain.ControlUpdate.SlaUpdate;
import dev.surety.domain.FeedbackTerms;
import dev.surety.domain.JournalRow.Decided;
import dev.surety.domain.ModelSpec;
import dev.surety.domain.SlaPolicy;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.state.StateBackend;
import org.apache.flink.runtime.state.hashmap.HashMapStateBackend;
import org.junit.jupiter.api.Test;

/** Chance of an installation: drawn once, kept, and shown to nobody. */
class SeedStateTest {

  private static final StateBackend BACKEND = new HashMapStateBackend();
  private static final List<ControlUpdate> CONTROL =
      List.of(
          new ModelUpdate(ModelSpec.builder("m", 1).price(1, 1).build()),
          new SlaUpdate(
              "*",
              "*",
              new SlaPolicy(
                  1, 0.8, "surety", 0, Map.of(), FeedbackTerms.DEFAULT, SlaPolicy.Mode.APPLY)));

  private static RouteHarness start(Seed seed, OperatorSubtaskState from) throws Exception {
    return RouteHarness.restore(BACKEND, CONTROL, seed, from, 1);
  }

  private int asked;

  private long used(RouteHarness route) throws Exception {
    route.route("r" + asked++, NOON);
    return route.journal().stream()
        .filter(Decided.class::isInstance)
        .map(row -> ((Decided) row).seed())
        .reduce((first, last) -> last)
        .orElseThrow();
  }

  /** A failover may run main again, and that draws again. */
  @Test
  void theSeedOfTheStateGoesOnWhateverWasDrawnSince() throws Exception {
    Seed first = Seed.drawn();
    OperatorSubtaskState saved;
    try (RouteHarness route = start(first, null)) {
      assertThat(used(route)).isEqualTo(first.value());
      saved = route.snapshot(1);
    }
    for (int again = 0; again < 3; again++) {
      try (RouteHarness route = start(Seed.drawn(), saved)) {
        assertThat(used(route)).isEqualTo(first.value());
        saved = route.snapshot(1);
      }
    }
  }

  @Test
  void anOperatorsSeedIsUsedFromThenOnAndKept() throws Exception {
    OperatorSubtaskState saved;
    try (RouteHarness route = start(Seed.drawn(), null)) {
      saved = route.snapshot(1);
    }
    try (RouteHarness route = start(Seed.given(4711), saved)) {
      assertThat(used(route)).isEqualTo(4711);
      saved = route.snapshot(1);
    }
    try (RouteHarness route = start(Seed.drawn(), saved)) {
      assertThat(used(route)).isEqualTo(4711);
    }
  }

  @Test
  void noTwoInstallationsDrawTheSame() {
    Set<Long> drawn = new HashSet<>();
    for (int i = 0; i < 1000; i++) {
      drawn.add(Seed.drawn().value());
    }
    assertThat(drawn).hasSize(1000).doesNotContain(1L);
  }

  @Test
  void nothingThatIsPrintedShowsIt() {
    Seed seed = Seed.given(987_654_321);
    RoutingFunction.Settings settings =
        new RoutingFunction.Settings(seed, 1, 1, 1, "r", "f", "v", null);

    assertThat(settings.toString()).contains("seed=****").doesNotContain("987654321");
    assertThat("" + seed).isEqualTo("****");
  }
}
