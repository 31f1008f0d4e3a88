package dev.surety.flink;

import static dev.surety.flink.RouteHarness.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import dev.surety.domain.ControlUpdate;
import dev.surety.domain.ControlUpdate.ModelUpdate;
import dev.surety.domain.ControlUpdate.SlaUpdate;
import dev.surety.domain.Decision;
import dev.surety.domain.JournalRow.Outcome;
import dev.surety.domain.OutcomeClass;
import dev.surety.domain.RoutingRequest;
import dev.surety.domain.TenantTier;
import dev.surety.testing.Answers;
import dev.surety.testing.Pools;
import dev.surety.testing.Promises;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.runtime.state.StateBackend;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A tenant that always lies, and says it a hundred times, changes nothing of anybody else: their
 * state is the same, byte by byte, and so is what was decided for them. All share one subtask, and
 * so one router with its scratch arrays.
 */
class HostileTenantTest {

  private static final TenantTier HOSTILE = new TenantTier("hostile", "gold");
  private static final List<String> POLICIES =
      List.of("surety", "slarouter", "mess-plus", "fixed:" + Pools.CHEAP);
  private static final int ROUNDS = 150;

  static List<StateBackend> backends() throws Exception {
    return RoutingFunctionTest.backends().toList();
  }

  private static TenantTier tenant(int policy) {
    return new TenantTier("tenant-" + policy, "gold");
  }

  private static List<ControlUpdate> control() {
    List<ControlUpdate> updates = new ArrayList<>();
    Pools.three().forEach(model -> updates.add(new ModelUpdate(model)));
    for (int p = 0; p < POLICIES.size(); p++) {
      updates.add(
          new SlaUpdate(tenant(p).tenant(), "gold", Promises.of(POLICIES.get(p), 0.8).sla()));
    }
    updates.add(new SlaUpdate(HOSTILE.tenant(), "gold", Promises.surety(0.8).sla()));
    return updates;
  }

  /**
   * @param states of the others, at the end
   * @param choices made for them: model and propensity
   */
  private record Seen(Map<String, byte[]> states, List<String> choices) {}

  private static Seen run(StateBackend backend, boolean withHostile) throws Exception {
    try (RouteHarness route = RouteHarness.start(backend, control())) {
      List<String> choices = new ArrayList<>();
      for (int i = 0; i < ROUNDS; i++) {
        long time = NOON + i * 1000L;
        for (int p = 0; p < POLICIES.size(); p++) {
          Decision decision = route.route(RoutingRequest.of("r" + i, tenant(p), time));
          choices.add(decision.model() + ' ' + decision.propensity() + decision.alsoQuery());
          route.learn(decision, (i * 31 + p) % 4 == 0 ? 0 : 1, time + 1);
          if (withHostile) {
            lie(route, i, p, time);
          }
        }
      }
      Map<String, byte[]> states = new LinkedHashMap<>();
      for (int p = 0; p < POLICIES.size(); p++) {
        states.put(POLICIES.get(p), route.stateOf(tenant(p)));
      }
      return new Seen(states, choices);
    }
  }

  private static void lie(RouteHarness route, int i, int p, long time) throws Exception {
    Decision decision = route.route(RoutingRequest.of("h" + i + '-' + p, HOSTILE, time));
    Answers lie = Answers.to(decision).at(time).satisfied(false).tokens(0, Integer.MAX_VALUE);
    route.send(lie.paid(1e6).feedback());
    route.send(lie.feedback());
    route.send(lie.decidedBy("made-up").feedback());
    route.send(lie.by("made-up").feedback());
    // The others' requests, under its own name.
    route.send(
        Answers.unrouted("r" + i, Pools.CHEAP).of(HOSTILE).at(time).satisfied(false).feedback());
  }

  @ParameterizedTest
  @MethodSource("backends")
  void changesNoByteOfAnybodyElse(StateBackend backend) throws Exception {
    Seen without = run(backend, false);
    Seen with = run(backend, true);

    assertThat(with.choices()).isEqualTo(without.choices());
    without
        .states()
        .forEach((policy, bytes) -> assertThat(with.states().get(policy)).isEqualTo(bytes));
    System.out.println(
        without.states().size() + " tenants' states equal with and without a hostile tenant");
  }

  @ParameterizedTest
  @MethodSource("backends")
  void aFloodForOneRequestIsCountedAndLeavesTheStateAsSmall(StateBackend backend) throws Exception {
    try (RouteHarness route = RouteHarness.start(backend, control())) {
      Decision decision = route.route(RoutingRequest.of("r", HOSTILE, NOON));
      route.learn(decision, 0, NOON + 1);
      int bytes = route.stateOf(HOSTILE).length;
      int entries = route.stateEntries();
      for (int i = 0; i < 5_000; i++) {
        route.learn(decision, 0, NOON + 2);
      }
      assertThat(route.stateOf(HOSTILE)).hasSize(bytes);
      assertThat(route.stateEntries()).isEqualTo(entries);
      assertThat(
              route.journal().stream()
                  .filter(Outcome.class::isInstance)
                  .filter(row -> ((Outcome) row).outcome() == OutcomeClass.DUPLICATE))
          .hasSize(5_000);
    }
  }
}
