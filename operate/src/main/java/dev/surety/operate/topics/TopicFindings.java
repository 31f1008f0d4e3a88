package dev.surety.operate.topics;

import static org.apache.kafka.common.config.TopicConfig.MAX_MESSAGE_BYTES_CONFIG;
import static org.apache.kafka.common.config.TopicConfig.MIN_IN_SYNC_REPLICAS_CONFIG;
import static org.apache.kafka.common.config.TopicConfig.RETENTION_MS_CONFIG;

import dev.surety.wire.json.TopicNames;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What is wrong with topics, each with the command that mends it. */
final class TopicFindings {

  /** Fewer can't lose one and still have two that know a record. */
  private static final int ENOUGH_REPLICAS = 3;

  private static final List<String> INPUTS =
      List.of(TopicNames.REQUESTS, TopicNames.FEEDBACK, TopicNames.CONTROL);

  private static final List<String> TRAFFIC =
      List.of(TopicNames.REQUESTS, TopicNames.FEEDBACK, TopicNames.DECISIONS);

  private final String tools;
  private final int partitionsAsked;
  private final int replicasAsked;

  /**
   * @param tools how Kafka's own commands reach the brokers
   * @param partitionsAsked of topics with traffic, 0 for any
   */
  TopicFindings(String tools, int partitionsAsked, int replicasAsked) {
    this.tools = tools;
    this.partitionsAsked = partitionsAsked;
    this.replicasAsked = replicasAsked;
  }

  /**
   * @param found the topics that there are, by name
   * @return what is wrong with this one; empty if it is as it must be
   */
  List<String> of(TopicSpec topic, Map<String, TopicFacts> found, List<TopicSpec> all) {
    TopicFacts facts = found.get(topic.name());
    List<String> wrong = new ArrayList<>();
    if (facts == null) {
      wrong.add("it is not there; mend it: ./surety topics create, with the same options");
      return wrong;
    }
    partitions(topic, facts, wrong);
    replicas(topic, facts, wrong);
    if (facts.configs() == null) {
      wrong.add(
          "its settings can't be seen; mend it: let who asks describe them (ACL DescribeConfigs)");
      return wrong;
    }
    for (TopicSetting setting : topic.settings()) {
      String value = facts.configs().get(setting.key());
      if (value == null || !setting.met().test(value)) {
        wrong.add(
            "%s is %s, not %s: %s; mend it: %s"
                .formatted(
                    setting.key(),
                    value,
                    setting.asked(),
                    setting.why(),
                    alter(topic, setting.key(), setting.value())));
      }
    }
    if (topic.role().equals(TopicNames.DEAD_LETTERS)) {
      besideTheInputs(topic, facts, found, all, wrong);
    }
    return wrong;
  }

  private void partitions(TopicSpec topic, TopicFacts facts, List<String> wrong) {
    if (topic.role().equals(TopicNames.CONTROL) && facts.partitions() != 1) {
      wrong.add(
          ("it has %d partitions, and only in one do records keep the order in which they were published;"
                  + " mend it: make a topic of another name with one, publish there what"
                  + " ./surety control list --json says, and name it in kafka.topics.control")
              .formatted(facts.partitions()));
    }
    if (TRAFFIC.contains(topic.role()) && facts.partitions() < partitionsAsked) {
      wrong.add(
          ("it has %d partitions, not %d: more of the job read nothing; mend it:"
                  + " kafka-topics.sh %s --alter --topic %s --partitions %d, once you have read docs/scaling.md:"
                  + " keys move")
              .formatted(
                  facts.partitions(), partitionsAsked, tools, topic.name(), partitionsAsked));
    }
  }

  private void replicas(TopicSpec topic, TopicFacts facts, List<String> wrong) {
    if (facts.replicas() < replicasAsked) {
      wrong.add(
          ("it has %d of %d replicas: with a broker its records are gone; mend it:"
                  + " kafka-reassign-partitions.sh %s --execute, with %d brokers for each partition")
              .formatted(facts.replicas(), replicasAsked, tools, replicasAsked));
    }
    String inSync =
        facts.configs() == null ? null : facts.configs().get(MIN_IN_SYNC_REPLICAS_CONFIG);
    if (inSync == null || facts.replicas() < 2) {
      return;
    }
    int least = Integer.parseInt(inSync);
    if (least >= facts.replicas() || facts.replicas() >= ENOUGH_REPLICAS && least < 2) {
      wrong.add(
          "%s is %s with %d replicas: %s; mend it: %s"
              .formatted(
                  MIN_IN_SYNC_REPLICAS_CONFIG,
                  inSync,
                  facts.replicas(),
                  least < 2
                      ? "what one broker alone took counts as written, and is gone with it"
                      : "nothing can be written while one broker is away",
                  alter(topic, MIN_IN_SYNC_REPLICAS_CONFIG, inSyncOf(facts.replicas()))));
    }
  }

  /** For a new topic with so many replicas, and for one that is mended. */
  static String inSyncOf(int replicas) {
    return replicas >= ENOUGH_REPLICAS ? "2" : "1";
  }

  /** Dead letters hold whole records of the inputs: as large, and not longer. */
  private void besideTheInputs(
      TopicSpec topic,
      TopicFacts facts,
      Map<String, TopicFacts> found,
      List<TopicSpec> all,
      List<String> wrong) {
    long taken = 0;
    long kept = Long.MAX_VALUE;
    for (TopicSpec input : all) {
      TopicFacts there = found.get(input.name());
      if (!INPUTS.contains(input.role()) || there == null || there.configs() == null) {
        continue;
      }
      taken = Math.max(taken, number(there, MAX_MESSAGE_BYTES_CONFIG));
      if (input.role().equals(TopicNames.REQUESTS) && number(there, RETENTION_MS_CONFIG) > 0) {
        kept = number(there, RETENTION_MS_CONFIG);
      }
    }
    if (number(facts, MAX_MESSAGE_BYTES_CONFIG) < taken) {
      wrong.add(
          "%s is less than what the job reads, %d: what it refuses is cut; mend it: %s"
              .formatted(
                  MAX_MESSAGE_BYTES_CONFIG,
                  taken,
                  alter(topic, MAX_MESSAGE_BYTES_CONFIG, Long.toString(taken))));
    }
    if (number(facts, RETENTION_MS_CONFIG) > kept) {
      wrong.add(
          "%s is more than the %d of requests: prompts outlive their topic; mend it: %s"
              .formatted(
                  RETENTION_MS_CONFIG,
                  kept,
                  alter(topic, RETENTION_MS_CONFIG, Long.toString(kept))));
    }
  }

  private static long number(TopicFacts facts, String key) {
    return Long.parseLong(facts.configs().getOrDefault(key, "0"));
  }

  private String alter(TopicSpec topic, String key, String value) {
    return "kafka-configs.sh %s --alter --entity-type topics --entity-name %s --add-config %s=%s"
        .formatted(tools, topic.name(), key, value);
  }
}
