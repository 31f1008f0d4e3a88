package dev.surety.operate.topics;

import dev.surety.operate.kafka.Brokers;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code surety topics create|check}. */
@Command(
    name = "topics",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description =
        "The router's six topics: requests, feedback, control, decisions, standings, dead-letters.")
public final class TopicsCommand implements Runnable {

  @Spec private CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "Say create or check.");
  }

  @Command(
      name = "create",
      mixinStandardHelpOptions = true,
      sortOptions = false,
      description = {
        "Creates those of the topics that are not there, with all that the router asks of them."
            + " What is there is left as it is.",
        "Then all six are checked: exit code 1 if one is not as it must be."
      })
  int create(
      @Mixin Brokers brokers,
      @Mixin TopicNaming naming,
      @Option(names = "--dry-run", description = "Say what would be created, and create nothing.")
          boolean dryRun)
      throws IOException {
    List<TopicSpec> topics = naming.topics();
    try (TopicBrokers kafka = new TopicBrokers(brokers)) {
      short replicas = naming.replicas(kafka.count());
      Map<String, TopicFacts> found = kafka.facts(names(topics));
      List<TopicSpec> missing =
          topics.stream().filter(topic -> !found.containsKey(topic.name())).toList();
      for (TopicSpec topic : missing) {
        line(
            "%s %s: %s",
            dryRun ? "would create" : "creating", topic.name(), facts(topic, replicas));
      }
      if (dryRun) {
        return ExitCode.OK;
      }
      kafka.create(missing, replicas);
      return report(
          topics,
          kafka.awaitFacts(names(topics)),
          new TopicFindings(brokers.tools(), naming.partitionsAsked(), replicas));
    }
  }

  @Command(
      name = "check",
      mixinStandardHelpOptions = true,
      sortOptions = false,
      description =
          "Holds the topics against what the router asks of them; says what is wrong with each, and"
              + " how to mend it. Exit code 1 if anything is.")
  int check(@Mixin Brokers brokers, @Mixin TopicNaming naming) throws IOException {
    List<TopicSpec> topics = naming.topics();
    try (TopicBrokers kafka = new TopicBrokers(brokers)) {
      return report(
          topics,
          kafka.facts(names(topics)),
          new TopicFindings(
              brokers.tools(), naming.partitionsAsked(), naming.replicas(kafka.count())));
    }
  }

  private int report(
      List<TopicSpec> topics, Map<String, TopicFacts> found, TopicFindings findings) {
    int bad = 0;
    for (TopicSpec topic : topics) {
      List<String> wrong = findings.of(topic, found, topics);
      TopicFacts facts = found.get(topic.name());
      line(
          "%-6s %s%s",
          facts == null ? "absent" : wrong.isEmpty() ? "ok" : "wrong",
          topic.name(),
          facts == null ? "" : ": " + counts(facts.partitions(), facts.replicas()));
      wrong.forEach(one -> line("       - %s", one));
      bad += wrong.isEmpty() ? 0 : 1;
    }
    line(
        bad == 0
            ? "All %d topics are as they must be."
            : "%2$d of %1$d topics are not as they must be.",
        topics.size(),
        bad);
    return bad == 0 ? ExitCode.OK : ExitCode.SOFTWARE;
  }

  private static List<String> names(List<TopicSpec> topics) {
    return topics.stream().map(TopicSpec::name).toList();
  }

  private static String facts(TopicSpec topic, int replicas) {
    return counts(topic.partitions(), replicas)
        + topic.settings().stream()
            .map(setting -> ", " + setting.key() + "=" + setting.value())
            .reduce("", String::concat);
  }

  private static String counts(int partitions, int replicas) {
    return "%d partition%s, %d replica%s"
        .formatted(partitions, partitions == 1 ? "" : "s", replicas, replicas == 1 ? "" : "s");
  }

  private void line(String format, Object... arguments) {
    PrintWriter out = spec.commandLine().getOut();
    out.printf(format + "%n", arguments);
    out.flush();
  }
}
