package dev.surety.demo.run;

import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Reads a topic from its beginning to where it ends at the time of the call. */
public final class TopicReader {

  private static final Duration POLL = Duration.ofMillis(200);
  private static final Duration LONGEST = Duration.ofMinutes(5);

  private final Map<String, Object> kafka;

  /**
   * @param kafka client settings: bootstrap.servers and whatever security needs
   */
  public TopicReader(Map<String, Object> kafka) {
    this.kafka = new HashMap<>(kafka);
  }

  /** Hands out every record, each partition's in their order. */
  public void read(String topic, Consumer<ConsumerRecord<byte[], byte[]>> each) throws IOException {
    long deadline = System.nanoTime() + LONGEST.toNanos();
    try (KafkaConsumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(kafka, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
      List<TopicPartition> partitions =
          consumer.partitionsFor(topic).stream()
              .map(p -> new TopicPartition(topic, p.partition()))
              .toList();
      Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      while (partitions.stream().anyMatch(p -> consumer.position(p) < ends.get(p))) {
        consumer.poll(POLL).forEach(each);
        if (System.nanoTime() > deadline) {
          throw new IOException("topic " + topic + " was not read to its end in " + LONGEST);
        }
      }
    }
  }
}
