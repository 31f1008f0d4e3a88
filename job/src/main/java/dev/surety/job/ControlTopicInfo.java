package dev.surety.job;

import dev.surety.domain.ControlTopicFacts;
import dev.surety.job.WholeTopic.Deadline;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.TimeoutException;

/**
 * What the brokers say of a control topic.
 *
 * @param topicId another one for each topic, also of the same name
 */
record ControlTopicInfo(String topicId, ControlTopicFacts facts) {

  /**
   * @throws KafkaException if the brokers don't say it
   */
  static ControlTopicInfo ask(
      Properties properties, String brokers, List<TopicPartition> partitions, Deadline deadline) {
    String topic = partitions.get(0).topic();
    try (Admin admin = Admin.create(PatientAdmin.of(properties))) {
      String id =
          get(admin.describeTopics(List.of(topic)).allTopicNames(), deadline)
              .get(topic)
              .topicId()
              .toString();
      long readable = end(admin, partitions, IsolationLevel.READ_COMMITTED, deadline);
      long written = end(admin, partitions, IsolationLevel.READ_UNCOMMITTED, deadline);
      return new ControlTopicInfo(
          id,
          new ControlTopicFacts(
              topic,
              brokers,
              partitions.size(),
              cleanupPolicy(admin, topic, deadline),
              readable,
              Math.max(0, written - readable)));
    }
  }

  private static long end(
      Admin admin, List<TopicPartition> partitions, IsolationLevel level, Deadline deadline) {
    Map<TopicPartition, OffsetSpec> latest =
        partitions.stream()
            .collect(Collectors.toMap(Function.identity(), p -> OffsetSpec.latest()));
    return get(admin.listOffsets(latest, new ListOffsetsOptions(level)).all(), deadline)
        .values()
        .stream()
        .mapToLong(ListOffsetsResultInfo::offset)
        .sum();
  }

  /** Or {@code null}: not everybody who may read a topic may read its settings. */
  private static String cleanupPolicy(Admin admin, String topic, Deadline deadline) {
    ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, topic);
    try {
      return get(admin.describeConfigs(List.of(resource)).all(), deadline)
          .get(resource)
          .get(TopicConfig.CLEANUP_POLICY_CONFIG)
          .value();
    } catch (AuthorizationException e) {
      return null;
    }
  }

  /** What is answered, or Kafka's own exception. */
  static <T> T get(KafkaFuture<T> future, Deadline deadline) {
    try {
      return future.get(deadline.left().toMillis(), TimeUnit.MILLISECONDS);
    } catch (java.util.concurrent.TimeoutException e) {
      throw new TimeoutException(e);
    } catch (InterruptedException e) {
      throw new InterruptException(e);
    } catch (ExecutionException e) {
      throw e.getCause() instanceof KafkaException cause ? cause : new KafkaException(e.getCause());
    }
  }
}
