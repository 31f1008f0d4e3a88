package dev.surety.job;

import org.apache.flink.connector.kafka.source.split.KafkaPartitionSplit;

/** A partition and how far it has been read, with the id of the topic that the offset is of. */
final class TopicSplit extends KafkaPartitionSplit {

  private final String topicId;

  private TopicSplit(KafkaPartitionSplit split, long offset, String topicId) {
    super(split.getTopicPartition(), offset, split.getStoppingOffset().orElse(NO_STOPPING_OFFSET));
    this.topicId = topicId;
  }

  /** The same partition of a topic. */
  static TopicSplit of(KafkaPartitionSplit split, String topicId) {
    return at(split.getStartingOffset(), split, topicId);
  }

  /** The same partition from another offset on. */
  static TopicSplit at(long offset, KafkaPartitionSplit split, String topicId) {
    return new TopicSplit(split, offset, topicId);
  }

  /** Or {@code null}: states of before don't say it, nor does a partition that was just found. */
  static String topicId(KafkaPartitionSplit split) {
    return split instanceof TopicSplit known ? known.topicId : null;
  }

  @Override
  public boolean equals(Object other) {
    return super.equals(other) && topicId.equals(topicId((KafkaPartitionSplit) other));
  }

  @Override
  public int hashCode() {
    return super.hashCode();
  }
}
