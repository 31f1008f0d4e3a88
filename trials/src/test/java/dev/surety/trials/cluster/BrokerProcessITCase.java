package dev.surety.trials.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BrokerProcessITCase {

  private static final String TOPIC = "requests";

  @Test
  void keepsRecordsAndAddressOverItsDeath(@TempDir Path folder) throws Exception {
    try (BrokerProcess broker =
        BrokerProcess.start(folder.resolve("data"), folder.resolve("log"))) {
      String bootstrap = broker.bootstrap();
      createTopic(bootstrap);
      // One producer over the death: it finds the broker again at the same address.
      try (var producer =
          new KafkaProducer<>(
              Map.of("bootstrap.servers", bootstrap),
              new StringSerializer(),
              new StringSerializer())) {
        producer.send(new ProducerRecord<>(TOPIC, "before")).get(30, TimeUnit.SECONDS);
        broker.kill();
        broker.restart();
        producer.send(new ProducerRecord<>(TOPIC, "after")).get(60, TimeUnit.SECONDS);
      }

      assertThat(broker.bootstrap()).isEqualTo(bootstrap).startsWith("127.0.0.1:");
      assertThat(consume(bootstrap, 2)).containsExactly("before", "after");
    }
  }

  @Test
  void showsTheLogWhenItCantStart(@TempDir Path folder) throws Exception {
    Path notAFolder = Files.writeString(folder.resolve("data"), "a file");

    assertThatThrownBy(() -> BrokerProcess.start(notAFolder, folder.resolve("log")))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("broker ended with exit code 1")
        .hasMessageContaining(notAFolder.toString());
  }

  private static void createTopic(String bootstrap) throws Exception {
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrap))) {
      admin
          .createTopics(List.of(new NewTopic(TOPIC, 1, (short) 1)))
          .all()
          .get(30, TimeUnit.SECONDS);
    }
  }

  private static List<String> consume(String bootstrap, int count) {
    List<String> values = new ArrayList<>();
    try (var consumer =
        new KafkaConsumer<>(
            Map.of("bootstrap.servers", bootstrap, "auto.offset.reset", "earliest"),
            new StringDeserializer(),
            new StringDeserializer())) {
      consumer.assign(List.of(new TopicPartition(TOPIC, 0)));
      for (int poll = 0; poll < 60 && values.size() < count; poll++) {
        consumer.poll(Duration.ofMillis(500)).forEach(polled -> values.add(polled.value()));
      }
    }
    return values;
  }
}
