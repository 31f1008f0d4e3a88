package dev.surety.demo.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.surety.client.Topics;
import dev.surety.demo.kafka.BrokerOptions;
import dev.surety.demo.kafka.EmbeddedKafka;
import dev.surety.demo.kafka.LoopbackPorts;
import dev.surety.domain.ControlUpdate;
import dev.surety.domain.ControlUpdate.ModelUpdate;
import dev.surety.domain.ControlUpdate.SlaUpdate;
import dev.surety.domain.Decision;
import dev.surety.job.options.JobOptions;
import dev.surety.testing.Pools;
import dev.surety.testing.Promises;
import dev.surety.testing.Requests;
import dev.surety.wire.json.ControlJson;
import dev.surety.wire.json.DecisionJson;
import dev.surety.wire.json.RequestJson;
import dev.surety.wire.json.TopicRecord;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A job that starts while the brokers are away tries on, and decides by itself once they are there.
 * Nothing outside is asked where the job is put together: in application mode a failure there ends
 * it for good.
 */
class BrokerAwayITCase {

  private static final Topics TOPICS = Topics.DEFAULT;
  private static final Duration LIMIT = Duration.ofMinutes(2);

  @Test
  void theJobDecidesByItselfWhenTheBrokersComeAfterTwoTimeOuts(@TempDir Path folder)
      throws Exception {
    int port = LoopbackPorts.free();
    String bootstrap = "127.0.0.1:" + port;
    try (Workspace workspace = Workspace.open(folder.resolve("out"))) {
      DemoJob job = start(bootstrap, workspace);
      try {
        awaitRestarts(job, 2);
        try (EmbeddedKafka kafka = EmbeddedKafka.start(BrokerOptions.defaults().withPort(port))) {
          kafka.createTopics(TopicLayout.of(TOPICS, 1));
          List<ControlUpdate> control = new ArrayList<>();
          Pools.three().forEach(model -> control.add(new ModelUpdate(model)));
          control.add(
              new SlaUpdate(
                  Requests.KEY.tenant(), Requests.KEY.tier(), Promises.messPlus(0.8).sla()));
          try (var producer =
              new KafkaProducer<>(
                  Map.<String, Object>of("bootstrap.servers", bootstrap),
                  new ByteArraySerializer(),
                  new ByteArraySerializer())) {
            for (ControlUpdate update : control) {
              TopicRecord record = ControlJson.write(update);
              send(producer, TOPICS.control(), record.key(), record.value());
            }
            assertThat(askUntilDecided(producer, bootstrap)).isTrue();
          }
          job.cancel();
        }
      } catch (Exception | Error e) {
        job.cancel();
        throw e;
      }
    }
  }

  private static DemoJob start(String bootstrap, Workspace workspace) throws Exception {
    return JobLauncher.start(
        0,
        2,
        workspace,
        Map.of(
            JobOptions.BOOTSTRAP_SERVERS.key(), bootstrap, JobOptions.CONTROL_TIMEOUT.key(), "2 s"),
        Map.of(
            RestartStrategyOptions.RESTART_STRATEGY_FIXED_DELAY_ATTEMPTS.key(),
            Integer.toString(Integer.MAX_VALUE),
            RestartStrategyOptions.RESTART_STRATEGY_FIXED_DELAY_DELAY.key(),
            "200 ms"));
  }

  private static void awaitRestarts(DemoJob job, int restarts) throws Exception {
    long deadline = System.nanoTime() + LIMIT.toNanos();
    while (job.restarts() < restarts) {
      assertThat(System.nanoTime()).as("restarts: %d", job.restarts()).isLessThan(deadline);
      Thread.sleep(200);
    }
  }

  private static void send(
      KafkaProducer<byte[], byte[]> producer, String topic, byte[] key, byte[] value)
      throws Exception {
    producer.send(new ProducerRecord<>(topic, key, value)).get();
  }

  /**
   * One request after the other: a job that looked for promises before all were sent, and hears of
   * the rest in its own time, refuses what it is asked meanwhile.
   */
  private static boolean askUntilDecided(KafkaProducer<byte[], byte[]> producer, String bootstrap)
      throws Exception {
    try (var consumer =
        new KafkaConsumer<>(
            Map.<String, Object>of(
                "bootstrap.servers", bootstrap,
                "group.id", "asserting",
                "auto.offset.reset", "earliest",
                "isolation.level", "read_committed"),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer())) {
      consumer.subscribe(List.of(TOPICS.decisions()));
      long deadline = System.nanoTime() + LIMIT.toNanos();
      for (int asked = 1; System.nanoTime() < deadline; asked++) {
        send(
            producer,
            TOPICS.requests(),
            null,
            RequestJson.write(Requests.id("r" + asked).at(System.currentTimeMillis()).request()));
        for (var record : consumer.poll(Duration.ofSeconds(1))) {
          if (DecisionJson.read(record.value()) instanceof Decision) {
            return true;
          }
        }
      }
      return false;
    }
  }
}
