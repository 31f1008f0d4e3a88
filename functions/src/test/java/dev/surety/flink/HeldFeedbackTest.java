package dev.surety.flink;

import static dev.surety.flink.RouteHarness.NOON;
import static dev.surety.flink.RouteHarness.TOLERANCE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.surety.domain.ControlUpdate;
import dev.surety.domain.ControlUpdate.ModelUpdate;
import dev.surety.domain.ControlUpdate.SlaUpdate;
import dev.surety.domain.Decision;
import dev.surety.domain.Feedback;
import dev.surety.domain.JournalRow.Outcome;
import dev.surety.domain.OutcomeClass;
import dev.surety.domain.RoutingRequest;
import dev.surety.domain.TenantTier;
import dev.surety.testing.Pools;
import dev.surety.testing.Promises;
import dev.surety.wire.json.DecisionJson;
import dev.surety.wire.json.TopicRecord;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.state.StateBackend;
import org.apache.flink.runtime.state.hashmap.HashMapStateBackend;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** After a restore, whose feedback waits for its request, how long, and in how much room. */
class HeldFeedbackTest {

  private static final TenantTier VICTIM = new TenantTier("acme", "gold");
  private static final TenantTier INVENTOR = new TenantTier("inventor", "gold");
  private static final long HOUR = 3_600_000;

  private static final List<ControlUpdate> CONTROL = control();

  static List<StateBackend> backends() throws Exception {
    return RoutingFunctionTest.backends().toList();
  }

  private static List<ControlUpdate> control() {
    List<ControlUpdate> updates = new ArrayList<>();
    Pools.three().forEach(model -> updates.add(new ModelUpdate(model)));
    updates.add(new SlaUpdate("*", "*", Promises.surety(0.8).sla()));
    return updates;
  }

  private static RoutingRequest request(String id, TenantTier key, long time) {
    return RoutingRequest.of(id, key, time);
  }

  private static Feedback invented(TenantTier key, int i, String model) {
    return Feedback.builder("invented-" + i, key, model, NOON + 1)
        .decisionId("0123456789abcdef0123456789abcde" + i % 10)
        .satisfaction(1)
        .source(Feedback.Source.USER)
        .build();
  }

  private static List<OutcomeClass> outcomes(RouteHarness route, TenantTier key) throws Exception {
    return route.journal().stream()
        .filter(Outcome.class::isInstance)
        .map(Outcome.class::cast)
        .filter(outcome -> outcome.feedback().key().equals(key))
        .map(Outcome::outcome)
        .toList();
  }

  /** With one request decided before the checkpoint, and one after it that a crash takes. */
  private record Crashed(OperatorSubtaskState snapshot, Decision lost) {

    static Crashed of(StateBackend backend, List<ControlUpdate> control) throws Exception {
      try (RouteHarness route = RouteHarness.start(backend, control)) {
        route.route(request("r1", VICTIM, NOON));
        OperatorSubtaskState snapshot = route.snapshot(1);
        return new Crashed(snapshot, route.route(request("r2", VICTIM, NOON + 1)));
      }
    }

    RouteHarness restore(StateBackend backend) throws Exception {
      return RouteHarness.restore(backend, CONTROL, snapshot, 1);
    }
  }

  @ParameterizedTest
  @MethodSource("backends")
  void fiftyThousandInventedRecordsOfOneTenantCostNobodyElseAnOutcome(StateBackend backend)
      throws Exception {
    Crashed crashed = Crashed.of(backend, CONTROL);
    try (RouteHarness route = crashed.restore(backend)) {
      for (int i = 0; i < 50_000; i++) {
        route.send(invented(INVENTOR, i, crashed.lost().model()));
      }
      route.learn(crashed.lost(), 1, NOON + 2);
      route.route(request("r2", VICTIM, NOON + 1));

      // The journal has another decision by then, and says so; what it cost is on the books.
      assertThat(outcomes(route, VICTIM)).containsExactly(OutcomeClass.SUPERSEDED);
      assertThat(counted(route)).isEqualTo(1);
    }
  }

  @Test
  void fiftyThousandInventedTenantsCostNobodyElseAnOutcome() throws Exception {
    StateBackend backend = new HashMapStateBackend();
    Crashed crashed = Crashed.of(backend, CONTROL);
    try (RouteHarness route = crashed.restore(backend)) {
      for (int i = 0; i < 50_000; i++) {
        route.send(invented(new TenantTier("invented-" + i, "gold"), i, crashed.lost().model()));
      }
      route.learn(crashed.lost(), 1, NOON + 2);
      route.route(request("r2", VICTIM, NOON + 1));

      // The journal has another decision by then, and says so; what it cost is on the books.
      assertThat(outcomes(route, VICTIM)).containsExactly(OutcomeClass.SUPERSEDED);
      assertThat(counted(route)).isEqualTo(1);
    }
  }

  /** Yesterday's savepoint: an hour of feedback comes ahead of an hour of requests. */
  @Test
  void aLongCatchUpOverflowsNothingAndWaitsByWhatHasBeenRead() throws Exception {
    StateBackend backend = new HashMapStateBackend();
    int answers = 20_000;
    OperatorSubtaskState snapshot;
    List<Decision> lost = new ArrayList<>();
    try (RouteHarness route = RouteHarness.start(backend, CONTROL)) {
      route.route(request("r", VICTIM, NOON - 24 * HOUR));
      snapshot = route.snapshot(1);
      for (int i = 0; i < answers; i++) {
        route.send(request("r" + i, VICTIM, yesterday(i, answers)));
      }
      for (TopicRecord decision : route.decisions().subList(1, answers + 1)) {
        lost.add((Decision) DecisionJson.read(decision.value()));
      }
    }
    try (RouteHarness route = RouteHarness.restore(backend, CONTROL, snapshot, 1)) {
      for (int i = 0; i < answers; i++) {
        route.learn(lost.get(i), 1, yesterday(i, answers) + 1);
        if (i % 1_000 == 0) {
          route.passTime(HeldFeedback.PATIENCE_MILLIS / 2);
          route.requestsRead(NOON - 25 * HOUR + i); // slowly, but they come
        }
      }
      for (int i = 0; i < answers; i++) {
        route.send(request("r" + i, VICTIM, yesterday(i, answers)));
      }

      assertThat(outcomes(route, VICTIM)).hasSize(answers).doesNotContain(OutcomeClass.ORPHAN);
      assertThat(counted(route)).isEqualTo(answers);
    }
  }

  private static long yesterday(int i, int of) {
    return NOON - 24 * HOUR + HOUR * i / of;
  }

  @ParameterizedTest
  @MethodSource("backends")
  void whoseRequestCannotComeAnyMoreIsAnOrphanAtOnce(StateBackend backend) throws Exception {
    Crashed crashed = Crashed.of(backend, CONTROL);
    try (RouteHarness route = crashed.restore(backend)) {
      Feedback ahead = invented(VICTIM, 1, crashed.lost().model());
      route.send(ahead, NOON - HOUR);
      route.requestsRead(NOON - HOUR + TOLERANCE - 1);
      assertThat(outcomes(route, VICTIM)).as("requests may still come").isEmpty();

      route.requestsRead(NOON - HOUR + TOLERANCE);
      route.send(invented(VICTIM, 2, crashed.lost().model()), NOON - HOUR);
      assertThat(outcomes(route, VICTIM)).as("what comes now").containsExactly(OutcomeClass.ORPHAN);

      route.requestsRead(NOON - HOUR + HeldFeedback.LOOK_MILLIS);
      assertThat(outcomes(route, VICTIM)).as("what waited").hasSize(2);
    }
  }

  @ParameterizedTest
  @MethodSource("backends")
  void nothingWaitsOnceRequestsAreReadPastTheRestore(StateBackend backend) throws Exception {
    Crashed crashed = Crashed.of(backend, CONTROL);
    try (RouteHarness route = crashed.restore(backend)) {
      route.send(invented(VICTIM, 1, crashed.lost().model()), NOON + HOUR);
      assertThat(outcomes(route, VICTIM)).isEmpty();

      route.requestsRead(NOON + TOLERANCE);

      assertThat(outcomes(route, VICTIM)).containsExactly(OutcomeClass.ORPHAN);
      route.send(invented(VICTIM, 2, crashed.lost().model()), NOON + HOUR);
      assertThat(outcomes(route, VICTIM)).as("at once").hasSize(2);
    }
  }

  @Test
  void roomIsCountedDownAndNobodyTakesMoreThanIsLeftFree() throws Exception {
    StateBackend backend = new HashMapStateBackend();
    Crashed crashed = Crashed.of(backend, CONTROL);
    TenantTier other = new TenantTier("other", "gold");
    try (RouteHarness route = crashed.restore(backend)) {
      int waiting = fill(route, INVENTOR);
      long most = HeldFeedback.ROOM_BYTES / BIG.length();
      assertThat(waiting).isBetween((int) (most / 2 - 2), (int) (most / 2 + 1));
      assertThat(fill(route, other)).as("half of what is left").isBetween(waiting / 2 - 2, waiting);

      for (int i = 0; i < waiting; i++) {
        route.route(request("big-" + i, INVENTOR, NOON));
      }

      assertThat(fill(route, new TenantTier("third", "gold"))).isGreaterThan(waiting / 2);
    }
  }

  private static final String BIG = "x".repeat(1_000_000);

  /** How many large records of a key find room. */
  private static int fill(RouteHarness route, TenantTier key) throws Exception {
    int orphansBefore = outcomes(route, key).size();
    int rowsBefore = route.encodedJournal().size();
    int sent = 0;
    while (route.encodedJournal().size() == rowsBefore) {
      route.send(
          Feedback.builder("big-" + sent++, key, BIG, NOON + 1)
              .decisionId("d")
              .satisfaction(1)
              .source(Feedback.Source.USER)
              .build());
    }
    assertThat(outcomes(route, key)).hasSize(orphansBefore + 1);
    return sent - 1;
  }

  /**
   * Requests and feedback are two topics. Whatever the order in which they are read again after a
   * crash, and wherever the next crashes fall, what was decided again is booked once.
   */
  @Property(tries = 20)
  void whereverItCrashesEveryOutcomeOfWhatIsDecidedAgainIsBookedOnce(
      @ForAll @IntRange(min = 1, max = 30) int requests, @ForAll long seed) throws Exception {
    Random chance = new Random(seed);
    StateBackend backend = new HashMapStateBackend();
    List<Decision> decisions = new ArrayList<>();
    OperatorSubtaskState snapshot;
    try (RouteHarness route = RouteHarness.start(backend, CONTROL)) {
      snapshot = route.snapshot(1);
      for (int i = 0; i < requests; i++) {
        decisions.add(route.route(request("r" + i, keyOf(i), NOON + i)));
      }
    }
    int asked = 0;
    int answered = 0;
    int booked = 0;
    for (int run = 1; asked < requests || answered < requests; run++) {
      int askedBefore = asked;
      int answeredBefore = answered;
      int committed = 0; // what comes after the last checkpoint a crash takes
      int crashAt = chance.nextInt(2 * requests) + 1;
      try (RouteHarness route = RouteHarness.restore(backend, CONTROL, snapshot, run)) {
        OperatorSubtaskState last = snapshot;
        for (int step = 0; step < crashAt && (asked < requests || answered < requests); step++) {
          if (answered == requests || (asked < requests && chance.nextBoolean())) {
            route.route(request("r" + asked, keyOf(asked), NOON + asked));
            asked++;
            route.requestsRead(NOON - 2 * TOLERANCE + asked);
          } else {
            route.learn(decisions.get(answered), 1, NOON + answered + 1);
            answered++;
          }
          route.passTime(chance.nextInt(1_000));
          if (chance.nextInt(4) == 0 || (asked == requests && answered == requests)) {
            last = route.snapshot(run * 1_000L + step);
            askedBefore = asked;
            answeredBefore = answered;
            committed = counted(route);
          }
        }
        snapshot = last;
        booked += committed;
      }
      asked = askedBefore;
      answered = answeredBefore;
    }

    assertThat(booked).isEqualTo(requests);
  }

  private static int counted(RouteHarness route) throws Exception {
    return (int)
        route.journal().stream()
            .filter(row -> row instanceof Outcome outcome && outcome.booked())
            .count();
  }

  private static TenantTier keyOf(int i) {
    return i % 3 == 0 ? INVENTOR : VICTIM;
  }
}
