package dev.surety.job;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** A topic read at a start, from its beginning to the end that it had then, in bounded time. */
final class WholeTopic {

  private static final Duration POLL = Duration.ofMillis(100);

  private WholeTopic() {}

  /** Settings of a consumer that leaves no trace. */
  static Properties consuming(Properties client) {
    Properties consuming = new Properties();
    consuming.putAll(client);
    consuming.setProperty(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, "false");
    consuming.setProperty(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
    // Whoever waits for more than there is answers no farewell: closing would take that long too.
    consuming.setProperty(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, "10");
    // A topic that is missing must be noticed, not created with the broker's defaults.
    consuming.setProperty(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, "false");
    return consuming;
  }

  /** Such a consumer. */
  static KafkaConsumer<byte[], byte[]> consumer(Properties client) {
    ByteArrayDeserializer bytes = new ByteArrayDeserializer();
    return new KafkaConsumer<>(consuming(client), bytes, bytes);
  }

  /**
   * One that stays and listens: the broker holds its question until there is something to hear, and
   * is not asked a hundred times a second by every task. Close it without a farewell, which would
   * wait for that answer.
   */
  static KafkaConsumer<byte[], byte[]> listener(Properties client) {
    Properties staying = consuming(client);
    staying.setProperty(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, "500");
    ByteArrayDeserializer bytes = new ByteArrayDeserializer();
    return new KafkaConsumer<>(staying, bytes, bytes);
  }

  /** None if there is no such topic. */
  static List<TopicPartition> partitions(
      Consumer<byte[], byte[]> consumer, String topic, Deadline deadline) {
    List<PartitionInfo> found;
    try {
      found = consumer.partitionsFor(topic, deadline.left());
    } catch (UnknownTopicOrPartitionException e) {
      found = null;
    }
    return found == null
        ? List.of()
        : found.stream().map(p -> new TopicPartition(p.topic(), p.partition())).toList();
  }

  /**
   * Hands out every record, each partition's in their order.
   *
   * @throws TimeoutException if the end is not reached in time
   */
  static void read(
      Consumer<byte[], byte[]> consumer,
      List<TopicPartition> partitions,
      Deadline deadline,
      java.util.function.Consumer<ConsumerRecord<byte[], byte[]>> each) {
    consumer.assign(partitions);
    consumer.seekToBeginning(partitions);
    Map<TopicPartition, Long> ends = consumer.endOffsets(partitions, deadline.left());
    // Positions, not records, tell how far it got: compaction leaves gaps.
    while (ends.entrySet().stream()
        .anyMatch(end -> consumer.position(end.getKey(), deadline.left()) < end.getValue())) {
      consumer.poll(POLL).forEach(each);
    }
  }

  /** When the time is up, by the clock of {@link System#nanoTime}. */
  record Deadline(long nanos) {

    static Deadline in(Duration time) {
      return new Deadline(System.nanoTime() + time.toNanos());
    }

    /**
     * @throws TimeoutException if nothing is
     */
    Duration left() {
      long left = nanos - System.nanoTime();
      if (left <= 0) {
        throw new TimeoutException("the time is up");
      }
      return Duration.ofNanos(left);
    }
  }
}
