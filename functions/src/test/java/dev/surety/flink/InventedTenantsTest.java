package dev.surety.flink;

import static dev.surety.flink.RouteHarness.IDLE;
import static dev.surety.flink.RouteHarness.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import dev.surety.domain.BudgetTerms;
import dev.surety.domain.BudgetTerms.Period;
import dev.surety.domain.ControlUpdate;
import dev.surety.domain.ControlUpdate.ModelUpdate;
import dev.surety.domain.ControlUpdate.SlaUpdate;
import dev.surety.domain.Decision;
import dev.surety.domain.JournalRow;
import dev.surety.domain.JournalRow.Closed;
import dev.surety.domain.JournalRow.Decided;
import dev.surety.domain.RoutingRequest;
import dev.surety.domain.TenantTier;
import dev.surety.testing.Answers;
import dev.surety.testing.Pools;
import dev.surety.testing.Promises;
import dev.surety.wire.json.TopicRecord;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.state.StateBackend;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A promise to everybody, and somebody who invents tenants. */
class InventedTenantsTest {

  private static final int INVENTED = 2_000;
  private static final long AGE = 10 * IDLE;
  private static final TenantTier NAMED = new TenantTier("acme", "gold");

  private static final List<ControlUpdate> CONTROL = control();

  static List<StateBackend> backends() throws Exception {
    return RoutingFunctionTest.backends().toList();
  }

  private static List<ControlUpdate> control() {
    List<ControlUpdate> updates = new ArrayList<>();
    Pools.three().forEach(model -> updates.add(new ModelUpdate(model)));
    updates.add(new SlaUpdate("*", "*", Promises.surety(0.8).sla()));
    updates.add(new SlaUpdate(NAMED.tenant(), NAMED.tier(), Promises.surety(0.9).sla()));
    return updates;
  }

  private static TenantTier invented(int i) {
    return new TenantTier("invented-" + i, "gold");
  }

  private static int flood(RouteHarness route, int from, int to, long time) throws Exception {
    int decided = 0;
    for (int i = from; i < to; i++) {
      decided += route.route(RoutingRequest.of("r" + i, invented(i), time)) == null ? 0 : 1;
    }
    return decided;
  }

  @ParameterizedTest
  @MethodSource("backends")
  void twoThousandInventedTenantsLeaveTheStateOfAsManyAsAreAllowed(StateBackend backend)
      throws Exception {
    KeyTerms terms = new KeyTerms(60, 100, 0);
    try (RouteHarness route = RouteHarness.start(backend, CONTROL, terms)) {
      assertThat(flood(route, 0, INVENTED, NOON)).isEqualTo(100);

      assertThat(route.kept()).as("without the bound: 2,000").isEqualTo(100);
      assertThat(route.deadLetters()).hasSize(INVENTED - 100);
      TopicRecord letter = route.deadLetters().get(0);
      assertThat(letter.headers()).containsEntry("reason", "too_many_keys");
      assertThat(letter.headers().get("detail"))
          .contains("invented-100/gold is new")
          .contains("publish a promise that names it, or raise keys.new-per-minute");
      assertThat(RouteHarness.text(route.decisions().get(100).value()))
          .as("whoever waits is told at once")
          .contains("\"refused\":true")
          .contains("\"reason\":\"too_many_keys\"");
      assertThat(route.route(RoutingRequest.of("r", NAMED, NOON)))
          .as("whom a promise names is let in at any time")
          .isNotNull();
      assertThat(flood(route, 0, 100, NOON + 1)).as("who is in stays in").isEqualTo(100);
      assertThat(flood(route, 100, INVENTED, NOON + 60_000)).as("a minute later").isEqualTo(60);
    }
  }

  @ParameterizedTest
  @MethodSource("backends")
  void keysThatOnlyFeedbackMakesCountAsWell(StateBackend backend) throws Exception {
    try (RouteHarness route = RouteHarness.start(backend, CONTROL, new KeyTerms(1, 10, 0))) {
      for (int i = 0; i < 50; i++) {
        route.send(
            Answers.unrouted("r" + i, Pools.CHEAP)
                .of(invented(i))
                .at(NOON)
                .satisfied(true)
                .feedback());
      }
      assertThat(route.deadLetters()).hasSize(40);
      assertThat(RouteHarness.text(route.deadLetters().get(0).value())).contains("\"score\":1");
    }
  }

  /** Whoever is in the snapshot is no stranger, and a backlog is held to the pace it came at. */
  @ParameterizedTest
  @MethodSource("backends")
  void aRestoreTakesNobodyForNewWhoIsKnown(StateBackend backend) throws Exception {
    KeyTerms terms = new KeyTerms(60, 100, 0);
    OperatorSubtaskState snapshot;
    try (RouteHarness route = RouteHarness.start(backend, CONTROL, terms)) {
      flood(route, 0, 100, NOON);
      snapshot = route.snapshot(1);
    }
    try (RouteHarness route = RouteHarness.restore(backend, CONTROL, snapshot, 1, terms)) {
      assertThat(flood(route, 0, 100, NOON + 1)).isEqualTo(100);
      int decided = 0;
      for (int second = 0; second < 300; second++) {
        decided += flood(route, 100 + second, 101 + second, NOON + 1000L * second);
      }
      assertThat(decided).as("new ones at the pace of the bound, read in no time").isEqualTo(300);
    }
  }

  @ParameterizedTest
  @MethodSource("backends")
  void keysWithoutTrafficAreForgottenAndLeaveNothing(StateBackend backend) throws Exception {
    try (RouteHarness route = RouteHarness.start(backend, CONTROL, new KeyTerms(0, 1, AGE))) {
      assertThat(flood(route, 0, INVENTED, NOON)).isEqualTo(INVENTED);
      assertThat(route.kept()).isEqualTo(INVENTED);

      route.passTime(AGE - 1);
      assertThat(route.kept()).as("packed").isEqualTo(INVENTED);
      assertThat(route.timers()).isEqualTo(INVENTED);

      route.passTime(AGE / 8);
      assertThat(route.kept()).isZero();
      assertThat(route.timers()).isZero();
      List<JournalRow> journal = route.journal();
      assertThat(journal.subList(journal.size() - INVENTED, journal.size()))
          .allSatisfy(
              row -> {
                assertThat(((Closed) row).cause()).isEqualTo(Closed.Cause.REMOVED);
                assertThat(row.stamp().seq()).isEqualTo(3);
                assertThat(row.stamp().born()).isEqualTo(NOON);
              });
      assertThat(route.tombstones()).hasSize(INVENTED);
    }
  }

  @ParameterizedTest
  @MethodSource("backends")
  void aForgottenKeyThatComesBackBeginsAnew(StateBackend backend) throws Exception {
    try (RouteHarness route = RouteHarness.start(backend, CONTROL, new KeyTerms(0, 1, AGE))) {
      byte[] first = firstLife(route, NOON);
      route.passTime(2 * AGE);
      assertThat(route.kept()).isZero();

      long back = NOON + 2 * AGE;
      byte[] second = firstLife(route, back);

      assertThat(second).as("but for its times").hasSameSizeAs(first);
      List<JournalRow> rows = decided(route);
      assertThat(rows.get(1).stamp().seq()).isEqualTo(1);
      assertThat(rows.get(1).stamp().born()).isEqualTo(back);
      assertThat(JournalRow.Stamp.IN_ORDER.compare(rows.get(0).stamp(), rows.get(1).stamp()))
          .isNegative();
    }
  }

  private static byte[] firstLife(RouteHarness route, long time) throws Exception {
    Decision decision = route.route(RoutingRequest.of("r", invented(0), time));
    route.learn(decision, 1, time);
    return route.stateOf(invented(0));
  }

  private static List<JournalRow> decided(RouteHarness route) throws Exception {
    return route.journal().stream().filter(Decided.class::isInstance).toList();
  }

  @ParameterizedTest
  @MethodSource("backends")
  void aKeyThatComesBackInTimeKeepsWhatItHas(StateBackend backend) throws Exception {
    try (RouteHarness route = RouteHarness.start(backend, CONTROL, new KeyTerms(0, 1, AGE))) {
      firstLife(route, NOON);
      route.passTime(AGE - IDLE);
      route.route(RoutingRequest.of("r2", invented(0), NOON + AGE - IDLE));
      route.passTime(AGE - IDLE);

      assertThat(route.kept()).as("packed again").isEqualTo(1);
      assertThat(route.timers()).isLessThanOrEqualTo(2);
      route.passTime(AGE);
      assertThat(route.kept()).isZero();
      assertThat(route.timers()).isZero();
    }
  }

  /** Or it would come back with all of the window's money. */
  @ParameterizedTest
  @MethodSource("backends")
  void aKeyWithABudgetIsKeptUntilItsWindowIsOver(StateBackend backend) throws Exception {
    BudgetTerms monthly = new BudgetTerms(1, Period.MONTH, ZoneId.of("Z"), true);
    List<ControlUpdate> control = new ArrayList<>(CONTROL);
    control.add(new SlaUpdate("*", "gold", Promises.surety(0.8).sla().within(monthly)));
    try (RouteHarness route = RouteHarness.start(backend, control, new KeyTerms(0, 1, AGE))) {
      firstLife(route, NOON);
      route.passTime(3 * AGE);
      assertThat(route.kept()).isEqualTo(1);
      route.passTime(monthly.end(NOON) - NOON - 3 * AGE + AGE);
      assertThat(route.kept()).isZero();
      assertThat(route.timers()).isZero();
    }
  }

  /** Its backlog may have traffic of every key that looks silent. */
  @ParameterizedTest
  @MethodSource("backends")
  void aJobThatWasAwayForgetsNobodyBeforeItHasReadItsBacklog(StateBackend backend)
      throws Exception {
    KeyTerms terms = new KeyTerms(0, 1, AGE);
    OperatorSubtaskState snapshot;
    try (RouteHarness route = RouteHarness.start(backend, CONTROL, terms)) {
      firstLife(route, NOON);
      route.passTime(3 * IDLE);
      snapshot = route.snapshot(1);
    }
    try (RouteHarness route = RouteHarness.restore(backend, CONTROL, snapshot, 1, terms)) {
      route.passTime(5 * AGE);
      assertThat(route.kept()).isEqualTo(1);
      long now = NOON + 5 * AGE;
      route.route(RoutingRequest.of("backlog", invented(0), now - IDLE));
      route.passTime(AGE / 2);

      assertThat(decided(route)).singleElement().matches(row -> row.stamp().seq() == 4);
      route.passTime(2 * AGE);
      assertThat(route.kept()).isZero();
      assertThat(route.timers()).isZero();
    }
  }
}
