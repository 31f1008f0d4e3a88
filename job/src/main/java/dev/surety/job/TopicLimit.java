package dev.surety.job;

import java.time.Duration;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** How large a record a topic takes. */
final class TopicLimit {

  private static final Logger LOG = LoggerFactory.getLogger(TopicLimit.class);
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private TopicLimit() {}

  /**
   * Asks the brokers. Who may not ask, or gets no answer, goes by its own bound.
   *
   * @param client properties of a Kafka client, the brokers among them
   * @param most bytes that are wanted at most
   * @return bytes of a record, at most {@code most}
   */
  static int ask(Properties client, String topic, int most) {
    try (Admin admin = Admin.create(PatientAdmin.of(client))) {
      ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, topic);
      try {
        ConfigEntry entry =
            admin
                .describeConfigs(List.of(resource))
                .all()
                .get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)
                .get(resource)
                .get(TopicConfig.MAX_MESSAGE_BYTES_CONFIG);
        return entry == null ? most : Math.min(most, Integer.parseInt(entry.value()));
      } finally {
        admin.close(Duration.ZERO);
      }
    } catch (ExecutionException | TimeoutException | KafkaException | NumberFormatException e) {
      LOG.info("What topic {} takes can't be asked ({}); going by {} bytes", topic, e, most);
      return most;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return most;
    }
  }
}
