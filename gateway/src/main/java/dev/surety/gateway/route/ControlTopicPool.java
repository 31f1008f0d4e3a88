package dev.surety.gateway.route;

import dev.surety.domain.ControlUpdate;
import dev.surety.domain.ModelSpec;
import dev.surety.domain.SlaLimits;
import dev.surety.domain.SlaPolicy;
import dev.surety.domain.TenantTier;
import dev.surety.engine.Configuration;
import dev.surety.wire.json.ControlJson;
import dev.surety.wire.json.MalformedRecord;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The models in force, followed on the control topic by a thread of its own. They are shown to
 * clients and decide nothing here, so what can't be read is left out and a Kafka that is away is
 * waited for.
 */
final class ControlTopicPool {

  private static final Logger LOG = LoggerFactory.getLogger(ControlTopicPool.class);
  private static final Duration POLL = Duration.ofSeconds(1);
  private static final long PAUSE_MILLIS = 2_000;

  private final Map<String, Object> kafka;
  private final String topic;
  private final Thread thread = new Thread(this::run, "surety-door-pool");
  private volatile Map<String, ModelSpec> models = Map.of();

  /** What the thread fills; whoever asks for a promise has it to himself meanwhile. */
  private volatile Configuration known = new Configuration();

  private volatile KafkaConsumer<byte[], byte[]> consumer;
  private volatile boolean closed;

  ControlTopicPool(Map<String, Object> kafka, String topic) {
    this.kafka = new HashMap<>(kafka);
    this.kafka.put("isolation.level", "read_committed");
    this.kafka.put("enable.auto.commit", false);
    this.kafka.put("allow.auto.create.topics", false);
    this.kafka.put("auto.offset.reset", "earliest");
    this.topic = topic;
    thread.setDaemon(true);
  }

  void start() {
    thread.start();
  }

  Map<String, ModelSpec> models() {
    return models;
  }

  /** Which models the promise to a key allows, as far as is known. */
  SlaLimits limits(TenantTier key) {
    Configuration configuration = known;
    synchronized (configuration) {
      SlaPolicy promised = configuration.promised(key);
      return promised == null ? SlaLimits.NONE : promised.limits();
    }
  }

  private void run() {
    while (!closed) {
      try (KafkaConsumer<byte[], byte[]> open =
          new KafkaConsumer<>(kafka, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
        consumer = open;
        follow(open);
      } catch (WakeupException e) {
        // It is to end: the loop looks.
      } catch (KafkaException e) {
        LOG.warn("can't read topic '{}', trying again: {}", topic, e.getMessage());
        pause();
      }
    }
  }

  private void follow(KafkaConsumer<byte[], byte[]> open) {
    List<TopicPartition> partitions =
        open.partitionsFor(topic).stream()
            .map(p -> new TopicPartition(topic, p.partition()))
            .toList();
    open.assign(partitions);
    open.seekToBeginning(partitions);
    Configuration configuration = new Configuration();
    while (!closed) {
      open.poll(POLL).forEach(record -> take(configuration, record));
      known = configuration;
      // What was announced comes into force with time, without a record.
      models =
          configuration.pools().at(System.currentTimeMillis()).stream()
              .collect(Collectors.toUnmodifiableMap(ModelSpec::name, Function.identity()));
    }
    open.close(CloseOptions.timeout(Duration.ofMillis(100)));
  }

  private void take(Configuration configuration, ConsumerRecord<byte[], byte[]> record) {
    try {
      ControlUpdate update =
          ControlJson.read(record.key(), record.value()).published(record.timestamp());
      synchronized (configuration) {
        configuration.put(update);
      }
    } catch (MalformedRecord | IllegalArgumentException e) {
      LOG.debug("left out {}@{}: {}", topic, record.offset(), e.getMessage());
    }
  }

  private static void pause() {
    try {
      TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
    } catch (InterruptedException e) {
      // It is to end: the loop looks.
    }
  }

  void close() {
    closed = true;
    KafkaConsumer<byte[], byte[]> open = consumer;
    if (open != null) {
      open.wakeup();
    }
  }
}
