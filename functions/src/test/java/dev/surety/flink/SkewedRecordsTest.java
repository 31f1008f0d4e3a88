package dev.surety.flink;

import static dev.surety.flink.RouteHarness.ACME;
import static dev.surety.flink.RouteHarness.NOON;
import static dev.surety.flink.RouteHarness.TOLERANCE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.surety.domain.ControlUpdate;
import dev.surety.domain.ControlUpdate.ModelUpdate;
import dev.surety.domain.ControlUpdate.SlaUpdate;
import dev.surety.domain.Decision;
import dev.surety.domain.JournalRow.Decided;
import dev.surety.domain.JournalRow.Outcome;
import dev.surety.domain.Notice;
import dev.surety.domain.RoutingRequest;
import dev.surety.domain.Standing;
import dev.surety.testing.Answers;
import dev.surety.testing.Pools;
import dev.surety.testing.Promises;
import dev.surety.wire.json.ControlJson;
import dev.surety.wire.json.TopicRecord;
import java.util.List;
import java.util.Map;
import org.apache.flink.runtime.state.hashmap.HashMapStateBackend;
import org.junit.jupiter.api.Test;

/** What a record says of time, and when it was published, from where ROUTE has it. */
class SkewedRecordsTest {

  private static final long HOUR = 3_600_000;

  private static RouteHarness start(ControlUpdate... updates) throws Exception {
    return RouteHarness.start(new HashMapStateBackend(), List.of(updates));
  }

  private static ControlUpdate promise() {
    return new SlaUpdate("*", "*", Promises.fixed(Pools.CHEAP, 0.8).sla());
  }

  private static ModelUpdate cheap(long version, double usd) {
    return new ModelUpdate(Pools.version(Pools.model(Pools.CHEAP, usd), version));
  }

  private static double costOf(Decision decision) {
    return decision.expectedCostUsd();
  }

  @Test
  void announcedPricesDoNotApplyEarlyToARequestDatedAhead() throws Exception {
    ModelUpdate cut = new ModelUpdate(Pools.from(cheap(2, 0.5).model(), NOON + HOUR));
    try (RouteHarness route = start(promise(), cheap(1, 1), cut)) {
      route.send(RoutingRequest.of("ahead", ACME, NOON + 2 * HOUR), NOON);
      route.send(RoutingRequest.of("now", ACME, NOON + 1), NOON + 1);
      route.send(RoutingRequest.of("then", ACME, NOON + HOUR), NOON + HOUR);

      List<Decided> decided =
          route.journal().stream()
              .filter(Decided.class::isInstance)
              .map(Decided.class::cast)
              .toList();
      assertThat(decided)
          .extracting(row -> costOf(row.decision()) / costOf(decided.get(1).decision()))
          .containsExactly(1.0, 1.0, 0.5);
      Decided ahead = decided.get(0);
      assertThat(ahead.stamp().time()).isEqualTo(NOON + TOLERANCE);
      assertThat(ahead.stamp().held().told()).isEqualTo(NOON + 2 * HOUR);
      assertThat(Notice.of(ahead.notices())).containsExactly(Notice.CLOCK_AHEAD);
    }
  }

  /** They stopped until everybody's clock had come to where one had been. */
  @Test
  void standingsGoOnAfterFeedbackDatedAhead() throws Exception {
    try (RouteHarness route = start(promise(), cheap(1, 1))) {
      Decision first = route.route("r0", NOON);
      route.send(Answers.to(first).at(NOON + 20 * HOUR).satisfied(true).feedback(), NOON + 1);
      for (int i = 1; i <= 30; i++) {
        route.route("r" + i, NOON + i * 2_000L);
      }
      assertThat(route.standings()).hasSizeBetween(25, 32);
      assertThat(route.standings()).extracting(Standing::time).allMatch(t -> t <= NOON + 60_000);
      Standing last = route.standings().get(route.standings().size() - 1);
      assertThat(last.notices()).containsEntry("clock_ahead", 1L);
    }
  }

  /** After a restore hours later nothing is told from the clock on the wall. */
  @Test
  void aBacklogReadHoursLaterIsDecidedAndLearntAsOfItsOwnTime() throws Exception {
    try (RouteHarness route = start(promise(), cheap(1, 1))) {
      route.passTime(100 * HOUR);
      Decision decision = route.route("r1", NOON);
      route.route("r2", NOON + 20 * HOUR);
      route.send(
          Answers.to(decision).at(NOON + 20 * HOUR).satisfied(true).feedback(), NOON + 20 * HOUR);

      Outcome outcome = (Outcome) route.journal().get(route.journal().size() - 1);
      assertThat(outcome.outcome()).hasToString("COUNTED");
      assertThat(outcome.stamp().held()).isNull();
    }
  }

  private static ControlRecord published(ControlUpdate update, long at) {
    TopicRecord record = ControlJson.write(update);
    return new ControlRecord(
        update.published(at),
        new TopicRecord(record.key(), record.value(), Map.of("topic", "control", "offset", "9")));
  }

  @Test
  void aSecondContentOfAVersionIsADeadLetterAndChangesNothing() throws Exception {
    try (RouteHarness route = start(promise(), cheap(1, 1))) {
      route.control(published(cheap(2, 2), NOON - 5));
      route.control(published(cheap(2, 3), NOON - 4));
      route.control(published(cheap(2, 2), NOON - 3));

      assertThat(route.deadLetters()).hasSize(1);
      TopicRecord letter = route.deadLetters().get(0);
      assertThat(letter.value()).isEqualTo(ControlJson.write(cheap(2, 3)).value());
      assertThat(letter.headers())
          .containsEntry("reason", "unsupported")
          .containsEntry("topic", "control")
          .containsEntry("offset", "9");
      assertThat(letter.headers().get("detail")).contains("give it version 3");
      double before = costOf(route.route("before", NOON - 6));
      assertThat(costOf(route.route("now", NOON))).isEqualTo(2 * before);
    }
  }

  @Test
  void versionsAnnouncedPastTheBoundAreDeadLetters() throws Exception {
    try (RouteHarness route = start(promise(), cheap(1, 1))) {
      for (int i = 0; i < 300; i++) {
        ModelUpdate next =
            new ModelUpdate(Pools.from(cheap(i + 2, 1 + i % 2).model(), NOON + HOUR + i));
        route.control(published(next, NOON));
      }
      assertThat(route.deadLetters()).hasSize(300 - 256);
      assertThat(route.route("r1", NOON)).isNotNull();
    }
  }
}
