package dev.surety.demo.kafka;

import java.util.Map;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.config.TopicConfig;

/**
 * Settings of a topic.
 *
 * @param partitions number of partitions
 * @param compacted true to keep only the newest record of a key (control, standings)
 */
public record TopicSettings(int partitions, boolean compacted) {

  private static final short ONE_REPLICA = 1;

  public TopicSettings {
    if (partitions < 1) {
      throw new IllegalArgumentException("partitions must be at least 1, not " + partitions);
    }
  }

  /** A topic whose records are kept for Kafka's retention time. */
  public static TopicSettings log(int partitions) {
    return new TopicSettings(partitions, false);
  }

  /** A topic that keeps the newest record of each key. */
  public static TopicSettings compacted(int partitions) {
    return new TopicSettings(partitions, true);
  }

  NewTopic newTopic(String name) {
    String policy =
        compacted ? TopicConfig.CLEANUP_POLICY_COMPACT : TopicConfig.CLEANUP_POLICY_DELETE;
    return new NewTopic(name, partitions, ONE_REPLICA)
        .configs(Map.of(TopicConfig.CLEANUP_POLICY_CONFIG, policy));
  }
}
