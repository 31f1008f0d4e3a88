package dev.surety.demo.run;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.surety.client.Topics;
import dev.surety.demo.kafka.EmbeddedKafka;
import dev.surety.demo.kafka.TopicSettings;
import dev.surety.domain.Standing;
import dev.surety.domain.TenantTier;
import dev.surety.operate.control.ControlCommand;
import dev.surety.operate.status.StatusCommand;
import dev.surety.operate.topics.TopicsCommand;
import dev.surety.output.terminal.Commands;
import dev.surety.wire.json.StandingJson;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/** {@code ./surety control} and {@code ./surety status} on a real broker. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ControlAndStatusITCase {

  private static final long NOON = 1_790_000_000_000L;
  private static final String SMALL =
      "{\"type\":\"model\",\"model\":\"small\",\"version\":%d,\"input_usd_per_mtok\":%s,\"output_usd_per_mtok\":1}";
  private static final String GOLD =
      "{\"type\":\"sla\",\"tenant\":\"*\",\"tier\":\"gold\",\"version\":%d,\"target\":%s,\"policy\":\"surety\"}";

  private static EmbeddedKafka kafka;

  @TempDir private Path folder;

  private record Said(int code, String text) {}

  @BeforeAll
  static void start() throws Exception {
    kafka = EmbeddedKafka.start();
    kafka.createTopics(TopicLayout.of(Topics.DEFAULT, 2));
  }

  @AfterAll
  static void stop() throws Exception {
    kafka.close();
  }

  private static Said surety(String... args) {
    List<String> all = new ArrayList<>(List.of(args));
    all.addAll(List.of("--bootstrap-servers", kafka.bootstrap()));
    StringWriter text = new StringWriter();
    PrintWriter out = new PrintWriter(text, true);
    int code =
        Commands.of("", List.of(ControlCommand.class, StatusCommand.class, TopicsCommand.class))
            .setOut(out)
            .setErr(out)
            .execute(all.toArray(String[]::new));
    return new Said(code, text.toString());
  }

  private String file(String... lines) throws IOException {
    return Files.write(folder.resolve("records.jsonl"), List.of(lines)).toString();
  }

  private static JsonNode inForce() throws IOException {
    Said said = surety("control", "list", "--json");
    assertThat(said.code()).as(said.text()).isZero();
    return new ObjectMapper().readTree(said.text());
  }

  @Test
  @Order(1)
  void aDryRunSendsNothingAndWithoutATerminalYesIsNeeded() throws IOException {
    String file = file(SMALL.formatted(1, "0.5"), GOLD.formatted(1, "0.9"));

    assertThat(surety("control", "put", file, "--dry-run"))
        .satisfies(
            said -> {
              assertThat(said.code()).isZero();
              assertThat(said.text())
                  .contains("+ model/small  new, version 1", "2 to publish; --dry-run");
            });
    assertThat(surety("control", "put", file))
        .satisfies(
            said -> {
              assertThat(said.code()).isEqualTo(2);
              assertThat(said.text()).contains("add --yes");
            });
    assertThat(inForce().path("models")).isEmpty();
  }

  @Test
  @Order(2)
  void whatIsPutIsInForceAndIsNotPutTwice() throws IOException {
    String file = file(GOLD.formatted(1, "0.9"), SMALL.formatted(1, "0.5"));

    assertThat(surety("control", "put", file, "--yes").text()).contains("Published 2");
    assertThat(surety("control", "put", file, "--yes").text())
        .contains("= model/small  version 1 is there already", "Nothing to publish.");
    assertThat(surety("control", "put", file, "--touch", "--yes").text())
        .contains("= model/small  version 1 is there already", "Published 2");

    JsonNode inForce = inForce();
    assertThat(inForce.path("models").path(0).path("input_usd_per_mtok").asDouble()).isEqualTo(0.5);
    assertThat(inForce.path("slas").path(0).path("target").asDouble()).isEqualTo(0.9);
    assertThat(surety("control", "list").text())
        .contains("models in force (1)", "promises (1)", "90.0 %");
  }

  @Test
  @Order(3)
  void oneBadRecordStopsAllOfThem() throws IOException {
    Said said =
        surety(
            "control", "put", file(SMALL.formatted(2, "0.4"), GOLD.formatted(1, "0.8")), "--yes");

    assertThat(said.code()).isEqualTo(2);
    assertThat(said.text())
        .contains("nothing is published", "records.jsonl, line 2", "give it version 2")
        .doesNotContain("\tat ");
    assertThat(inForce().path("models").path(0).path("version").asInt()).isEqualTo(1);
  }

  @Test
  @Order(4)
  void aJumpWaitsUntilItIsConfirmedAndAnAnnouncementForItsDay() throws IOException {
    String later =
        "{\"type\":\"model\",\"model\":\"large\",\"version\":1,\"input_usd_per_mtok\":3,\"output_usd_per_mtok\":15,\"effective_at\":\"2199-01-01T00:00:00Z\"}";
    assertThat(surety("control", "put", file(SMALL.formatted(2, "50"), later), "--yes").text())
        .contains("! model/small version 2 is not in force", "Published 2");

    JsonNode inForce = inForce();
    assertThat(inForce.path("models")).hasSize(1);
    assertThat(inForce.path("models").path(0).path("version").asInt()).isEqualTo(1);
    assertThat(inForce.path("waiting").path(0).path("version").asInt()).isEqualTo(2);
    assertThat(inForce.path("announced").path(0).path("model").asText()).isEqualTo("large");
    assertThat(surety("control", "list").text()).contains("announced (1)", "\"confirmed\":true");
  }

  @Test
  @Order(5)
  void whatOthersPutThereAndTheJobRefusesIsListed() throws Exception {
    send(Topics.DEFAULT.control(), "sla/a/b".getBytes(UTF_8), "{\"type\":\"sla\"}".getBytes(UTF_8));

    assertThat(surety("control", "list").text())
        .contains("refused by the job (1)", "control-0@")
        .contains("models in force (1)");
  }

  @Test
  @Order(6)
  void theNewestStandingOfEachKeyIsShown() throws Exception {
    assertThat(surety("status").text()).contains("No standings yet");
    send(standing("acme", 0.95, 100));
    send(standing("acme", 0.96, 200));
    send(standing("globex", 0.70, 50));

    assertThat(surety("status").text())
        .containsSubsequence("globex/gold", "missed", "acme/gold", "kept", "96.0 %");
    JsonNode acme =
        new ObjectMapper().readTree(surety("status", "--json", "--tenant", "acme").text());
    assertThat(acme.path("tenants")).hasSize(1);
    assertThat(acme.path("tenants").path(0).path("requests").asInt()).isEqualTo(200);
    send(Topics.DEFAULT.standings(), "globex/gold".getBytes(UTF_8), null);
    assertThat(surety("status").text()).doesNotContain("globex");
  }

  @Test
  @Order(7)
  void secretsAreNotRepeatedAndWhatIsMissingIsNamed() throws IOException {
    Path config =
        Files.writeString(
            folder.resolve("client.properties"),
            """
            security.protocol=SASL_PLAINTEXT
            sasl.mechanism=SCRAM-SHA-512
            sasl.jaas.config=org.example.Nowhere required username="u" password="hush-hush";
            """);
    Said said = surety("status", "--config", config.toString());
    assertThat(said.code()).isEqualTo(1);
    assertThat(said.text()).contains("Kafka: ", "--config").doesNotContain("hush");
    assertThat(surety("status", "--config", "nowhere.properties").text())
        .contains("there is no file nowhere.properties");
    assertThat(surety("control", "list", "--topic", "nowhere").text())
        .contains("there is no topic 'nowhere'");
  }

  @Test
  @Order(8)
  void aTopicThatLosesRecordsOrTheirOrderIsNotPutTo() throws Exception {
    kafka.createTopics(
        Map.of("wide", TopicSettings.compacted(3), "kept-a-while", TopicSettings.log(1)));
    String file = file(SMALL.formatted(1, "0.5"));

    Said wide = surety("control", "put", file, "--yes", "--topic", "wide");
    assertThat(wide.code()).as(wide.text()).isEqualTo(2);
    assertThat(wide.text()).contains("nothing is published", "3 partitions", "--partitions 1");
    Said log = surety("control", "put", file, "--yes", "--topic", "kept-a-while");
    assertThat(log.code()).as(log.text()).isEqualTo(2);
    assertThat(log.text()).contains("cleanup.policy=delete", "--add-config cleanup.policy=compact");
  }

  @Test
  @Order(9)
  void whatAnOpenTransactionHoldsBackIsSaidAndNothingIsPutBehindIt() throws Exception {
    kafka.createTopics(Map.of("held", TopicSettings.compacted(1)));
    try (var feed =
        new KafkaProducer<>(
            Map.<String, Object>of(
                "bootstrap.servers", kafka.bootstrap(), "transactional.id", "feed"),
            new ByteArraySerializer(),
            new ByteArraySerializer())) {
      feed.initTransactions();
      feed.beginTransaction();
      feed.send(new ProducerRecord<>("held", "model/a".getBytes(UTF_8), new byte[0])).get();
      String file = file(SMALL.formatted(1, "0.5"));

      Said said = surety("control", "put", file, "--yes", "--topic", "held");
      assertThat(said.code()).as(said.text()).isEqualTo(2);
      assertThat(said.text()).contains("holds back 1 offsets from 0 on", "find-hanging");

      feed.abortTransaction();
      assertThat(surety("control", "put", file, "--yes", "--topic", "held").text())
          .contains("Published 1");
    }
  }

  @Test
  @Order(10)
  void anIncidentTakesThreeCommands() throws IOException {
    assertThat(surety("control", "down", "small", "--for", "2h", "--yes").text())
        .contains("+ status/small  new, version 1", "! no model is active", "Published 1");
    assertThat(inForce().path("models").path(0).path("status").asText()).isEqualTo("down");
    assertThat(surety("control", "list").text()).contains("said by control down, drain, up (1)");
    assertThat(surety("control", "price", "small", "0.45", "1", "--yes").text())
        .contains("! model/small stays down", "Published 1");
    assertThat(inForce().path("models").path(0).path("status").asText()).isEqualTo("down");
    assertThat(surety("control", "up", "small", "--yes").text()).contains("down -> active");
    assertThat(inForce().path("models").path(0).path("status").asText()).isEqualTo("active");
    assertThat(surety("control", "up", "small", "--yes").text()).contains("Nothing to publish.");

    Said unknown = surety("control", "drain", "smal", "--yes");
    assertThat(unknown.code()).isEqualTo(2);
    assertThat(unknown.text()).contains("there is no model 'smal' in force; there is small");
    assertThat(surety("control", "down", "small", "--for", "long").code()).isEqualTo(2);
  }

  private static Standing standing(String tenant, double satisfaction, long requests) {
    return Standing.builder(new TenantTier(tenant, "gold"), NOON + requests, requests)
        .policy("surety")
        .best("small")
        .target(0.9)
        .satisfaction(satisfaction, satisfaction - 0.02, satisfaction + 0.02)
        .queue(0.5)
        .requests(requests)
        .labels(requests)
        .explored(1)
        .costUsd(0.1)
        .expectedCostUsd(0.1)
        .bestSingleCostUsd(0.2)
        .models(Map.of("small", requests))
        .spentUsd(0.1)
        .bestSpentUsd(0.2)
        .build();
  }

  private static void send(Standing standing) throws Exception {
    send(
        Topics.DEFAULT.standings(),
        standing.key().key().getBytes(UTF_8),
        new StandingJson.Writer().write(standing));
  }

  private static void send(String topic, byte[] key, byte[] value) throws Exception {
    try (var producer =
        new KafkaProducer<>(
            Map.<String, Object>of("bootstrap.servers", kafka.bootstrap()),
            new ByteArraySerializer(),
            new ByteArraySerializer())) {
      producer.send(new ProducerRecord<>(topic, key, value)).get();
    }
  }

  /** On topics that a test made by hand: what there is stays as it is, and is told. */
  @Test
  @Order(20)
  void topicsAreCreatedOnceAndHeldAgainstWhatTheRouterAsks() {
    assertThat(surety("topics", "create", "--prefix", "new.", "--dry-run").text())
        .contains("would create new.control: 1 partition, 1 replica, cleanup.policy=compact");
    assertThat(surety("topics", "check", "--prefix", "new."))
        .satisfies(
            said -> {
              assertThat(said.code()).isEqualTo(1);
              assertThat(said.text()).contains("absent new.control");
            });

    Said first = surety("topics", "create", "--prefix", "new.", "--partitions", "3");
    assertThat(first.code()).as(first.text()).isZero();
    assertThat(first.text()).contains("creating new.requests: 3 partitions, 1 replica");
    Said again = surety("topics", "create", "--prefix", "new.", "--partitions", "3");
    assertThat(again.code()).as(again.text()).isZero();
    assertThat(again.text())
        .doesNotContain("creating")
        .contains("All 6 topics are as they must be");
    Said more = surety("topics", "check", "--prefix", "new.", "--partitions", "4");
    assertThat(more.code()).isEqualTo(1);
    assertThat(more.text()).contains("wrong  new.decisions", "3 of 6 topics are not");

    Said byHand = surety("topics", "check");
    assertThat(byHand.code()).isEqualTo(1);
    assertThat(byHand.text())
        .contains(
            "--entity-name requests --add-config message.timestamp.type=LogAppendTime",
            "--entity-name control --add-config min.compaction.lag.ms=7776000000");
    assertThat(surety("topics", "check", "--requests", "one", "--feedback", "one").code())
        .isEqualTo(2);
  }

  @Test
  @Order(90)
  void aListOfPricesChangesWhatIsToBeBelievedAndHoldsBackTheRest() throws IOException {
    String model =
        "{\"type\":\"model\",\"model\":\"%s\",\"version\":1,\"provider\":\"anthropic\",\"input_usd_per_mtok\":%s,\"output_usd_per_mtok\":%s}";
    surety(
        "control",
        "put",
        file(model.formatted("claude-haiku-4-5", 2, 10), model.formatted("claude-opus-5", 5, 25)),
        "--yes");
    String[] sync = {
      "control",
      "sync",
      "--from",
      "../configs/prices/litellm.json",
      "--format",
      "litellm",
      "--yes",
      "--keep",
      folder.toString()
    };

    assertThat(surety(sync).text())
        .contains(
            "~ model/claude-haiku-4-5  version 1 -> 2",
            "      input_usd_per_mtok         2.0 -> 1.0",
            "? model/claude-opus-5 held back: 5 / 25 -> 0.005 / 0.025",
            "Published 1");
    assertThat(surety(sync).text()).contains("Nothing to publish.");
    assertThat(surety("control", "list").text()).containsPattern("claude-haiku-4-5 .* 1 +5 ");
  }
}
