package dev.surety.operate.deadletters;

import dev.surety.domain.Rejection.Reason;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Option;

/** Which dead letters are meant; all, unless told otherwise. */
final class LetterFilter {

  @Option(
      names = "--reason",
      paramLabel = "REASON",
      description = "Only of this reason: ${COMPLETION-CANDIDATES}; may be repeated.")
  private List<Reason> reasons = new ArrayList<>();

  @Option(
      names = "--topic",
      paramLabel = "TOPIC",
      description = "Only what came from this topic; may be repeated.")
  private List<String> topics = new ArrayList<>();

  @Option(
      names = "--since",
      paramLabel = "TIME",
      description = "Only what Kafka took at this time or later, such as 2026-01-31T12:00:00Z.")
  private Instant since = Instant.MIN;

  @Option(
      names = "--until",
      paramLabel = "TIME",
      description = "Only what Kafka took before this time.")
  private Instant until = Instant.MAX;

  boolean takes(DeadLetter letter) {
    return (reasons.isEmpty() || reasons.contains(letter.rejection().reason()))
        && (topics.isEmpty() || topics.contains(letter.topic()))
        && !letter.appendedAt().isBefore(since)
        && letter.appendedAt().isBefore(until);
  }
}
