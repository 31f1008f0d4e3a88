package dev.surety.job;

import dev.surety.domain.ControlUpdate;
import dev.surety.job.options.JobOptions;
import dev.surety.job.options.JobSettings;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * The control topic as it stands when the job starts, so that no request is decided before the
 * configuration is there. The job then reads the topic again as a stream: records are versioned, so
 * that changes nothing.
 */
final class ControlSnapshot {

  private static final Duration POLL = Duration.ofMillis(100);

  private final KnownControl known = new KnownControl();
  private final String topic;
  private final String brokers;
  private final Duration timeout;
  private final long deadline;

  private ControlSnapshot(String topic, String brokers, Duration timeout) {
    this.topic = topic;
    this.brokers = brokers;
    this.timeout = timeout;
    this.deadline = System.nanoTime() + timeout.toNanos();
  }

  /**
   * Reads the topic from its beginning to the end it had when this was called.
   *
   * @return the newest records of every subject in the order of the topic; a removed subject's
   *     tombstone, so that a restored job forgets it as well; nothing that can't be put in force
   * @throws IllegalStateException if the brokers or the topic can't be read; says how to mend it
   */
  static List<ControlUpdate> read(JobSettings settings) {
    Properties properties = settings.kafkaProperties();
    properties.setProperty(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
    properties.setProperty(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, "false");
    properties.setProperty(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
    // A topic that is missing must be noticed, not created with the broker's defaults.
    properties.setProperty(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, "false");
    ControlSnapshot snapshot =
        new ControlSnapshot(
            settings.get(JobOptions.CONTROL),
            settings.get(JobOptions.BOOTSTRAP_SERVERS),
            settings.get(JobOptions.CONTROL_TIMEOUT));
    ByteArrayDeserializer bytes = new ByteArrayDeserializer();
    try (KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(properties, bytes, bytes)) {
      snapshot.readToEnd(consumer);
    } catch (TimeoutException e) {
      throw snapshot.unreachable(e);
    } catch (KafkaException e) {
      throw new IllegalStateException(
          "the control topic '%s' can't be read from %s: %s; mend it or the %s* options"
              .formatted(
                  snapshot.topic, snapshot.brokers, rootMessage(e), JobOptions.KAFKA_PROPERTIES),
          e);
    }
    return snapshot.known.updates();
  }

  private void readToEnd(KafkaConsumer<byte[], byte[]> consumer) {
    List<TopicPartition> partitions = partitions(consumer);
    consumer.assign(partitions);
    consumer.seekToBeginning(partitions);
    Map<TopicPartition, Long> ends = consumer.endOffsets(partitions, left());
    // Positions, not records, tell how far it got: compaction leaves gaps.
    while (ends.entrySet().stream()
        .anyMatch(end -> consumer.position(end.getKey(), left()) < end.getValue())) {
      for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
        known.take(
            record.key(), record.value(), Math.min(record.timestamp(), System.currentTimeMillis()));
      }
    }
  }

  private List<TopicPartition> partitions(KafkaConsumer<byte[], byte[]> consumer) {
    List<PartitionInfo> found;
    try {
      found = consumer.partitionsFor(topic, left());
    } catch (UnknownTopicOrPartitionException e) {
      found = List.of();
    }
    if (found == null || found.isEmpty()) {
      throw new IllegalStateException(
          "there is no topic '%1$s' at %2$s; create it: kafka-topics.sh --bootstrap-server %2$s --create --topic %1$s --partitions 1 --config cleanup.policy=compact"
              .formatted(topic, brokers));
    }
    return found.stream().map(p -> new TopicPartition(p.topic(), p.partition())).toList();
  }

  private Duration left() {
    long nanos = deadline - System.nanoTime();
    if (nanos <= 0) {
      throw new TimeoutException("the time is up");
    }
    return Duration.ofNanos(nanos);
  }

  private IllegalStateException unreachable(TimeoutException e) {
    return new IllegalStateException(
        "the control topic '%s' could not be read from %s within %s; check that the brokers run and are reachable from here (kafka.bootstrap.servers), or raise kafka.control-timeout"
            .formatted(topic, brokers, timeout),
        e);
  }

  private static String rootMessage(Throwable e) {
    return e.getCause() == null ? String.valueOf(e.getMessage()) : rootMessage(e.getCause());
  }
}
