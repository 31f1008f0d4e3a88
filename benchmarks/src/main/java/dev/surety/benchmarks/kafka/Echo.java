package dev.surety.benchmarks.kafka;

import dev.surety.client.Topics;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * What Kafka takes by itself: a thread that writes each request to the topic of decisions as it
 * reads it. No job between the same topics can answer sooner.
 */
final class Echo implements Line {

  private static final Duration POLL = Duration.ofMillis(100);

  private final Topics topics;
  private final KafkaConsumer<byte[], byte[]> consumer;
  private final KafkaProducer<byte[], byte[]> producer;
  private final Thread thread = new Thread(this::run, "bench-echo");
  private volatile boolean closing;

  /**
   * @param name the prefix of its topics
   * @param gathering how its answers gather
   */
  Echo(String bootstrap, String name, Gathering gathering) {
    topics = Topics.prefixed(name + "-");
    Map<String, Object> properties = new HashMap<>(gathering.properties());
    properties.put("bootstrap.servers", bootstrap);
    producer =
        new KafkaProducer<>(properties, new ByteArraySerializer(), new ByteArraySerializer());
    consumer =
        new KafkaConsumer<>(
            Map.of(
                "bootstrap.servers", bootstrap,
                "auto.offset.reset", "earliest",
                // As the job reads.
                "isolation.level", "read_committed"),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer());
    consumer.assign(List.of(new TopicPartition(topics.requests(), 0)));
    thread.setDaemon(true);
    thread.start();
  }

  private void run() {
    while (!closing) {
      for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
        producer.send(new ProducerRecord<>(topics.decisions(), record.value()));
      }
    }
    consumer.close();
  }

  @Override
  public Topics topics() {
    return topics;
  }

  @Override
  public Gathering clients() {
    return Gathering.ONE_IN_FLIGHT;
  }

  @Override
  public void requireAlive() {
    if (!thread.isAlive()) {
      throw new IllegalStateException("the echo has ended");
    }
  }

  @Override
  public void close() {
    closing = true;
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    producer.close();
  }
}
