package dev.surety.flink;

import static dev.surety.flink.RouteHarness.ACME;
import static dev.surety.flink.RouteHarness.IDLE;
import static dev.surety.flink.RouteHarness.NOON;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.surety.domain.ControlUpdate;
import dev.surety.domain.ControlUpdate.ModelRemoved;
import dev.surety.domain.ControlUpdate.ModelUpdate;
import dev.surety.domain.ControlUpdate.SlaUpdate;
import dev.surety.domain.ControlUpdate.Tombstone;
import dev.surety.domain.Decision;
import dev.surety.domain.FeedbackTerms;
import dev.surety.domain.JournalRow;
import dev.surety.domain.JournalRow.Closed;
import dev.surety.domain.JournalRow.Decided;
import dev.surety.domain.JournalRow.Lineage;
import dev.surety.domain.JournalRow.Outcome;
import dev.surety.domain.ModelSpec;
import dev.surety.domain.OutcomeClass;
import dev.surety.domain.Refusal;
import dev.surety.domain.RoutingRequest;
import dev.surety.domain.SlaPolicy;
import dev.surety.domain.Standing;
import dev.surety.domain.TenantTier;
import dev.surety.wire.json.DeadLetters;
import dev.surety.wire.json.DecisionJson;
import dev.surety.wire.json.OwnHeader;
import dev.surety.wire.json.TopicRecord;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.state.StateBackend;
import org.apache.flink.runtime.state.hashmap.HashMapStateBackend;
import org.apache.flink.state.rocksdb.EmbeddedRocksDBStateBackend;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** ROUTE with the real operator and both state backends. */
class RoutingFunctionTest {

  static final List<ControlUpdate> CONTROL =
      Stream.<ControlUpdate>of(model("small", 1), model("large", 10), promise("mess-plus"))
          .toList();

  static Stream<StateBackend> backends() {
    return Stream.of(new HashMapStateBackend(), new EmbeddedRocksDBStateBackend());
  }

  @ParameterizedTest
  @MethodSource("backends")
  void decidesTheFirstRequestByTheInitialConfiguration(StateBackend backend) throws Exception {
    try (RouteHarness route = RouteHarness.start(backend, CONTROL)) {
      Decision decision = route.route("r1", NOON);

      assertThat(decision.model()).isIn("small", "large");
      assertThat(route.journal())
          .extracting(row -> row.getClass().getSimpleName())
          .containsExactly("Lineage", "Config", "Decided");
      assertThat(route.standings()).hasSize(1);
      assertThat(route.deadLetters()).isEmpty();
    }
  }

  @ParameterizedTest
  @MethodSource("backends")
  void givesARepeatedRequestItsStoredDecisionAndJournalsNothing(StateBackend backend)
      throws Exception {
    try (RouteHarness route = RouteHarness.start(backend, CONTROL)) {
      route.route("r1", NOON);
      int rows = route.journal().size();

      route.route("r1", NOON + 5);

      assertThat(route.decisions()).hasSize(2);
      assertThat(route.decisions().get(1).value()).isEqualTo(route.decisions().get(0).value());
      assertThat(route.journal()).hasSize(rows);
    }
  }

  @ParameterizedTest
  @MethodSource("backends")
  void sendsARequestWithoutAPromiseToTheDeadLettersAndKeepsNoState(StateBackend backend)
      throws Exception {
    try (RouteHarness route = RouteHarness.start(backend, CONTROL)) {
      TenantTier stranger = new TenantTier("nobody", "iron");

      Decision decision = route.route(RoutingRequest.of("r1", stranger, NOON));

      assertThat(decision).isNull();
      assertThat(route.deadLetters()).hasSize(1);
      TopicRecord letter = route.deadLetters().get(0);
      assertThat(letter.headers())
          .containsEntry("reason", "no_sla")
          .containsEntry("partition", "3");
      assertThat(RouteHarness.text(letter.value())).contains("\"request_id\":\"r1\"");
      TopicRecord said = route.decisions().get(0);
      assertThat(said.key()).isEqualTo(stranger.key().getBytes(UTF_8));
      assertThat(DecisionJson.read(said.value()))
          .isEqualTo(Refusal.of("r1", stranger, DeadLetters.rejection(letter.headers()), NOON));
      assertThat(route.stateEntries()).isZero();
      assertThat(route.timers()).isZero();
    }
  }

  @ParameterizedTest
  @MethodSource("backends")
  void aDeadLetterOfRouteKeepsTheHeadersThatTheRecordCameWith(StateBackend backend)
      throws Exception {
    try (RouteHarness route = RouteHarness.start(backend, CONTROL)) {
      OwnHeader own = new OwnHeader("traceparent", new byte[] {1});
      RoutingRequest request = RoutingRequest.of("r1", new TenantTier("nobody", "iron"), NOON);

      route.send(new InboundEvent(request, 3, 0, NOON, List.of(own)));

      assertThat(route.deadLetters().get(0).own()).containsExactly(own);
    }
  }

  @ParameterizedTest
  @MethodSource("backends")
  void continuesFromASnapshotAsIfNothingHadHappened(StateBackend backend) throws Exception {
    OperatorSubtaskState snapshot;
    Decision before;
    try (RouteHarness route = RouteHarness.start(backend, CONTROL)) {
      before = route.route("r1", NOON);
      snapshot = route.snapshot(42);
    }
    // No initial control this time: what is in force must come from the snapshot.
    try (RouteHarness route = RouteHarness.restore(backend, List.of(), snapshot, 42)) {
      assertThat(route.route("r1", NOON + 1)).isEqualTo(before);

      route.learn(before, 1, NOON + 2);

      List<JournalRow> rows = route.journal();
      assertThat(rows.get(0)).isInstanceOf(Lineage.class);
      Lineage lineage = (Lineage) rows.get(0);
      assertThat(lineage.restoredEpoch()).isEqualTo(42);
      assertThat(lineage.restoredRun()).isNotNull();
      Outcome outcome = (Outcome) rows.get(rows.size() - 1);
      assertThat(outcome.outcome()).hasToString("COUNTED");
      assertThat(outcome.stamp().seq()).isEqualTo(2);
      assertThat(outcome.stamp().epoch()).isEqualTo(42);
    }
  }

  /** What a crash does: feedback on a decision that was made after the last checkpoint. */
  @ParameterizedTest
  @MethodSource("backends")
  void feedbackAheadOfItsRequestWaitsForItAfterARestore(StateBackend backend) throws Exception {
    OperatorSubtaskState snapshot;
    Decision forgotten;
    try (RouteHarness route = RouteHarness.start(backend, CONTROL)) {
      route.route("r1", NOON);
      snapshot = route.snapshot(1);
      forgotten = route.route("r2", NOON + 1);
    }
    try (RouteHarness route = RouteHarness.restore(backend, CONTROL, snapshot, 1)) {
      route.learn(forgotten, 1, NOON + 2);
      assertThat(route.journal()).isEmpty();
      // A second crash keeps what waits.
      snapshot = route.snapshot(2);
    }
    try (RouteHarness route = RouteHarness.restore(backend, CONTROL, snapshot, 2)) {
      route.route("r2", NOON + 1);
      assertThat(outcomes(route)).singleElement().matches(Outcome::booked);

      route.passTime(2 * HeldFeedback.PATIENCE_MILLIS);
      assertThat(outcomes(route)).as("nothing waits any more").hasSize(1);
    }
  }

  @ParameterizedTest
  @MethodSource("backends")
  void feedbackWhoseRequestNeverComesIsAnOrphanInTheEnd(StateBackend backend) throws Exception {
    OperatorSubtaskState snapshot;
    try (RouteHarness route = RouteHarness.start(backend, CONTROL)) {
      route.route("r1", NOON);
      snapshot = route.snapshot(1);
    }
    Decision unknown = foreign("r2");
    try (RouteHarness route = RouteHarness.restore(backend, CONTROL, snapshot, 1)) {
      route.learn(unknown, 1, NOON + 2);
      assertThat(outcomes(route)).isEmpty();

      route.passTime(HeldFeedback.PATIENCE_MILLIS);

      assertThat(outcomes(route)).extracting(Outcome::outcome).containsExactly(OutcomeClass.ORPHAN);
      route.learn(foreign("r3"), 1, NOON + 3);
      assertThat(outcomes(route)).as("at once from now on").hasSize(2);
    }
  }

  @ParameterizedTest
  @MethodSource("backends")
  void withoutARestoreNothingWaits(StateBackend backend) throws Exception {
    try (RouteHarness route = RouteHarness.start(backend, CONTROL)) {
      route.learn(foreign("r1"), 1, NOON);

      assertThat(outcomes(route)).extracting(Outcome::outcome).containsExactly(OutcomeClass.ORPHAN);
    }
  }

  @ParameterizedTest
  @MethodSource("backends")
  void aFloodForOneRequestDoesNotWait(StateBackend backend) throws Exception {
    OperatorSubtaskState snapshot;
    try (RouteHarness route = RouteHarness.start(backend, CONTROL)) {
      snapshot = route.snapshot(1);
    }
    try (RouteHarness route = RouteHarness.restore(backend, CONTROL, snapshot, 1)) {
      for (int i = 0; i < HeldFeedback.MOST_OF_REQUEST + 5; i++) {
        route.learn(foreign("r1"), 1, NOON + i);
      }

      assertThat(outcomes(route)).hasSize(5);
    }
  }

  private static List<Outcome> outcomes(RouteHarness route) throws Exception {
    return route.journal().stream()
        .filter(Outcome.class::isInstance)
        .map(Outcome.class::cast)
        .toList();
  }

  /** A decision that no state here knows. */
  private static Decision foreign(String requestId) throws Exception {
    try (RouteHarness other = RouteHarness.start(new HashMapStateBackend(), CONTROL)) {
      return other.route(requestId, NOON);
    }
  }

  @ParameterizedTest
  @MethodSource("backends")
  void numbersRowsByTheLastBarrier(StateBackend backend) throws Exception {
    try (RouteHarness route = RouteHarness.start(backend, CONTROL)) {
      route.route("r1", NOON);
      route.snapshot(1);
      route.route("r2", NOON);

      assertThat(route.journal().stream().filter(Decided.class::isInstance))
          .extracting(row -> row.stamp().epoch())
          .containsExactly(0L, 1L);
    }
  }

  @ParameterizedTest
  @MethodSource("backends")
  void closesWhatIsOpenOfAnIdleKeyAndLeavesNoTimer(StateBackend backend) throws Exception {
    try (RouteHarness route = RouteHarness.start(backend, CONTROL)) {
      route.route("r1", NOON);
      assertThat(route.timers()).isEqualTo(1);

      route.passTime(3 * IDLE);

      assertThat(route.timers()).isZero();
      assertThat(route.stateEntries()).as("the compact form").isEqualTo(1);
      JournalRow last = route.journal().get(route.journal().size() - 1);
      assertThat(last).isInstanceOf(Closed.class);
      assertThat(((Closed) last).cause()).isEqualTo(Closed.Cause.IDLE);
    }
  }

  @ParameterizedTest
  @MethodSource("backends")
  void aRetiredKeyThatComesBackHasItsBooksButNotItsOpenDecisions(StateBackend backend)
      throws Exception {
    try (RouteHarness route = RouteHarness.start(backend, CONTROL)) {
      Decision judged = route.route("r1", NOON);
      route.learn(judged, 1, NOON);
      Decision open = route.route("r2", NOON);
      route.passTime(3 * IDLE);
      long back = NOON + 3 * IDLE;

      route.learn(open, 0, back);
      route.route("r3", back + 10_000); // late enough for another standing

      List<Outcome> outcomes =
          route.journal().stream()
              .filter(Outcome.class::isInstance)
              .map(Outcome.class::cast)
              .toList();
      assertThat(outcomes).extracting(o -> o.outcome().name()).containsExactly("COUNTED", "ORPHAN");
      Standing standing = route.standings().get(route.standings().size() - 1);
      assertThat(standing.requests()).isEqualTo(3);
      assertThat(standing.labels()).isEqualTo(1);
      assertThat(route.timers()).isEqualTo(1);
    }
  }

  @ParameterizedTest
  @MethodSource("backends")
  void aRetiredKeyIsKeptInItsCompactFormUntilItComesBack(StateBackend backend) throws Exception {
    OperatorSubtaskState snapshot;
    byte[] retired;
    try (RouteHarness route = RouteHarness.start(backend, CONTROL)) {
      route.learn(route.route("r1", NOON), 1, NOON);
      assertThat(route.stateEntries()).isGreaterThan(1);

      route.passTime(3 * IDLE);

      assertThat(route.stateEntries()).as("the compact form").isEqualTo(1);
      assertThat(route.timers()).isZero();
      retired = route.stateOf(ACME);
      snapshot = route.snapshot(42);
    }
    try (RouteHarness route = RouteHarness.restore(backend, CONTROL, snapshot, 42)) {
      assertThat(route.stateOf(ACME)).isEqualTo(retired);

      route.learn(route.route("r2", NOON + 1), 1, NOON + 1);

      assertThat(route.timers()).isEqualTo(1);
      assertThat(route.stateEntries()).isGreaterThan(1);
      Decided decided =
          route.journal().stream()
              .filter(Decided.class::isInstance)
              .map(Decided.class::cast)
              .findFirst()
              .orElseThrow();
      assertThat(decided.stamp().seq()).as("after request, label and closing").isEqualTo(4);
    }
  }

  @ParameterizedTest
  @MethodSource("backends")
  void keepsABusyKeyOpenAndLooksAgainLater(StateBackend backend) throws Exception {
    try (RouteHarness route = RouteHarness.start(backend, CONTROL)) {
      route.route("r1", NOON);
      route.passTime(IDLE);
      route.route("r2", NOON + IDLE);
      route.passTime(IDLE / 2);

      assertThat(route.timers()).isEqualTo(1);
      assertThat(route.journal()).noneMatch(Closed.class::isInstance);
    }
  }

  @ParameterizedTest
  @MethodSource("backends")
  void sendsAtMostOneStandingAnInterval(StateBackend backend) throws Exception {
    try (RouteHarness route = RouteHarness.start(backend, CONTROL)) {
      for (int i = 0; i < 100; i++) {
        route.route("r" + i, NOON + i * 100L);
      }
      assertThat(route.standings()).hasSize(5);
      assertThat(route.standings().get(4).best()).isEqualTo("small");
    }
  }

  @ParameterizedTest
  @MethodSource("backends")
  void followsTheControlStream(StateBackend backend) throws Exception {
    try (RouteHarness route = RouteHarness.start(backend, CONTROL)) {
      route.control(promise("fixed:large"));
      assertThat(route.route("r1", NOON).model()).isEqualTo("large");

      route.control(new ModelRemoved("large", 2));
      assertThat(route.route("r2", NOON).model()).isEqualTo("small");

      route.control(new Tombstone("model/small"));
      assertThat(route.route("r3", NOON)).isNull();
      assertThat(route.deadLetters().get(0).headers()).containsEntry("reason", "no_models");
      assertThat(route.journal().stream().filter(JournalRow.Config.class::isInstance)).hasSize(2);
    }
  }

  /**
   * A run journals every configuration that its rows name, also one that was in force before it.
   */
  @ParameterizedTest
  @MethodSource("backends")
  void pricesUsageAtTheTimeOfItsRequestAfterARestore(StateBackend backend) throws Exception {
    List<ControlUpdate> control =
        Stream.concat(CONTROL.stream(), Stream.<ControlUpdate>of(dearerFrom(NOON + 100))).toList();
    OperatorSubtaskState snapshot;
    Decision decision;
    try (RouteHarness route = RouteHarness.start(backend, control)) {
      decision = route.route(RoutingRequest.of("r1", ACME, NOON));
      assertThat(decision.model()).isEqualTo("small");
      snapshot = route.snapshot(1);
    }
    try (RouteHarness route = RouteHarness.restore(backend, control, snapshot, 1)) {
      route.learn(decision, 1, NOON + 200);

      List<JournalRow> journal = route.journal();
      Outcome outcome = (Outcome) journal.get(journal.size() - 1);
      assertThat(outcome.bookedCostUsd()).isCloseTo(150 / 1e6, within(1e-12));
      assertThat(outcome.priced()).isNotNull().isNotEqualTo(outcome.config());
      assertThat(journal.stream().filter(JournalRow.Config.class::isInstance))
          .extracting(row -> ((JournalRow.Config) row).hash())
          .containsExactlyInAnyOrder(outcome.config(), outcome.priced());
    }
  }

  private static ControlUpdate dearerFrom(long time) {
    return new ModelUpdate(ModelSpec.builder("small", 2).price(5, 5).effectiveAt(time).build());
  }

  private static ControlUpdate model(String name, double price) {
    return new ModelUpdate(ModelSpec.builder(name, 1).price(price, price).build());
  }

  private static ControlUpdate promise(String policy) {
    long version = policy.startsWith("fixed") ? 2 : 1;
    return new SlaUpdate(
        ACME.tenant(),
        ACME.tier(),
        new SlaPolicy(
            version, 0.9, policy, 0, Map.of(), FeedbackTerms.DEFAULT, SlaPolicy.Mode.APPLY));
  }
}
