package dev.surety.demo.run;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.surety.client.Topics;
import dev.surety.demo.kafka.EmbeddedKafka;
import dev.surety.domain.ControlUpdate.ModelUpdate;
import dev.surety.domain.ControlUpdate.SlaUpdate;
import dev.surety.domain.Decision;
import dev.surety.testing.Pools;
import dev.surety.testing.Promises;
import dev.surety.testing.Requests;
import dev.surety.wire.json.ControlJson;
import dev.surety.wire.json.DeadLetters;
import dev.surety.wire.json.DecisionJson;
import dev.surety.wire.json.RequestJson;
import dev.surety.wire.json.TopicRecord;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewPartitions;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** What operators do to topics while the job runs stops nobody. */
class ChangedTopicsITCase {

  private static final Topics TOPICS = Topics.DEFAULT;
  private static final Duration LIMIT = Duration.ofMinutes(2);

  private KafkaProducer<byte[], byte[]> producer;
  private Map<String, Object> clients;

  @Test
  void smallerDeadLettersAndMorePartitionsStopNobody(@TempDir Path folder) throws Exception {
    DemoSettings settings = CommandLine.populateCommand(new DemoSettings());
    try (EmbeddedKafka kafka = EmbeddedKafka.start();
        Workspace workspace = Workspace.open(folder.resolve("out"))) {
      clients = Map.of("bootstrap.servers", kafka.bootstrap());
      kafka.createTopics(TopicLayout.of(TOPICS, 2));
      try (Admin admin = Admin.create(clients);
          var sender =
              new KafkaProducer<>(clients, new ByteArraySerializer(), new ByteArraySerializer())) {
        producer = sender;
        limit(admin, 40_000);
        configure();
        DemoJob job = JobLauncher.start(settings, kafka.bootstrap(), workspace);
        try {
          job.awaitRunning();
          broken();
          await("the cut letter", () -> letters().size() == 1);
          limit(admin, 5_000);
          broken();
          await("the one that is cut further", () -> letters().size() == 2);
          decides("r1", 0);

          admin
              .createPartitions(Map.of(TOPICS.requests(), NewPartitions.increaseTo(4)))
              .all()
              .get();
          long added = System.nanoTime();
          decides("r2", 3);
          System.out.printf(
              "decided %.1f s after partitions were added%n", (System.nanoTime() - added) / 1e9);
          assertThat(job.restarts()).isZero();
          job.stop(workspace.savepoint());
        } catch (Exception | Error e) {
          job.cancel();
          throw e;
        }
      }
      assertThat(letters())
          .allSatisfy(
              letter ->
                  assertThat(
                          new String(
                              letter.headers().lastHeader(DeadLetters.VALUE_CUT).value(), UTF_8))
                      .isEqualTo("300000"));
      assertThat(letters().get(0).value().length).isBetween(30_000, 40_000);
      assertThat(letters().get(1).value().length).isLessThan(5_000);
    }
  }

  private void configure() throws Exception {
    for (var model : Pools.three()) {
      put(ControlJson.write(new ModelUpdate(model)));
    }
    put(
        ControlJson.write(
            new SlaUpdate(
                Requests.KEY.tenant(), Requests.KEY.tier(), Promises.messPlus(0.8).sla())));
  }

  private void put(TopicRecord record) throws Exception {
    producer.send(new ProducerRecord<>(TOPICS.control(), record.key(), record.value())).get();
  }

  private void broken() throws Exception {
    byte[] key = Requests.KEY.key().getBytes(UTF_8);
    producer.send(new ProducerRecord<>(TOPICS.requests(), key, new byte[300_000])).get();
  }

  private void decides(String id, int partition) throws Exception {
    var request = Requests.id(id).of(Requests.KEY).at(System.currentTimeMillis()).request();
    byte[] key = Requests.KEY.key().getBytes(UTF_8);
    producer
        .send(new ProducerRecord<>(TOPICS.requests(), partition, key, RequestJson.write(request)))
        .get();
    await("the decision of " + id, () -> decided().contains(id));
  }

  private List<String> decided() throws Exception {
    List<String> ids = new ArrayList<>();
    for (var record : read(TOPICS.decisions())) {
      if (DecisionJson.read(record.value()) instanceof Decision decision) {
        ids.add(decision.requestId());
      }
    }
    return ids;
  }

  private List<ConsumerRecord<byte[], byte[]>> letters() throws Exception {
    return read(TOPICS.deadLetters());
  }

  private List<ConsumerRecord<byte[], byte[]>> read(String topic) throws Exception {
    List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
    new TopicReader(clients).read(topic, records::add);
    return records;
  }

  private static void limit(Admin admin, int bytes) throws Exception {
    ConfigEntry entry =
        new ConfigEntry(TopicConfig.MAX_MESSAGE_BYTES_CONFIG, Integer.toString(bytes));
    admin
        .incrementalAlterConfigs(
            Map.of(
                new ConfigResource(ConfigResource.Type.TOPIC, TOPICS.deadLetters()),
                List.of(new AlterConfigOp(entry, AlterConfigOp.OpType.SET))))
        .all()
        .get();
  }

  private static void await(String what, Callable<Boolean> there) throws Exception {
    long deadline = System.nanoTime() + LIMIT.toNanos();
    while (!there.call()) {
      assertThat(System.nanoTime()).as(what).isLessThan(deadline);
      Thread.sleep(100);
    }
  }
}
