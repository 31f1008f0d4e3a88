package dev.surety.demo.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** In this JVM; that the same main survives SIGKILL as a process: {@code BrokerProcessITCase}. */
class EmbeddedKafkaITCase {

  private static final Map<String, TopicSettings> TOPICS =
      Map.of("requests", TopicSettings.log(2), "control", TopicSettings.compacted(1));

  @Test
  void keepsRecordsOverARestartOnTheSameFolder(@TempDir Path folder) throws Exception {
    BrokerOptions options = BrokerOptions.defaults().withFolder(folder);
    try (EmbeddedKafka kafka = EmbeddedKafka.start(options)) {
      kafka.createTopics(TOPICS);
      produce(kafka.bootstrap(), "requests", "a", "b", "c");
      assertThat(consume(kafka.bootstrap(), "requests", 3))
          .containsExactlyInAnyOrder("a", "b", "c");
      assertThat(cleanupPolicy(kafka.bootstrap(), "control")).isEqualTo("compact");
      assertThat(cleanupPolicy(kafka.bootstrap(), "requests")).isEqualTo("delete");
    }
    try (EmbeddedKafka again = EmbeddedKafka.start(options)) {
      again.createTopics(TOPICS); // there already: left as they are
      produce(again.bootstrap(), "requests", "d");
      assertThat(consume(again.bootstrap(), "requests", 4))
          .containsExactlyInAnyOrder("a", "b", "c", "d");
    }
    assertThat(folder).isNotEmptyDirectory();
  }

  @Test
  void deletesItsTemporaryFolderAndRefusesWhatItWasToldTo() throws Exception {
    Path folder;
    try (EmbeddedKafka kafka =
        EmbeddedKafka.start(BrokerOptions.defaults().withMessageMaxBytes(2_000))) {
      folder = kafka.folder();
      assertThat(folder).isNotEmptyDirectory();
      kafka.createTopics(TOPICS);

      assertThatThrownBy(() -> produce(kafka.bootstrap(), "requests", "x".repeat(4_000)))
          .hasCauseInstanceOf(RecordTooLargeException.class);
      assertThatThrownBy(() -> produce(kafka.bootstrap(), 1_000, "no-such-topic", "a"))
          .isInstanceOf(ExecutionException.class);
      int port = Integer.parseInt(kafka.bootstrap().split(":")[1]);
      assertThatThrownBy(() -> EmbeddedKafka.start(BrokerOptions.defaults().withPort(port)))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("Port " + port + " on 127.0.0.1 is taken");
    }
    assertThat(folder).doesNotExist();
  }

  @Test
  void saysWhatItCannotStartWith(@TempDir Path folder) throws Exception {
    Path file = Files.writeString(folder.resolve("file"), "not a folder");
    assertThatThrownBy(() -> EmbeddedKafka.start(BrokerOptions.defaults().withFolder(file)))
        .isInstanceOf(IOException.class);
    assertThatThrownBy(() -> EmbeddedKafkaMain.optionsFrom(new String[] {"x", "y"}))
        .hasMessage("PORT must be a whole number, not 'x'.");
    assertThatThrownBy(() -> EmbeddedKafkaMain.optionsFrom(new String[] {"1"}))
        .hasMessage("Expected 2 arguments, got 1.");
  }

  private static void produce(String bootstrap, String topic, String... values) throws Exception {
    produce(bootstrap, 60_000, topic, values);
  }

  /**
   * @param patience for the topic, in milliseconds
   */
  private static void produce(String bootstrap, int patience, String topic, String... values)
      throws Exception {
    Map<String, Object> config =
        Map.of("bootstrap.servers", bootstrap, "max.block.ms", patience, "linger.ms", 0);
    try (var producer =
        new KafkaProducer<>(config, new StringSerializer(), new StringSerializer())) {
      for (String value : values) {
        producer.send(new ProducerRecord<>(topic, value, value)).get(30, TimeUnit.SECONDS);
      }
    }
  }

  private static List<String> consume(String bootstrap, String topic, int count) {
    List<String> values = new ArrayList<>();
    try (var consumer =
        new KafkaConsumer<>(
            Map.<String, Object>of("bootstrap.servers", bootstrap, "auto.offset.reset", "earliest"),
            new StringDeserializer(),
            new StringDeserializer())) {
      consumer.assign(
          consumer.partitionsFor(topic).stream()
              .map(partition -> new TopicPartition(topic, partition.partition()))
              .toList());
      for (int poll = 0; poll < 60 && values.size() < count; poll++) {
        consumer.poll(Duration.ofMillis(500)).forEach(polled -> values.add(polled.value()));
      }
    }
    return values;
  }

  private static String cleanupPolicy(String bootstrap, String topic) throws Exception {
    ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, topic);
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrap))) {
      return admin
          .describeConfigs(List.of(resource))
          .all()
          .get(30, TimeUnit.SECONDS)
          .get(resource)
          .get("cleanup.policy")
          .value();
    }
  }
}
