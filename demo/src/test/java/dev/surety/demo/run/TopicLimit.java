package dev.surety.demo.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** How large records of a topic may be. */
final class TopicLimit {

  private static final Duration LIMIT = Duration.ofMinutes(1);

  private TopicLimit() {}

  /**
   * Sets it and returns once the broker holds to it: it says yes a moment before. Whoever reads
   * what was committed sees nothing of the records that this is tried with.
   */
  static void set(Map<String, Object> clients, String topic, int bytes) throws Exception {
    ConfigEntry entry =
        new ConfigEntry(TopicConfig.MAX_MESSAGE_BYTES_CONFIG, Integer.toString(bytes));
    var change = List.of(new AlterConfigOp(entry, AlterConfigOp.OpType.SET));
    try (Admin admin = Admin.create(clients)) {
      admin
          .incrementalAlterConfigs(
              Map.of(new ConfigResource(ConfigResource.Type.TOPIC, topic), change))
          .all()
          .get();
    }
    Map<String, Object> producing = new HashMap<>(clients);
    producing.put("transactional.id", "topic-limit");
    try (var producer =
        new KafkaProducer<>(producing, new ByteArraySerializer(), new ByteArraySerializer())) {
      producer.initTransactions();
      long deadline = System.nanoTime() + LIMIT.toNanos();
      while (!refuses(producer, new ProducerRecord<>(topic, new byte[bytes]))) {
        assertThat(System.nanoTime()).as("a record of %d bytes", bytes).isLessThan(deadline);
        Thread.sleep(20);
      }
    }
  }

  private static boolean refuses(
      KafkaProducer<byte[], byte[]> producer, ProducerRecord<byte[], byte[]> record)
      throws InterruptedException {
    producer.beginTransaction();
    try {
      producer.send(record).get();
      return false;
    } catch (ExecutionException e) {
      assertThat(e).hasCauseInstanceOf(RecordTooLargeException.class);
      return true;
    } finally {
      producer.abortTransaction();
    }
  }
}
