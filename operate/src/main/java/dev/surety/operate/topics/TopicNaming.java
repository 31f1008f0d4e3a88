package dev.surety.operate.topics;

import dev.surety.wire.json.TopicNames;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Options of both commands: what the topics are called, and how large they are. */
final class TopicNaming {

  private static final int MOST_DAYS = 90;

  @Spec(Spec.Target.MIXEE)
  private CommandSpec spec;

  @Option(
      names = "--prefix",
      paramLabel = "TEXT",
      defaultValue = "",
      description = "Stands before all names that are not given, as where teams share a Kafka.")
  private String prefix;

  @Option(names = "--requests", paramLabel = "TOPIC", description = "kafka.topics.requests.")
  private String requests;

  @Option(names = "--feedback", paramLabel = "TOPIC", description = "kafka.topics.feedback.")
  private String feedback;

  @Option(names = "--control", paramLabel = "TOPIC", description = "kafka.topics.control.")
  private String control;

  @Option(names = "--decisions", paramLabel = "TOPIC", description = "kafka.topics.decisions.")
  private String decisions;

  @Option(names = "--standings", paramLabel = "TOPIC", description = "kafka.topics.standings.")
  private String standings;

  @Option(
      names = "--dead-letters",
      paramLabel = "TOPIC",
      description = "kafka.topics.dead-letters.")
  private String deadLetters;

  @Option(
      names = "--partitions",
      paramLabel = "N",
      description =
          "Of requests, feedback and decisions: as many as the largest parallelism you foresee"
              + " (new ones: 8). check asks for as many only if it is given.")
  private Integer partitions;

  @Option(
      names = "--replication",
      paramLabel = "N",
      description =
          "Replicas of every partition (default: 3, or as many as there are brokers). From 3 on two"
              + " of them must have a record before it counts as written.")
  private Short replication;

  @Option(
      names = "--retention-days",
      paramLabel = "N",
      defaultValue = "" + RouterTopics.RETENTION_DAYS,
      description =
          "New requests, feedback and dead letters are kept so long (default: ${DEFAULT-VALUE}).")
  private int retentionDays;

  @Option(
      names = "--max-record-bytes",
      paramLabel = "N",
      defaultValue = "" + RouterTopics.MAX_RECORD_BYTES,
      description = "The job's kafka.max-record-bytes (default: ${DEFAULT-VALUE}).")
  private int maxRecordBytes;

  /**
   * The six topics as they must be.
   *
   * @throws ParameterException if a name or a number can't be
   */
  List<TopicSpec> topics() {
    atLeastOne("--partitions", partitions);
    atLeastOne("--replication", replication == null ? null : (int) replication);
    atLeastOne("--max-record-bytes", maxRecordBytes);
    if (retentionDays < 1 || retentionDays > MOST_DAYS) {
      throw wrong("--retention-days takes a number from 1 to " + MOST_DAYS + ".");
    }
    Map<String, Optional<String>> given =
        Map.of(
            TopicNames.REQUESTS, Optional.ofNullable(requests),
            TopicNames.FEEDBACK, Optional.ofNullable(feedback),
            TopicNames.CONTROL, Optional.ofNullable(control),
            TopicNames.DECISIONS, Optional.ofNullable(decisions),
            TopicNames.STANDINGS, Optional.ofNullable(standings),
            TopicNames.DEAD_LETTERS, Optional.ofNullable(deadLetters));
    List<TopicSpec> topics =
        RouterTopics.of(
            role -> given.get(role).orElse(prefix + role),
            partitions == null ? RouterTopics.PARTITIONS : partitions,
            retentionDays,
            maxRecordBytes);
    Set<String> seen = new HashSet<>();
    for (TopicSpec topic : topics) {
      if (!TopicNames.isLegal(topic.name())) {
        throw wrong(
            "'%s' is no name for a topic: 1 to 249 of A-Z a-z 0-9 . _ -".formatted(topic.name()));
      }
      if (!seen.add(topic.name())) {
        throw wrong("Two topics are called '%s'; give each its own name.".formatted(topic.name()));
      }
    }
    return topics;
  }

  /** Partitions that were asked for, of the topics that carry the traffic; 0 if none were. */
  int partitionsAsked() {
    return partitions == null ? 0 : partitions;
  }

  /**
   * @param brokers how many there are
   */
  short replicas(int brokers) {
    return replication == null ? (short) Math.min(3, brokers) : replication;
  }

  private void atLeastOne(String option, Integer value) {
    if (value != null && value < 1) {
      throw wrong(option + " takes a number of at least 1.");
    }
  }

  private ParameterException wrong(String message) {
    return new ParameterException(spec.commandLine(), message);
  }
}
