package dev.surety.demo.kafka;

import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.NewTopic;

/** Creates topics on any broker. */
public final class TopicAdmin {

  private static final Duration TIMEOUT = Duration.ofSeconds(30);

  private TopicAdmin() {}

  /**
   * Creates those of the topics that aren't there yet; topics that exist are left as they are.
   *
   * @param bootstrap the broker, as host:port
   * @param topics name to settings
   * @throws IOException if the broker refuses a topic or doesn't answer within 30 seconds
   */
  public static void create(String bootstrap, Map<String, TopicSettings> topics)
      throws IOException {
    create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrap), topics);
  }

  /**
   * The same with whatever else a client needs to get in.
   *
   * @param clients client settings: bootstrap.servers and security
   */
  public static void create(Map<String, Object> clients, Map<String, TopicSettings> topics)
      throws IOException {
    Map<String, Object> config = new HashMap<>(clients);
    config.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, (int) TIMEOUT.toMillis());
    try (Admin admin = Admin.create(config)) {
      var existing = admin.listTopics().names().get(TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
      List<NewTopic> missing =
          topics.entrySet().stream()
              .filter(topic -> !existing.contains(topic.getKey()))
              .map(topic -> topic.getValue().newTopic(topic.getKey()))
              .toList();
      admin.createTopics(missing).all().get(TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException e) {
      throw new IOException(
          "Kafka refused the topics " + topics.keySet() + ": " + e.getCause().getMessage(), e);
    } catch (TimeoutException e) {
      throw new IOException("Kafka did not create the topics in " + TIMEOUT, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("Interrupted while creating topics", e);
    }
  }
}
