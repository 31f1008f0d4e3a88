package dev.surety.demo.run;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.surety.client.Execution;
import dev.surety.client.Gateway;
import dev.surety.client.GatewaySettings;
import dev.surety.client.Topics;
import dev.surety.demo.kafka.EmbeddedKafka;
import dev.surety.domain.ControlUpdate.ModelUpdate;
import dev.surety.domain.ControlUpdate.SlaUpdate;
import dev.surety.domain.Decision;
import dev.surety.domain.Feedback;
import dev.surety.domain.JournalRow;
import dev.surety.domain.OutcomeClass;
import dev.surety.domain.Rejection.Reason;
import dev.surety.domain.RoutingRequest;
import dev.surety.domain.TenantTier;
import dev.surety.testing.Answers;
import dev.surety.testing.Pools;
import dev.surety.testing.Promises;
import dev.surety.testing.Requests;
import dev.surety.tools.journal.JournalFiles;
import dev.surety.tools.journal.JournalRows;
import dev.surety.wire.json.ControlJson;
import dev.surety.wire.json.DecisionJson;
import dev.surety.wire.json.RequestJson;
import dev.surety.wire.json.TopicRecord;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/**
 * Poison does no harm. Guards that nothing on a topic is believed before it is checked: each bad
 * record ends where the design says, at its own address and with its own bytes, good requests
 * between them are all decided, and the job never restarts. A record dated 9999 must not move its
 * tenant's clock either: feedback that comes after it still counts. Once a cause is mended, the
 * dead letter is sent again and the request decided. Shown once: without the check of times, the
 * record dated 9999 is missing among the dead letters.
 */
class PoisonITCase {

  private static final Topics TOPICS = Topics.DEFAULT;
  private static final TenantTier ACME = Requests.KEY;
  private static final Duration LIMIT = Duration.ofMinutes(1);
  private static final int MOST_REQUESTS = 500;

  private final Map<SentRecord, Reason> poison = new LinkedHashMap<>();
  private final Map<String, OutcomeClass> expectedOutcomes = new HashMap<>();
  private final List<Execution> executed = new ArrayList<>();
  private KafkaProducer<byte[], byte[]> producer;
  private Gateway gateway;

  @Test
  void eachBadRecordEndsWhereTheDesignSaysAndTheRestGoesOn(@TempDir Path folder) throws Exception {
    DemoSettings settings = CommandLine.populateCommand(new DemoSettings());
    try (EmbeddedKafka kafka = EmbeddedKafka.start();
        Workspace workspace = Workspace.open(folder.resolve("out"))) {
      Map<String, Object> clients = Map.of("bootstrap.servers", kafka.bootstrap());
      kafka.createTopics(TopicLayout.of(TOPICS, settings.parallelism));
      try (var sender =
          new KafkaProducer<>(clients, new ByteArraySerializer(), new ByteArraySerializer())) {
        producer = sender;
        configure();
        DemoJob job = JobLauncher.start(settings, kafka.bootstrap(), workspace);
        try {
          job.awaitRunning();
          poison(clients);
          promiseAndReplay(clients, kafka.bootstrap());
          assertThat(job.restarts()).isZero();
          job.stop(workspace.savepoint());
        } catch (Exception | Error e) {
          job.cancel();
          throw e;
        }
      }
      assertThat(executed).noneMatch(Execution::timedOut);
      assertDeadLetters(clients);
      assertOutcomes(workspace.journal());
      System.out.printf(
          "%d bad records in the dead letters, %d outcomes in their classes, %d good requests"
              + " decided, 0 restarts%n",
          poison.size(), expectedOutcomes.size(), executed.size());
    }
  }

  private void poison(Map<String, Object> clients) throws Exception {
    try (Gateway opened =
        Gateway.open(GatewaySettings.builder(clients).topics(TOPICS).timeout(LIMIT).build())) {
      gateway = opened;
      poisonRequests();
      poisonFeedback();
      removeAModel();
      gateway.flush(LIMIT);
    }
    new Backlog(clients, JobLauncher.GROUP, TOPICS.requests(), TOPICS.feedback(), TOPICS.control())
        .awaitEmpty(LIMIT);
  }

  /** The stranger gets its promise, and what it asked for then is decided now. */
  private void promiseAndReplay(Map<String, Object> clients, String bootstrap) throws Exception {
    put(ControlJson.write(new SlaUpdate("stranger", "gold", Promises.messPlus(0.8).sla())));
    new Backlog(clients, JobLauncher.GROUP, TOPICS.control()).awaitEmpty(LIMIT);
    try (var decisions = new KafkaConsumer<byte[], byte[]>(decisionsFromNow(bootstrap))) {
      TopicPartition[] partitions =
          decisions.partitionsFor(TOPICS.decisions()).stream()
              .map(p -> new TopicPartition(p.topic(), p.partition()))
              .toArray(TopicPartition[]::new);
      decisions.assign(List.of(partitions));
      decisions.seekToEnd(List.of(partitions));
      List.of(partitions).forEach(decisions::position);
      String[] replay = {
        "replay", "--bootstrap-servers", bootstrap, "--reason", "no_sla", "--topic", "requests"
      };
      assertThat(SuretyDeadLetters.run(replay)).contains("sent 1").contains("go without");
      assertThat(SuretyDeadLetters.run(replay)).contains("sent 0").contains("1 were sent before");
      List<String> decided = new ArrayList<>();
      long deadline = System.nanoTime() + LIMIT.toNanos();
      while (decided.isEmpty() && System.nanoTime() < deadline) {
        for (var record : decisions.poll(Duration.ofMillis(200))) {
          if (DecisionJson.read(record.value()) instanceof Decision decision) {
            decided.add(decision.requestId());
          }
        }
      }
      assertThat(decided).containsExactly("p3");
    }
  }

  private static Map<String, Object> decisionsFromNow(String bootstrap) {
    return Map.of(
        "bootstrap.servers", bootstrap,
        "key.deserializer", ByteArrayDeserializer.class,
        "value.deserializer", ByteArrayDeserializer.class);
  }

  /** Before the start, bad records included: they must not keep the job from starting. */
  private void configure() throws Exception {
    for (var model : Pools.three()) {
      put(ControlJson.write(new ModelUpdate(model)));
    }
    put(ControlJson.write(new SlaUpdate(ACME.tenant(), ACME.tier(), Promises.messPlus(0.8).sla())));
    bad(
        Reason.UNSUPPORTED,
        TOPICS.control(),
        "sla/acme/silver",
        """
        {"type":"sla","tenant":"acme","tier":"silver","version":1,"target":0.8,"policy":"dice"}\
        """);
    bad(Reason.MALFORMED, TOPICS.control(), "model/m", "{{{");
  }

  private void poisonRequests() throws Exception {
    String now = Instant.now().toString();
    good();
    bad(Reason.MALFORMED, TOPICS.requests(), ACME.key(), "this is no JSON");
    good();
    bad(
        Reason.MALFORMED,
        TOPICS.requests(),
        ACME.key(),
        "{\"request_id\":\"p1\",\"tier\":\"gold\",\"time\":\"%s\"}".formatted(now));
    good();
    bad(
        Reason.BAD_TIME,
        TOPICS.requests(),
        ACME.key(),
        "{\"request_id\":\"p2\",\"tenant\":\"acme\",\"tier\":\"gold\",\"time\":\"%s\"}"
            .formatted("9999-12-31T23:59:59Z"));
    good();
    badBytes(Reason.MALFORMED, TOPICS.requests(), ACME.key(), null);
    good();
    // As ROUTE has it: what the contract knows of the record, without its prompt.
    TenantTier stranger = new TenantTier("stranger", "gold");
    badBytes(
        Reason.NO_SLA,
        TOPICS.requests(),
        stranger.key(),
        RequestJson.write(Requests.id("p3").of(stranger).at(System.currentTimeMillis()).request()));
    good();
  }

  private void poisonFeedback() throws Exception {
    Execution first = executed.get(0);
    Execution second = executed.get(1);
    report(OutcomeClass.COUNTED, Answers.to(first.decision()));
    report(OutcomeClass.ORPHAN, Answers.unrouted("unknown", Pools.CHEAP).decidedBy("nobody"));
    report(OutcomeClass.SUPERSEDED, Answers.to(second.decision()).decidedBy("another"));
    report(OutcomeClass.UNROUTED, Answers.unrouted("elsewhere", Pools.CHEAP));
    bad(Reason.MALFORMED, TOPICS.feedback(), ACME.key(), "{\"request_id\":\"p4\"}");
    good();
  }

  /** A tombstone of the control topic is no dead letter: it takes effect. */
  private void removeAModel() throws Exception {
    producer.send(
        new ProducerRecord<>(TOPICS.control(), ("model/" + Pools.MIDDLE).getBytes(UTF_8), null));
    boolean removed = false;
    for (int i = 0; i < MOST_REQUESTS && !removed; i++) {
      Execution execution = good();
      removed =
          !execution.model().equals(Pools.MIDDLE)
              && !execution.decision().fallbacks().contains(Pools.MIDDLE);
    }
    assertThat(removed).isTrue();
  }

  private void put(TopicRecord record) throws Exception {
    producer.send(new ProducerRecord<>(TOPICS.control(), record.key(), record.value())).get();
  }

  private void bad(Reason reason, String topic, String key, String value) throws Exception {
    badBytes(reason, topic, key, value.getBytes(UTF_8));
  }

  private void badBytes(Reason reason, String topic, String key, byte[] value) throws Exception {
    poison.put(SentRecord.send(producer, topic, key, value), reason);
  }

  private Execution good() throws Exception {
    RoutingRequest request =
        Requests.id("good-" + executed.size()).at(System.currentTimeMillis()).request();
    Execution execution = gateway.ask(request).get(LIMIT.toSeconds() + 10, TimeUnit.SECONDS);
    executed.add(execution);
    return execution;
  }

  private void report(OutcomeClass expected, Answers answer) {
    Feedback feedback = answer.at(System.currentTimeMillis()).satisfied(true).feedback();
    expectedOutcomes.put(feedback.requestId(), expected);
    gateway.report(feedback);
  }

  private void assertDeadLetters(Map<String, Object> clients) throws Exception {
    Map<String, ConsumerRecord<byte[], byte[]>> letters = new HashMap<>();
    List<String> addresses = new ArrayList<>();
    new TopicReader(clients)
        .read(
            TOPICS.deadLetters(),
            letter -> {
              addresses.add(SentRecord.addressIn(letter));
              letters.put(SentRecord.addressIn(letter), letter);
            });
    assertThat(addresses)
        .containsExactlyInAnyOrderElementsOf(
            poison.keySet().stream().map(SentRecord::address).toList());
    poison.forEach((sent, reason) -> sent.assertLiesIn(letters.get(sent.address()), reason));
  }

  private void assertOutcomes(Path journal) {
    Map<String, OutcomeClass> outcomes = new HashMap<>();
    List<String> decided = new ArrayList<>();
    try (JournalRows rows = JournalFiles.read(journal)) {
      rows.forEachRemaining(
          row -> {
            if (row instanceof JournalRow.Outcome outcome) {
              assertThat(outcomes.put(outcome.feedback().requestId(), outcome.outcome())).isNull();
            } else if (row instanceof JournalRow.Decided decision) {
              decided.add(decision.request().requestId());
            }
          });
    }
    assertThat(outcomes).isEqualTo(expectedOutcomes);
    assertThat(decided)
        .containsExactlyInAnyOrderElementsOf(
            Stream.concat(executed.stream().map(Execution::requestId), Stream.of("p3")).toList());
  }
}
