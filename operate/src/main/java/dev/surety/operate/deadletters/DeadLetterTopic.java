package dev.surety.operate.deadletters;

import dev.surety.operate.kafka.Brokers;
import dev.surety.operate.kafka.KafkaFailure;
import dev.surety.operate.kafka.TopicScan;
import dev.surety.wire.json.TopicNames;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The topic of dead letters and the way to it. */
final class DeadLetterTopic {

  @Mixin private Brokers brokers;

  @Option(
      names = "--from",
      paramLabel = "TOPIC",
      defaultValue = TopicNames.DEAD_LETTERS,
      description = "Where the dead letters are (default: ${DEFAULT-VALUE}).")
  private String name;

  String name() {
    return name;
  }

  Brokers brokers() {
    return brokers;
  }

  /** All letters that a filter takes, as the topic has them now. */
  List<DeadLetter> read(LetterFilter filter) throws IOException {
    List<DeadLetter> letters = new ArrayList<>();
    try (KafkaConsumer<byte[], byte[]> consumer = brokers.consumer()) {
      new TopicScan(consumer)
          .read(
              name,
              Instant.EPOCH,
              record -> {
                DeadLetter letter = DeadLetter.of(record);
                if (filter.takes(letter)) {
                  letters.add(letter);
                }
              });
    } catch (KafkaException e) {
      throw KafkaFailure.of(e);
    }
    return letters;
  }
}
