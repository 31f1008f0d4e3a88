package dev.surety.job;

import dev.surety.domain.ControlTopicFacts;
import dev.surety.flink.ControlContent;
import dev.surety.flink.ControlReader;
import dev.surety.flink.ControlRecord;
import dev.surety.job.WholeTopic.Deadline;
import dev.surety.job.options.JobOptions;
import dev.surety.job.options.JobSettings;
import dev.surety.wire.json.MalformedRecord;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The control topic as it stands when a subtask of ROUTE begins, so that no request is decided
 * before the configuration is there. The job reads the topic as a stream as well: what that repeats
 * is older, and changes nothing.
 */
final class KafkaControl implements ControlReader {

  private static final long serialVersionUID = 1L;

  private static final Logger LOG = LoggerFactory.getLogger(KafkaControl.class);

  private final String topic;
  private final String brokers;
  private final Duration timeout;
  private final Properties properties;
  private final InputLimits limits;

  KafkaControl(JobSettings settings) {
    topic = settings.get(JobOptions.CONTROL);
    brokers = settings.get(JobOptions.BOOTSTRAP_SERVERS);
    timeout = settings.get(JobOptions.CONTROL_TIMEOUT);
    properties = settings.kafkaProperties();
    limits = InputLimits.of(settings);
  }

  /**
   * Reads the topic from its beginning to the end of what is committed.
   *
   * @throws IllegalStateException if the brokers or the topic can't be read, or the topic is not
   *     made for what it is used for and nothing is known yet; says how to mend it
   */
  @Override
  public ControlContent read(boolean goesOn) {
    Deadline deadline = Deadline.in(timeout);
    ByteArrayDeserializer bytes = new ByteArrayDeserializer();
    try (KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(consuming(), bytes, bytes)) {
      List<TopicPartition> partitions = partitions(consumer, deadline);
      ControlTopicInfo info = ControlTopicInfo.ask(properties, brokers, partitions, deadline);
      check(info.facts(), goesOn);
      ControlContent content = read(consumer, partitions, info.topicId(), deadline);
      LOG.info(
          "Read {} records of the control topic, to {}", content.records().size(), content.ends());
      return content;
    } catch (TimeoutException e) {
      throw new IllegalStateException(
          "the control topic '%s' could not be read from %s within %s; check that the brokers run and are reachable from here (kafka.bootstrap.servers), or raise kafka.control-timeout; until then nothing is decided, and Flink's restart strategy tries again"
              .formatted(topic, brokers, timeout),
          e);
    } catch (InterruptException e) {
      throw e;
    } catch (KafkaException e) {
      throw new IllegalStateException(
          "the control topic '%s' can't be read from %s: %s; mend it or the %s* options"
              .formatted(topic, brokers, rootMessage(e), JobOptions.KAFKA_PROPERTIES),
          e);
    }
  }

  /** What a job without a configuration must not begin with is only said to one that has it. */
  private static void check(ControlTopicFacts facts, boolean goesOn) {
    List<String> problems = facts.problems();
    if (!problems.isEmpty() && !goesOn) {
      throw new IllegalStateException("the control " + String.join("; and ", problems));
    }
    problems.forEach(problem -> LOG.error("The control {}", problem));
    if (facts.heldBack() != null) {
      LOG.error("Not all of the control topic can be read: {}", facts.heldBack());
    }
  }

  private ControlContent read(
      KafkaConsumer<byte[], byte[]> consumer,
      List<TopicPartition> partitions,
      String topicId,
      Deadline deadline) {
    List<ControlRecord> records = new ArrayList<>();
    WholeTopic.read(consumer, partitions, deadline, record -> take(record, records));
    Map<Integer, Long> read = new HashMap<>();
    partitions.forEach(p -> read.put(p.partition(), consumer.position(p, deadline.left())));
    return new ControlContent(topicId, read, records);
  }

  /** As the stream does; what that sends to the dead letters is left to it. */
  private void take(ConsumerRecord<byte[], byte[]> record, List<ControlRecord> records) {
    RawRecord raw = RawRecordDeserializer.raw(record);
    try {
      limits.checkSize(raw);
      records.add(ParseControl.placed(raw, System.currentTimeMillis()));
    } catch (MalformedRecord | RejectedRecord | RuntimeException e) {
      // Counted and kept with its reason when the stream meets it.
      LOG.debug("left to the stream: {}", e.getMessage());
    }
  }

  private Properties consuming() {
    Properties consuming = WholeTopic.consuming(properties);
    consuming.setProperty(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
    return consuming;
  }

  private List<TopicPartition> partitions(
      KafkaConsumer<byte[], byte[]> consumer, Deadline deadline) {
    List<TopicPartition> found = WholeTopic.partitions(consumer, topic, deadline);
    if (found.isEmpty()) {
      throw new IllegalStateException(
          "there is no topic '%1$s' at %2$s; create it: kafka-topics.sh --bootstrap-server %2$s --create --topic %1$s --partitions 1 --config cleanup.policy=compact"
              .formatted(topic, brokers));
    }
    return found;
  }

  private static String rootMessage(Throwable e) {
    return e.getCause() == null ? String.valueOf(e.getMessage()) : rootMessage(e.getCause());
  }
}
