package dev.surety.operate.control;

import dev.surety.domain.ControlTopicFacts;
import dev.surety.operate.kafka.Brokers;
import dev.surety.operate.kafka.KafkaFailure;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
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
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/** Whether a control topic keeps what is published on it, and its order, as the job asks. */
final class TopicCheck {

  /** A transaction of a price feed is over in this time; one that is not was left open. */
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private static final long PAUSE_MILLIS = 200;

  private final Brokers brokers;
  private final String topic;

  TopicCheck(Brokers brokers, String topic) {
    this.brokers = brokers;
    this.topic = topic;
  }

  /**
   * @throws IllegalArgumentException with all that is wrong, a line each; nothing is to be
   *     published then
   * @throws IOException if the brokers don't say it
   */
  void check() throws IOException, InterruptedException {
    try (Admin admin = brokers.admin()) {
      ControlTopicFacts facts = facts(admin);
      long deadline = System.nanoTime() + PATIENCE.toNanos();
      while (facts.heldBack() != null && System.nanoTime() < deadline) {
        Thread.sleep(PAUSE_MILLIS);
        facts = facts(admin);
      }
      List<String> problems = new ArrayList<>(facts.problems());
      if (facts.heldBack() != null) {
        problems.add(facts.heldBack());
      }
      if (!problems.isEmpty()) {
        throw new IllegalArgumentException("nothing is published\n" + String.join("\n", problems));
      }
    } catch (UnknownTopicOrPartitionException e) {
      throw new IOException(
          "there is no topic '" + topic + "'; name the right one, or create it", e);
    } catch (KafkaException e) {
      throw KafkaFailure.of(e);
    }
  }

  private ControlTopicFacts facts(Admin admin) throws InterruptedException {
    int partitions =
        get(admin.describeTopics(List.of(topic)).allTopicNames()).get(topic).partitions().size();
    long readable = end(admin, partitions, IsolationLevel.READ_COMMITTED);
    long written = end(admin, partitions, IsolationLevel.READ_UNCOMMITTED);
    return new ControlTopicFacts(
        topic,
        brokers.bootstrapServers(),
        partitions,
        cleanupPolicy(admin),
        readable,
        Math.max(0, written - readable));
  }

  private long end(Admin admin, int partitions, IsolationLevel level) throws InterruptedException {
    Map<TopicPartition, OffsetSpec> latest =
        IntStream.range(0, partitions)
            .mapToObj(partition -> new TopicPartition(topic, partition))
            .collect(Collectors.toMap(Function.identity(), p -> OffsetSpec.latest()));
    return get(admin.listOffsets(latest, new ListOffsetsOptions(level)).all()).values().stream()
        .mapToLong(ListOffsetsResultInfo::offset)
        .sum();
  }

  /** Or {@code null}: not everybody who may write to a topic may read its settings. */
  private String cleanupPolicy(Admin admin) throws InterruptedException {
    ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, topic);
    try {
      return get(admin.describeConfigs(List.of(resource)).all())
          .get(resource)
          .get(TopicConfig.CLEANUP_POLICY_CONFIG)
          .value();
    } catch (AuthorizationException e) {
      return null;
    }
  }

  private static <T> T get(KafkaFuture<T> future) throws InterruptedException {
    try {
      return future.get();
    } catch (ExecutionException e) {
      throw e.getCause() instanceof KafkaException cause ? cause : new KafkaException(e.getCause());
    }
  }
}
