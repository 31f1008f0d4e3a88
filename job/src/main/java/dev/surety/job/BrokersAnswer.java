package dev.surety.job;

import dev.surety.job.WholeTopic.Deadline;
import dev.surety.job.options.JobOptions;
import dev.surety.job.options.JobSettings;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/** Asks the brokers of a topic, within {@code kafka.control-timeout}. */
final class BrokersAnswer implements TopicQuestion {

  private static final long serialVersionUID = 1L;

  private final String topic;
  private final String group;
  private final String brokers;
  private final Duration timeout;
  private final Properties properties;

  BrokersAnswer(String topic, JobSettings settings) {
    this.topic = topic;
    group = settings.get(JobOptions.GROUP_ID);
    brokers = settings.get(JobOptions.BOOTSTRAP_SERVERS);
    timeout = settings.get(JobOptions.CONTROL_TIMEOUT);
    properties = settings.kafkaProperties();
  }

  @Override
  public Map<TopicPartition, Long> committed() {
    try (Admin admin = Admin.create(PatientAdmin.of(properties))) {
      Map<TopicPartition, Long> committed = new HashMap<>();
      ControlTopicInfo.get(
              admin.listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata(),
              Deadline.in(timeout))
          .forEach(
              (partition, offset) -> {
                if (offset != null) {
                  committed.put(partition, offset.offset());
                }
              });
      return committed;
    } catch (InterruptException e) {
      throw e;
    } catch (KafkaException e) {
      throw unanswered(e);
    }
  }

  @Override
  public Answer ask(Collection<TopicPartition> partitions) {
    Deadline deadline = Deadline.in(timeout);
    try (Admin admin = Admin.create(PatientAdmin.of(properties))) {
      TopicDescription found =
          ControlTopicInfo.get(admin.describeTopics(List.of(topic)).allTopicNames(), deadline)
              .get(topic);
      List<TopicPartition> there =
          partitions.stream().filter(p -> p.partition() < found.partitions().size()).toList();
      Map<TopicPartition, Long> begins = offsets(admin, there, OffsetSpec.earliest(), deadline);
      Map<TopicPartition, Long> ends = offsets(admin, there, OffsetSpec.latest(), deadline);
      Map<TopicPartition, Bounds> bounds = new HashMap<>();
      there.forEach(p -> bounds.put(p, new Bounds(begins.get(p), ends.get(p))));
      return new Answer(found.topicId().toString(), bounds);
    } catch (UnknownTopicOrPartitionException e) {
      throw new IllegalStateException(
          "there is no topic '%s' at %s; create it, as docs/install.md says"
              .formatted(topic, brokers),
          e);
    } catch (InterruptException e) {
      throw e;
    } catch (KafkaException e) {
      throw unanswered(e);
    }
  }

  private IllegalStateException unanswered(KafkaException e) {
    return new IllegalStateException(
        "%s could not be asked within %s which offsets the topic '%s' has: %s; check that the brokers run and let the job describe the topic, or raise kafka.control-timeout; Flink's restart strategy tries again"
            .formatted(brokers, timeout, topic, e.getMessage()),
        e);
  }

  private static Map<TopicPartition, Long> offsets(
      Admin admin, List<TopicPartition> partitions, OffsetSpec of, Deadline deadline) {
    Map<TopicPartition, OffsetSpec> wanted =
        partitions.stream().collect(Collectors.toMap(Function.identity(), p -> of));
    Map<TopicPartition, Long> offsets = new HashMap<>();
    for (Map.Entry<TopicPartition, ListOffsetsResultInfo> entry :
        ControlTopicInfo.get(admin.listOffsets(wanted).all(), deadline).entrySet()) {
      offsets.put(entry.getKey(), entry.getValue().offset());
    }
    return offsets;
  }
}
