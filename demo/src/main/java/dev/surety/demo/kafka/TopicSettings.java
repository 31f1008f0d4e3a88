package dev.surety.demo.kafka;

import java.util.Map;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.config.TopicConfig;

/**
 * Settings of a topic.
 *
 * @param partitions number of partitions
 * @param configs what differs from the broker's defaults, by Kafka's names
 */
public record TopicSettings(int partitions, Map<String, String> configs) {

  private static final short ONE_REPLICA = 1;

  public TopicSettings {
    if (partitions < 1) {
      throw new IllegalArgumentException("partitions must be at least 1, not " + partitions);
    }
    configs = Map.copyOf(configs);
  }

  /** A topic whose records are kept for Kafka's retention time. */
  public static TopicSettings log(int partitions) {
    return cleaned(partitions, TopicConfig.CLEANUP_POLICY_DELETE);
  }

  /** A topic that keeps the newest record of each key (control, standings). */
  public static TopicSettings compacted(int partitions) {
    return cleaned(partitions, TopicConfig.CLEANUP_POLICY_COMPACT);
  }

  private static TopicSettings cleaned(int partitions, String policy) {
    return new TopicSettings(partitions, Map.of(TopicConfig.CLEANUP_POLICY_CONFIG, policy));
  }

  NewTopic newTopic(String name) {
    return new NewTopic(name, partitions, ONE_REPLICA).configs(configs);
  }
}
