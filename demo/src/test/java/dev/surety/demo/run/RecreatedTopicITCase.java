package dev.surety.demo.run;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.surety.client.Topics;
import dev.surety.demo.kafka.EmbeddedKafka;
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
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.configuration.StateRecoveryOptions;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Topics that are not what they were when the job stopped. Guards that no record of another topic
 * is skipped unseen: with the connector's own source the first start below would run, and wait for
 * offsets that the new topic has long passed or does not have.
 */
class RecreatedTopicITCase {

  private static final Topics TOPICS = Topics.DEFAULT;
  private static final Duration LIMIT = Duration.ofMinutes(2);
  private static final Map<String, String> ACCEPT =
      Map.of(JobOptions.NEW_TOPICS.key(), "from-beginning");

  private KafkaProducer<byte[], byte[]> producer;
  private Map<String, Object> clients;
  private Workspace workspace;

  @Test
  void anotherTopicIsRefusedUntilItIsMeantAndDeletedRecordsStopNobody(@TempDir Path folder)
      throws Exception {
    try (EmbeddedKafka kafka = EmbeddedKafka.start();
        Workspace work = Workspace.open(folder.resolve("out"))) {
      workspace = work;
      clients = Map.of("bootstrap.servers", kafka.bootstrap());
      kafka.createTopics(TopicLayout.of(TOPICS, 1));
      try (Admin admin = Admin.create(clients);
          var sender =
              new KafkaProducer<>(clients, new ByteArraySerializer(), new ByteArraySerializer())) {
        producer = sender;
        configure();
        String first = run(null, Map.of(), "r1", "r2", "r3");

        recreate(admin);
        send("r4");
        assertThat(start(first, Map.of()).awaitFailure())
            .hasStackTraceContaining("the topic 'requests' was deleted and created anew")
            .hasStackTraceContaining("--kafka.new-topics=from-beginning");
        String second = run(first, ACCEPT, "r4", "r5", "r6", "r7");

        send("r8");
        admin
            .deleteRecords(
                Map.of(new TopicPartition(TOPICS.requests(), 0), RecordsToDelete.beforeOffset(5)))
            .all()
            .get();
        run(second, Map.of(), "r9");
      }
      assertThat(decided())
          .containsExactlyInAnyOrder("r1", "r2", "r3", "r4", "r5", "r6", "r7", "r9");
    }
  }

  /** Until the requests are decided, and then to a savepoint. */
  private String run(String from, Map<String, String> options, String... requests)
      throws Exception {
    DemoJob job = start(from, options);
    try {
      job.awaitRunning();
      for (String id : requests) {
        if (!id.equals("r4")) {
          send(id);
        }
      }
      long deadline = System.nanoTime() + LIMIT.toNanos();
      while (!decided().containsAll(List.of(requests))) {
        assertThat(System.nanoTime()).as("decided: %s", decided()).isLessThan(deadline);
        Thread.sleep(100);
      }
      assertThat(job.restarts()).isZero();
      return job.stop(workspace.savepoint()).toUri().toString();
    } catch (Exception | Error e) {
      job.cancel();
      throw e;
    }
  }

  private DemoJob start(String from, Map<String, String> options) throws Exception {
    Map<String, String> all = new HashMap<>(options);
    all.put(JobOptions.BOOTSTRAP_SERVERS.key(), clients.get("bootstrap.servers").toString());
    return JobLauncher.start(
        0,
        1,
        workspace,
        all,
        from == null ? Map.of() : Map.of(StateRecoveryOptions.SAVEPOINT_PATH.key(), from));
  }

  /** As operators do: gone, and there again a moment later. */
  private static void recreate(Admin admin) throws Exception {
    admin.deleteTopics(List.of(TOPICS.requests())).all().get();
    long deadline = System.nanoTime() + LIMIT.toNanos();
    while (admin.listTopics().names().get().contains(TOPICS.requests())) {
      assertThat(System.nanoTime()).isLessThan(deadline);
      Thread.sleep(50);
    }
    admin.createTopics(List.of(new NewTopic(TOPICS.requests(), 1, (short) 1))).all().get();
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

  private void send(String id) throws Exception {
    var request = Requests.id(id).of(Requests.KEY).at(System.currentTimeMillis()).request();
    byte[] key = Requests.KEY.key().getBytes(UTF_8);
    producer.send(new ProducerRecord<>(TOPICS.requests(), key, RequestJson.write(request))).get();
  }

  private List<String> decided() throws Exception {
    List<String> ids = new ArrayList<>();
    List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
    new TopicReader(clients).read(TOPICS.decisions(), records::add);
    for (var record : records) {
      if (DecisionJson.read(record.value()) instanceof Decision decision) {
        ids.add(decision.requestId());
      }
    }
    return ids;
  }
}
