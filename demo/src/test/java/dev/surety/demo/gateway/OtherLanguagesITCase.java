package dev.surety.demo.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.surety.client.Topics;
import dev.surety.demo.kafka.EmbeddedKafka;
import dev.surety.demo.run.DemoJob;
import dev.surety.demo.run.JobLauncher;
import dev.surety.demo.run.TopicLayout;
import dev.surety.demo.run.Workspace;
import dev.surety.domain.ControlUpdate.ModelUpdate;
import dev.surety.job.options.JobOptions;
import dev.surety.testing.Interpreters;
import dev.surety.testing.Outside;
import dev.surety.testing.Pools;
import dev.surety.testing.Requires;
import dev.surety.wire.json.ControlJson;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The gateways of docs/gateways, which take neither our library nor our door, on a real broker and
 * the real job. Two instances ask at once under one request id for two tenants.
 */
class OtherLanguagesITCase {

  private static final Path GATEWAYS =
      Path.of("..", "docs", "gateways").toAbsolutePath().normalize();
  private static final Path DRIVERS =
      Path.of("../demo/src/test/resources/gateways").toAbsolutePath();
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final long PATIENCE_SECONDS = 400;

  @TempDir private static Path folder;

  private static EmbeddedKafka kafka;
  private static Workspace workspace;
  private static DemoJob job;

  @BeforeAll
  static void start() throws Exception {
    kafka = EmbeddedKafka.start();
    workspace = Workspace.open(folder.resolve("out"));
    kafka.createTopics(TopicLayout.of(Topics.DEFAULT, 2));
    Map<String, Object> clients = Map.of("bootstrap.servers", kafka.bootstrap());
    try (var producer =
        new KafkaProducer<>(clients, new ByteArraySerializer(), new ByteArraySerializer())) {
      for (var model : Pools.three()) {
        var record = ControlJson.write(new ModelUpdate(model));
        producer.send(new ProducerRecord<>("control", record.key(), record.value())).get();
      }
      promise(producer, "acme", "apply");
      promise(producer, "shadow", "observe");
      promise(producer, "fresh", "observe");
      promise(producer, "*", "apply");
    }
    job =
        JobLauncher.start(
            0,
            1,
            workspace,
            Map.of(
                JobOptions.BOOTSTRAP_SERVERS.key(),
                kafka.bootstrap(),
                JobOptions.STANDINGS_INTERVAL.key(),
                "100 ms"));
    job.awaitRunning();
  }

  private static void promise(KafkaProducer<byte[], byte[]> producer, String tenant, String mode)
      throws Exception {
    String sla =
        "{\"type\":\"sla\",\"tenant\":\"%s\",\"tier\":\"gold\",\"version\":1,\"target\":0.8,\"policy\":\"surety\",\"mode\":\"%s\"}"
            .formatted(tenant, mode);
    byte[] key = "sla/%s/gold".formatted(tenant).getBytes(UTF_8);
    producer.send(new ProducerRecord<>("control", key, sla.getBytes(UTF_8))).get();
  }

  @AfterAll
  static void stop() throws Exception {
    if (job != null) {
      job.cancel();
    }
    workspace.close();
    kafka.close();
  }

  @Test
  @Requires(Outside.NODE)
  void theOneInNodeAsksAndReportsAsThePageSays() throws Exception {
    keepsTheContract(
        List.of("node", DRIVERS.resolve("drive.cjs").toString(), file("gateway.cjs")),
        Map.of("NODE_PATH", Interpreters.nodeModules().orElseThrow().toString()));
  }

  @Test
  @Requires(Outside.PYTHON)
  void theOneInPythonAsksAndReportsAsThePageSays() throws Exception {
    keepsTheContract(
        List.of(
            Interpreters.python().orElseThrow(),
            DRIVERS.resolve("drive.py").toString(),
            file("gateway.py")),
        Map.of("PYTHONDONTWRITEBYTECODE", "1"));
  }

  /** The ten tenants of docs/first-hour.md, as far as there are promises for them. */
  @Test
  @Requires(Outside.NODE)
  void theTenantsOfTheFirstHourAreServed() throws Exception {
    run(
        List.of("node", patient("serve.cjs"), "20"),
        Map.of("NODE_PATH", Interpreters.nodeModules().orElseThrow().toString()));

    assertThat(Files.readString(folder.resolve("20.log")))
        .contains("'refused: no_sla': 11", "decided: 9");
  }

  /** The same program with a gateway that waits as long as a busy machine takes. */
  private static String patient(String program) throws IOException {
    String gateway = Files.readString(GATEWAYS.resolve("gateway.cjs"));
    assertThat(gateway).contains("PATIENCE_MS = 2000;");
    Files.writeString(
        folder.resolve("gateway.cjs"),
        gateway.replace("PATIENCE_MS = 2000;", "PATIENCE_MS = 120000;"));
    String end = "await gateway.close();";
    String text = Files.readString(GATEWAYS.resolve(program));
    assertThat(text).contains(end);
    // Else it stays until all that patience is over.
    return Files.writeString(folder.resolve(program), text.replace(end, end + " process.exit();"))
        .toString();
  }

  private static String file(String name) {
    return GATEWAYS.resolve(name).toString();
  }

  private void keepsTheContract(List<String> command, Map<String, String> environment)
      throws Exception {
    Map<String, JsonNode> said = run(command, environment);

    assertThat(said.get("decided").path("apply").asBoolean()).isTrue();
    assertThat(said.get("decided").path("models").get(0).asText()).isNotEmpty();
    // Observed: the router decides, the gateway's own choice answers.
    assertThat(said.get("observed").path("apply").asBoolean(true)).isFalse();
    assertThat(said.get("observed").path("models").get(0).asText()).isEqualTo(Pools.DEAR);
    assertThat(said.get("observed").path("decision_id"))
        .isNotEqualTo(said.get("decided").path("decision_id"));
    assertThat(said.get("refused").path("refused").asText()).isEqualTo("no_sla");
    assertThat(said.get("refused").path("detail").asText()).isNotEmpty();
    // What was reported is known; without a decision it is what answers.
    assertThat(said.get("standing").path("labels").asLong()).isPositive();
    assertThat(
            said.get("late").path("decision_id").isMissingNode()
                || said.get("late").path("decision_id").isNull())
        .isTrue();
    assertThat(said.get("late").path("models").get(0)).isEqualTo(said.get("standing").path("best"));
    assertThat(said.get("narrow").path("models")).hasSize(1);
    assertThat(said.get("narrow").path("models").get(0).asText()).isEqualTo(Pools.MIDDLE);
    assertThat(said.get("shadow-late").path("models").get(0).asText()).isEqualTo(Pools.DEAR);
    // Who names no incumbent is answered by the standing's; who has none, by the usual model.
    assertThat(said.get("shadow-unnamed").path("apply").asBoolean(true)).isFalse();
    assertThat(said.get("shadow-unnamed").path("models").get(0).asText()).isEqualTo(Pools.DEAR);
    assertThat(said.get("shadow-unnamed-late").path("models").get(0).asText())
        .isEqualTo(Pools.DEAR);
    assertThat(said.get("shadow-fresh").path("apply").asBoolean(true)).isFalse();
    assertThat(said.get("shadow-fresh").path("models").get(0).asText()).isEqualTo("large");
    assertThat(job.restarts()).isZero();
  }

  /** What a program printed, by what it is about. */
  private static Map<String, JsonNode> run(List<String> command, Map<String, String> environment)
      throws IOException, InterruptedException {
    List<String> all = new ArrayList<>(command);
    all.add(kafka.bootstrap());
    Path out = folder.resolve(Path.of(command.get(2)).getFileName() + ".log");
    ProcessBuilder builder = new ProcessBuilder(all).redirectErrorStream(true);
    builder.redirectOutput(out.toFile()).environment().putAll(environment);
    Process process = builder.start();
    try {
      assertThat(process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS))
          .as("%s ends; it said: %s", command, Files.readString(out))
          .isTrue();
    } finally {
      process.destroyForcibly();
    }
    assertThat(process.exitValue()).as(Files.readString(out)).isZero();
    Map<String, JsonNode> said = new HashMap<>();
    for (String line : Files.readAllLines(out)) {
      if (line.startsWith("{\"what\"")) {
        JsonNode node = JSON.readTree(line);
        said.put(node.path("what").asText(), node);
      }
    }
    return said;
  }

  /** The page prints the first of them as it runs. */
  @Test
  void thePageShowsTheSame() throws IOException {
    String page = Files.readString(Path.of("../docs/write-your-gateway.md"));
    assertThat(page)
        .contains("```js\n" + Files.readString(GATEWAYS.resolve("gateway.cjs")) + "```");
    assertThat(page).contains("gateways/gateway.py");
  }
}
