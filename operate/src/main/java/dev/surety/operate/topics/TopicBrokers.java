package dev.surety.operate.topics;

import dev.surety.operate.kafka.Brokers;
import dev.surety.operate.kafka.KafkaFailure;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/** What brokers know of topics, and new topics on them. */
final class TopicBrokers implements AutoCloseable {

  private static final int LOOKS = 50;
  private static final long PAUSE_MILLIS = 200;

  private final Admin admin;

  TopicBrokers(Brokers brokers) throws IOException {
    try {
      this.admin = brokers.admin();
    } catch (KafkaException e) {
      throw KafkaFailure.of(e);
    }
  }

  /** How many brokers there are. */
  int count() throws IOException {
    return get(admin.describeCluster().nodes()).size();
  }

  /** Those of the topics that there are, by name. */
  Map<String, TopicFacts> facts(Collection<String> names) throws IOException {
    Map<String, TopicFacts> found = new TreeMap<>();
    for (var one : admin.describeTopics(names).topicNameValues().entrySet()) {
      try {
        TopicDescription topic = await(one.getValue());
        int replicas =
            topic.partitions().stream().mapToInt(p -> p.replicas().size()).min().orElse(0);
        found.put(
            one.getKey(),
            new TopicFacts(topic.partitions().size(), replicas, configs(one.getKey())));
      } catch (UnknownTopicOrPartitionException e) {
        // Not there: the caller sees that it is missing.
      } catch (KafkaException e) {
        throw KafkaFailure.of(e);
      }
    }
    return found;
  }

  /** The same once all are there, or as they are when patience ends. */
  Map<String, TopicFacts> awaitFacts(Collection<String> names) throws IOException {
    Map<String, TopicFacts> found = facts(names);
    // Not every broker knows at once what one has just agreed to.
    for (int i = 0; i < LOOKS && found.size() < names.size(); i++) {
      try {
        Thread.sleep(PAUSE_MILLIS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IOException("interrupted while Kafka was asked", e);
      }
      found = facts(names);
    }
    return found;
  }

  private Map<String, String> configs(String name) throws IOException {
    ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, name);
    try {
      Config config = await(admin.describeConfigs(List.of(resource)).values().get(resource));
      Map<String, String> values = new HashMap<>();
      config.entries().forEach(entry -> values.put(entry.name(), entry.value()));
      return values;
    } catch (AuthorizationException e) {
      return null;
    }
  }

  /** Creates the topics; one that somebody else has created meanwhile is left as it is. */
  void create(List<TopicSpec> topics, short replicas) throws IOException {
    List<NewTopic> wanted = new ArrayList<>();
    for (TopicSpec topic : topics) {
      Map<String, String> configs = new HashMap<>(topic.configs());
      configs.put(TopicConfig.MIN_IN_SYNC_REPLICAS_CONFIG, TopicFindings.inSyncOf(replicas));
      wanted.add(new NewTopic(topic.name(), topic.partitions(), replicas).configs(configs));
    }
    for (KafkaFuture<Void> created : admin.createTopics(wanted).values().values()) {
      try {
        await(created);
      } catch (TopicExistsException e) {
        // The check that follows looks at it.
      } catch (KafkaException e) {
        throw KafkaFailure.of(e);
      }
    }
  }

  private static <T> T get(KafkaFuture<T> future) throws IOException {
    try {
      return await(future);
    } catch (KafkaException e) {
      throw KafkaFailure.of(e);
    }
  }

  private static <T> T await(KafkaFuture<T> future) throws IOException {
    try {
      return future.get(); // the client's own time-out ends it
    } catch (ExecutionException e) {
      throw e.getCause() instanceof KafkaException known ? known : new KafkaException(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while Kafka was asked", e);
    }
  }

  @Override
  public void close() {
    admin.close();
  }
}
