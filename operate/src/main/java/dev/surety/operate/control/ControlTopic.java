package dev.surety.operate.control;

import dev.surety.domain.ControlUpdate;
import dev.surety.operate.kafka.Brokers;
import dev.surety.operate.kafka.KafkaFailure;
import dev.surety.operate.kafka.TopicScan;
import dev.surety.wire.json.ControlJson;
import dev.surety.wire.json.TopicNames;
import dev.surety.wire.json.TopicRecord;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The control topic and the way to it. */
final class ControlTopic {

  @Mixin private Brokers brokers;

  @Option(
      names = "--topic",
      paramLabel = "TOPIC",
      defaultValue = TopicNames.CONTROL,
      description = "The control topic (default: ${DEFAULT-VALUE}).")
  private String topic;

  String name() {
    return topic;
  }

  /**
   * Whether what is published on the topic stays there, in order, and is read.
   *
   * @throws IllegalArgumentException if not; says how to mend it
   */
  void check() throws IOException, InterruptedException {
    new TopicCheck(brokers, topic).check();
  }

  /** Reads the topic to its end. */
  ControlInForce read() throws IOException {
    ControlInForce inForce = new ControlInForce();
    long now = System.currentTimeMillis();
    try (KafkaConsumer<byte[], byte[]> consumer = brokers.consumer()) {
      new TopicScan(consumer)
          .read(
              topic,
              Instant.EPOCH,
              record ->
                  inForce.take(
                      topic + '-' + record.partition() + '@' + record.offset(),
                      record.key(),
                      record.value(),
                      Math.min(record.timestamp(), now)));
      return inForce;
    } catch (KafkaException e) {
      throw KafkaFailure.of(e);
    }
  }

  /**
   * Sends the records in their order and waits until all replicas in sync have each.
   *
   * @throws IOException at the first that Kafka does not take; says how many it has taken
   */
  void publish(List<ControlUpdate> updates) throws IOException, InterruptedException {
    int taken = 0;
    try (KafkaProducer<byte[], byte[]> producer = brokers.producer()) {
      List<Future<RecordMetadata>> sent = new ArrayList<>();
      for (ControlUpdate update : updates) {
        TopicRecord record = ControlJson.write(update);
        sent.add(producer.send(new ProducerRecord<>(topic, record.key(), record.value())));
      }
      for (Future<RecordMetadata> one : sent) {
        one.get();
        taken++;
      }
    } catch (ExecutionException e) {
      throw new IOException(
          ("Kafka took %d of %d records, then: %s; mend that and run the same again, what is there"
                  + " already changes nothing")
              .formatted(taken, updates.size(), e.getCause().getMessage()),
          e);
    } catch (KafkaException e) {
      throw KafkaFailure.of(e);
    }
  }
}
