package dev.surety.client;

import static java.util.Map.entry;

import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** A gateway's producer and consumer, with the properties that its promises rest on. */
final class KafkaClients {

  static final String BOOTSTRAP = "bootstrap.servers";

  private static final String DO_WITHOUT = "leave it out";

  /** Properties that the gateway sets by itself, and what to use in their place. */
  private static final Map<String, String> OWN =
      Map.ofEntries(
          entry("key.serializer", DO_WITHOUT),
          entry("value.serializer", DO_WITHOUT),
          entry("key.deserializer", DO_WITHOUT),
          entry("value.deserializer", DO_WITHOUT),
          entry("acks", DO_WITHOUT),
          entry("linger.ms", DO_WITHOUT),
          entry("transactional.id", DO_WITHOUT),
          entry("enable.auto.commit", DO_WITHOUT),
          entry("auto.offset.reset", DO_WITHOUT),
          entry("group.id", "each gateway reads all decisions: leave it out"),
          entry("group.instance.id", "each gateway reads all decisions: leave it out"),
          entry("max.block.ms", "use maxBlock"),
          entry("delivery.timeout.ms", "use keepFor"));

  private KafkaClients() {}

  static void refuseOwn(String name) {
    String mend = OWN.get(name);
    if (mend != null) {
      throw new IllegalArgumentException(
          "the Kafka property '%s' is set by the gateway itself; %s".formatted(name, mend));
    }
  }

  static Producer<byte[], byte[]> producer(GatewaySettings settings) {
    Map<String, Object> properties = new HashMap<>(settings.kafka());
    // Nobody waits for company; what comes while requests are under way gathers by itself. Two of
    // them, so that a question need not wait for what was reported a moment before.
    properties.put("linger.ms", 0);
    properties.putIfAbsent("max.in.flight.requests.per.connection", 2);
    properties.putIfAbsent("batch.size", 64 << 10);
    properties.put("acks", "all");
    properties.put("max.block.ms", settings.keepFor().toMillis());
    // By default what a broker does not take for two minutes is thrown away.
    properties.put("delivery.timeout.ms", (int) settings.keepFor().toMillis());
    try {
      return new KafkaProducer<>(properties, new ByteArraySerializer(), new ByteArraySerializer());
    } catch (KafkaException e) {
      throw refused(e);
    }
  }

  static Consumer<byte[], byte[]> consumer(GatewaySettings settings) {
    Map<String, Object> properties = new HashMap<>(settings.kafka());
    properties.put("enable.auto.commit", false);
    properties.put("allow.auto.create.topics", false);
    // Positions are given; this is for one that Kafka has deleted meanwhile.
    properties.put("auto.offset.reset", "earliest");
    // How soon partitions that are added are seen.
    properties.putIfAbsent("metadata.max.age.ms", 30_000);
    try {
      return new KafkaConsumer<>(
          properties, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    } catch (KafkaException e) {
      throw refused(e);
    }
  }

  private static IllegalArgumentException refused(KafkaException e) {
    Throwable root = e;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    return new IllegalArgumentException("Kafka refuses the settings: " + root.getMessage(), e);
  }
}
