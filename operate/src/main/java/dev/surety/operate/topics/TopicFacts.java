package dev.surety.operate.topics;

import java.util.Map;

/**
 * A topic as the brokers have it.
 *
 * @param replicas of the partition that has the fewest
 * @param configs values by Kafka's names, or {@code null} where they may not be asked
 */
record TopicFacts(int partitions, int replicas, Map<String, String> configs) {}
