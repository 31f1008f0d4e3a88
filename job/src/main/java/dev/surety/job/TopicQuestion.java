package dev.surety.job;

import java.io.Serializable;
import java.util.Collection;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;

/** What a source asks the brokers of its topic. */
interface TopicQuestion extends Serializable {

  /**
   * @param partitions that offsets are known of; those that the topic does not have are left out of
   *     the answer
   * @throws IllegalStateException if nobody answers, or there is no such topic; says how to mend it
   */
  Answer ask(Collection<TopicPartition> partitions);

  /**
   * Where the job's group of consumers has come to.
   *
   * @return no entry for partitions in which it has come nowhere
   */
  default Map<TopicPartition, Long> committed() {
    return Map.of();
  }

  /**
   * @param topicId another one for each topic, also of the same name
   */
  record Answer(String topicId, Map<TopicPartition, Bounds> bounds) {}

  /**
   * @param begin offset of the oldest record that is kept
   * @param end offset that follows the newest record
   */
  record Bounds(long begin, long end) {}
}
