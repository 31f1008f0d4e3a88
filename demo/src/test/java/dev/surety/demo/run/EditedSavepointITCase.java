package dev.surety.demo.run;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.surety.client.Topics;
import dev.surety.demo.kafka.EmbeddedKafka;
import dev.surety.domain.ControlUpdate.ModelUpdate;
import dev.surety.domain.ControlUpdate.SlaUpdate;
import dev.surety.domain.TenantTier;
import dev.surety.testing.Answers;
import dev.surety.testing.Pools;
import dev.surety.testing.Promises;
import dev.surety.testing.Requests;
import dev.surety.testing.SharedFlink;
import dev.surety.tools.savepoint.KeyState;
import dev.surety.tools.savepoint.SavepointStates;
import dev.surety.tools.state.StateCommand;
import dev.surety.wire.json.ControlJson;
import dev.surety.wire.json.FeedbackJson;
import dev.surety.wire.json.RequestJson;
import dev.surety.wire.json.TopicRecord;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/**
 * The real job, stopped with a savepoint, goes on from an edited one while the old one is gone: the
 * edits show, what was not edited goes on, and the offsets in Kafka, which the edit does not touch,
 * are where they were: no request is counted twice or left out. The commands that look and change
 * nothing read a real job's savepoint in {@code ObjectStorageITCase}.
 */
class EditedSavepointITCase {

  @RegisterExtension static final SharedFlink FLINK = SharedFlink.onDemand();

  private static final Topics TOPICS = Topics.DEFAULT;
  private static final Duration LIMIT = Duration.ofMinutes(2);
  private static final int ROUNDS = 20;
  private static final TenantTier INDEBTED = new TenantTier("acme", "gold");
  private static final TenantTier LEAVING = new TenantTier("globex", "gold");
  private static final TenantTier LEARNED = new TenantTier("initech", "gold");
  private static final TenantTier COMING = new TenantTier("umbrella", "gold");

  private Map<String, Object> clients;
  private KafkaProducer<byte[], byte[]> producer;

  @Test
  void theJobGoesOnFromAnEditedSavepoint(@TempDir Path folder) throws Exception {
    DemoSettings settings = CommandLine.populateCommand(new DemoSettings(), "--parallelism=2");
    try (EmbeddedKafka kafka = EmbeddedKafka.start();
        Workspace workspace = Workspace.open(folder.resolve("out"))) {
      clients = Map.of("bootstrap.servers", kafka.bootstrap());
      kafka.createTopics(TopicLayout.of(TOPICS, settings.parallelism));
      try (var sender =
          new KafkaProducer<>(clients, new ByteArraySerializer(), new ByteArraySerializer())) {
        producer = sender;
        configure();
        DemoJob first = JobLauncher.start(settings, kafka.bootstrap(), workspace);
        Path savepoint = serve(first, workspace, this::manyRounds);
        Path edited = folder.resolve("edited");
        edit(savepoint, edited);
        Files.move(workspace.savepoint(), folder.resolve("moved-away"));

        DemoJob second =
            JobLauncher.start(settings, kafka.bootstrap(), workspace, edited.toUri().toString());
        String last = serve(second, workspace, () -> requestEach("last")).toString();
        Map<String, KeyState> ended = read(last);

        assertThat(ended.get(INDEBTED.key()).account().queue).isZero();
        assertThat(ended.get(INDEBTED.key()).account().requests).isEqualTo(ROUNDS + 1);
        assertThat(ended.get(LEAVING.key()).account().requests).isOne();
        assertThat(ended.get(LEAVING.key()).account().labels).isZero();
        assertThat(ended.get(LEARNED.key()).account().requests).isEqualTo(ROUNDS + 1);
        assertThat(ended.get(LEARNED.key()).account().labels).isEqualTo(ROUNDS);
        assertThat(ended.get(COMING.key()).account().requests).isOne();
        assertThat(ended.get(COMING.key()).learner().costs.outputTokens.count)
            .isEqualTo(ended.get(LEARNED.key()).learner().costs.outputTokens.count);
        assertThat(
                state(
                    "replay",
                    "--journal=" + workspace.journal(),
                    "--savepoint=" + last,
                    "--edited=" + edited.toUri()))
            .as("the keys that were edited are known, the other one folds")
            .containsPattern("edited .*acme/gold.*globex/gold.*umbrella/gold")
            .contains("equal     the state of all 1 keys of the savepoint");
      }
    }
  }

  private void edit(Path savepoint, Path edited) throws Exception {
    assertThat(read(savepoint.toString()).get(INDEBTED.key()).account().queue).isPositive();
    assertThat(
            state(
                "edit",
                savepoint.toString(),
                "--out=" + edited.toUri(),
                "--reset-queue=acme/gold",
                "--delete=globex",
                "--copy-learner=initech/gold=umbrella/gold"))
        .contains("3 keys changed");
    assertThat(state("diff", savepoint.toString(), edited.toString()))
        .contains("1 keys are the same, 1 changed, 1 are new, 1 are gone");
    assertThat(state("verify", edited.toString())).contains("all invariants hold");
  }

  private interface Work {
    void run() throws Exception;
  }

  private Path serve(DemoJob job, Workspace workspace, Work traffic) throws Exception {
    try {
      job.awaitRunning();
      traffic.run();
      return job.stop(workspace.savepoint());
    } catch (Exception | Error e) {
      job.cancel();
      throw e;
    }
  }

  /** What {@link #INDEBTED} gets never satisfies, the others' always does. */
  private void manyRounds() throws Exception {
    for (int round = 0; round < ROUNDS; round++) {
      request("r" + round, INDEBTED, LEAVING, LEARNED);
    }
    awaitTakenIn(); // feedback on them would be an orphan if it were there first
    for (int round = 0; round < ROUNDS; round++) {
      for (TenantTier key : List.of(INDEBTED, LEAVING, LEARNED)) {
        var feedback =
            Answers.unrouted("r" + round, Pools.MIDDLE)
                .of(key)
                .at(System.currentTimeMillis())
                .decidedBy("another")
                .satisfied(!key.equals(INDEBTED))
                .tokens(100, 50)
                .feedback();
        send(TOPICS.feedback(), new TopicRecord(bytes(key), FeedbackJson.write(feedback)));
      }
    }
    awaitTakenIn();
  }

  private void requestEach(String id) throws Exception {
    request(id, INDEBTED, LEAVING, LEARNED, COMING);
    awaitTakenIn();
  }

  private void request(String id, TenantTier... keys) {
    for (TenantTier key : keys) {
      var request =
          Requests.id(id).of(key).at(System.currentTimeMillis()).tokens(100, -1).request();
      send(TOPICS.requests(), new TopicRecord(bytes(key), RequestJson.write(request)));
    }
  }

  private void configure() {
    Pools.three()
        .forEach(model -> send(TOPICS.control(), ControlJson.write(new ModelUpdate(model))));
    send(TOPICS.control(), ControlJson.write(new SlaUpdate("*", "*", Promises.surety(0.8).sla())));
    producer.flush();
  }

  private void send(String topic, TopicRecord record) {
    producer.send(new ProducerRecord<>(topic, record.key(), record.value()));
  }

  private static byte[] bytes(TenantTier key) {
    return key.key().getBytes(UTF_8);
  }

  private void awaitTakenIn() throws Exception {
    producer.flush();
    new Backlog(clients, JobLauncher.GROUP, TOPICS.requests(), TOPICS.feedback()).awaitEmpty(LIMIT);
  }

  private static Map<String, KeyState> read(String savepoint) throws Exception {
    Map<String, KeyState> keys = new HashMap<>();
    return FLINK.within(
        () -> {
          SavepointStates.open(savepoint)
              .forEach(key -> true, key -> keys.put(key.key().key(), KeyState.of(key)));
          return keys;
        });
  }

  /** What a command that has to succeed prints. */
  private static String state(String... args) throws Exception {
    StringWriter text = new StringWriter();
    PrintWriter out = new PrintWriter(text, true);
    CommandLine command = new CommandLine(new StateCommand()).setOut(out).setErr(out);
    int exit = FLINK.within(() -> command.execute(args));
    assertThat(exit).describedAs("%s", text).isZero();
    return text.toString();
  }
}
