package dev.surety.operate.kafka;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/** Reads a topic to where it ends when the reading begins. */
public final class TopicScan {

  private static final Duration POLL = Duration.ofMillis(200);

  /** Without one record more in this time the scan is given up. */
  private static final Duration PATIENCE = Duration.ofMinutes(1);

  private final KafkaConsumer<byte[], byte[]> consumer;

  public TopicScan(KafkaConsumer<byte[], byte[]> consumer) {
    this.consumer = consumer;
  }

  /**
   * @param since records before the first that has at least this timestamp are passed over
   * @throws IOException if the topic is not there or Kafka stops answering
   */
  public void read(String topic, Instant since, Consumer<ConsumerRecord<byte[], byte[]>> each)
      throws IOException {
    List<TopicPartition> partitions = partitions(topic);
    Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
    consumer.assign(partitions);
    consumer.seekToBeginning(partitions);
    if (since.isAfter(Instant.EPOCH)) {
      seek(partitions, since, ends);
    }
    long heard = System.nanoTime();
    while (partitions.stream().anyMatch(p -> consumer.position(p) < ends.get(p))) {
      for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
        heard = System.nanoTime();
        if (record.offset() < ends.get(new TopicPartition(topic, record.partition()))) {
          each.accept(record);
        }
      }
      if (System.nanoTime() - heard > PATIENCE.toNanos()) {
        throw new IOException(
            "topic '%s' gave no record for %d s, but is not at its end; is a broker down?"
                .formatted(topic, PATIENCE.toSeconds()));
      }
    }
    ends.forEach(consumer::seek); // what was fetched beyond is for next
  }

  /** After {@link #read}: hands out what has come since, after a short wait for it. */
  public void next(Consumer<ConsumerRecord<byte[], byte[]>> each) {
    consumer.poll(POLL).forEach(each);
  }

  private List<TopicPartition> partitions(String topic) throws IOException {
    List<PartitionInfo> found;
    try {
      found = consumer.partitionsFor(topic);
    } catch (UnknownTopicOrPartitionException e) {
      found = List.of();
    }
    if (found == null || found.isEmpty()) {
      throw new IOException("there is no topic '" + topic + "'; name the right one, or create it");
    }
    return found.stream().map(p -> new TopicPartition(topic, p.partition())).toList();
  }

  private void seek(
      List<TopicPartition> partitions, Instant since, Map<TopicPartition, Long> ends) {
    Map<TopicPartition, OffsetAndTimestamp> first =
        consumer.offsetsForTimes(
            partitions.stream().collect(Collectors.toMap(p -> p, p -> since.toEpochMilli())));
    first.forEach((p, at) -> consumer.seek(p, at == null ? ends.get(p) : at.offset()));
  }
}
