package dev.surety.domain;

import java.util.ArrayList;
import java.util.List;

/**
 * What matters of a control topic beside its records.
 *
 * @param brokers where it is, for the commands that mend it
 * @param partitions how many it has
 * @param cleanupPolicy as the broker has it, or {@code null} where that may not be asked
 * @param readable offset that follows the last record that can be read, over all partitions
 * @param held records that follow, which an open transaction holds back
 */
public record ControlTopicFacts(
    String topic, String brokers, int partitions, String cleanupPolicy, long readable, long held) {

  private static final String COMPACT = "compact";

  /** What makes the topic lose records or their order, each with the mend; empty if all is well. */
  public List<String> problems() {
    List<String> problems = new ArrayList<>();
    if (partitions > 1) {
      problems.add(
          "topic '%s' has %d partitions, and only in one do records keep the order in which they were published; make a topic with --partitions 1 and publish the records there (surety control list --json)"
              .formatted(topic, partitions));
    }
    if (cleanupPolicy != null && !cleanupPolicy.equals(COMPACT)) {
      problems.add(
          "topic '%1$s' has cleanup.policy=%2$s, so records that are in force are deleted with time; mend it: kafka-configs.sh --bootstrap-server %3$s --alter --entity-type topics --entity-name %1$s --add-config cleanup.policy=compact"
              .formatted(topic, cleanupPolicy, brokers));
    }
    return problems;
  }

  /** What an open transaction holds back, with the mend, or {@code null}. */
  public String heldBack() {
    return held == 0
        ? null
        : "an open transaction on topic '%1$s' holds back %2$d offsets from %3$d on, and whatever is published after it; find it with kafka-transactions.sh --bootstrap-server %4$s find-hanging --topic %1$s --max-transaction-timeout 1, and end it with abort --topic %1$s --partition 0 --start-offset OFFSET"
            .formatted(topic, held, readable, brokers);
  }
}
