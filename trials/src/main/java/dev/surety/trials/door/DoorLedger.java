package dev.surety.trials.door;

import dev.surety.client.Topics;
import dev.surety.demo.run.TopicReader;
import dev.surety.domain.Decision;
import dev.surety.domain.Feedback;
import dev.surety.domain.Standing;
import dev.surety.wire.json.DecisionJson;
import dev.surety.wire.json.FeedbackJson;
import dev.surety.wire.json.MalformedRecord;
import dev.surety.wire.json.StandingJson;
import java.io.IOException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * What the topics say of the requests that came through the door.
 *
 * @param decided requests
 * @param decidedTwice those of them that have two decisions
 * @param answers attempts that were reported as an answer, each counted once
 * @param saidTwice records that say of an attempt what was said before
 * @param standingRequests as the router counts them
 * @param standingCostUsd as the router has booked it
 */
record DoorLedger(
    long decided,
    long decidedTwice,
    long answers,
    long saidTwice,
    long standingRequests,
    double standingCostUsd) {

  /** What one attempt is known by. */
  private record Try(String request, String model, int attempt) {}

  static DoorLedger read(Map<String, Object> kafka, Topics topics) throws IOException {
    TopicReader reader = new TopicReader(kafka);
    Map<String, Set<String>> decisions = new HashMap<>();
    reader.read(
        topics.decisions(),
        record -> {
          if (parsed(() -> DecisionJson.read(record.value())) instanceof Decision decision) {
            decisions
                .computeIfAbsent(decision.requestId(), id -> new HashSet<>())
                .add(decision.decisionId());
          }
        });
    Set<Try> answers = new HashSet<>();
    long[] twice = new long[1];
    reader.read(
        topics.feedback(),
        record -> {
          Feedback said = parsed(() -> FeedbackJson.read(record.value()));
          if (said.error() == null
              && !answers.add(new Try(said.requestId(), said.model(), said.attempt()))) {
            twice[0]++;
          }
        });
    Standing[] last = new Standing[1];
    reader.read(
        topics.standings(),
        record ->
            last[0] =
                record.value() == null ? last[0] : parsed(() -> StandingJson.read(record.value())));
    return new DoorLedger(
        decisions.size(),
        decisions.values().stream().filter(ids -> ids.size() > 1).count(),
        answers.size(),
        twice[0],
        last[0] == null ? 0 : last[0].requests(),
        last[0] == null ? 0 : last[0].costUsd());
  }

  /** Whether the router has booked just what was reported. */
  boolean isBooked(double usdAnAnswer) {
    return standingRequests == decided
        && Math.abs(standingCostUsd - answers * usdAnAnswer) < usdAnAnswer / 2;
  }

  private interface Reading<T> {
    T read() throws MalformedRecord;
  }

  private static <T> T parsed(Reading<T> reading) {
    try {
      return reading.read();
    } catch (MalformedRecord e) {
      throw new IllegalStateException("a record of ours can't be read", e);
    }
  }
}
