package dev.surety.operate.topics;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The topics as Strimzi's operator takes them are those of the command line. */
class TopicExamplesTest {

  private static final Path FILE = Path.of("..", "k8s-operator", "examples", "kafkatopics.yaml");
  private static final String WRITE = "surety.write-pages";
  private static final String COMMAND =
      "./mvnw -q -pl operate -am test -Dtest=TopicExamplesTest"
          + " -Dsurefire.failIfNoSpecifiedTests=false -D"
          + WRITE;

  private static List<TopicSpec> topics() {
    return RouterTopics.of(
        UnaryOperator.identity(),
        RouterTopics.PARTITIONS,
        RouterTopics.RETENTION_DAYS,
        RouterTopics.MAX_RECORD_BYTES);
  }

  private static String text() {
    StringBuilder text = new StringBuilder();
    text.append(
        "# The six topics for Strimzi's topic operator, as ./surety topics create makes them.\n");
    text.append(
        "# For ACLs see docs/security.md. Put the name of your Kafka into strimzi.io/cluster, and the\n");
    text.append(
        "# namespace of Kafka's operator. Operators before Strimzi 0.49 say kafka.strimzi.io/v1beta2.\n");
    text.append("# Written by: ").append(COMMAND).append('\n');
    for (TopicSpec topic : topics()) {
      text.append(
          """
          ---
          apiVersion: kafka.strimzi.io/v1
          kind: KafkaTopic
          metadata:
            name: %1$s
            namespace: kafka
            labels:
              strimzi.io/cluster: surety-kafka
          spec:
            topicName: %1$s
            partitions: %2$d
            replicas: 3
            config:
              min.insync.replicas: "2"
          """
              .formatted(topic.name(), topic.partitions()));
      topic
          .configs()
          .forEach((key, value) -> text.append("    %s: \"%s\"\n".formatted(key, value)));
    }
    return text.toString();
  }

  @Test
  void theExampleIsWhatTheCommandCreates() throws IOException {
    if (System.getProperty(WRITE) != null) {
      Files.createDirectories(FILE.getParent());
      Files.writeString(FILE, text());
    }

    assertThat(FILE).as("write it with: %s", COMMAND).exists();
    assertThat(Files.readString(FILE)).as("write it anew with: %s", COMMAND).isEqualTo(text());
  }

  /** The table of the page for those who install tells the same. */
  @Test
  void thePageTellsWhatTheCommandCreates() throws IOException {
    String rows =
        topics().stream()
            .map(
                topic ->
                    "| `%s` | %d | %s |\n"
                        .formatted(
                            topic.name(),
                            topic.partitions(),
                            topic.configs().entrySet().stream()
                                .map(config -> "`" + config + "`")
                                .collect(Collectors.joining(" "))))
            .collect(Collectors.joining());

    assertThat(Files.readString(Path.of("..", "docs", "install.md")))
        .contains(
            "<!-- topics -->\n| topic | partitions | settings |\n| --- | --- | --- |\n" + rows);
  }
}
