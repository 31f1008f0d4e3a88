package dev.surety.tools.state;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.surety.testing.SharedFlink;
import dev.surety.tools.savepoint.KeyState;
import dev.surety.tools.savepoint.LocalFlink;
import dev.surety.tools.savepoint.NewSavepoint;
import dev.surety.tools.savepoint.SavedControl;
import dev.surety.tools.savepoint.SavedKey;
import dev.surety.tools.savepoint.SavepointStates;
import dev.surety.wire.state.AccountCodec;
import dev.surety.wire.state.LearnerCodec;
import dev.surety.wire.state.OpenDecisionCodec;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.avro.file.DataFileReader;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericRecord;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.assertj.core.api.Assertions;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** {@code surety state …} as people and scripts meet it, on a savepoint of a small fleet. */
@ExtendWith(SharedFlink.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class StateCommandITCase {

  private static final int TENANTS = 12;
  private static final Path FROZEN = Path.of("../state-tools/src/test/resources/savepoints/v1");

  private final Fleet fleet = Fleet.of(4);
  private Path folder;
  private String savepoint;
  private StringWriter text;
  private StringWriter errors;

  @BeforeAll
  void write(@TempDir Path temporary) {
    folder = temporary;
    savepoint = folder.resolve("fleet").toString();
    fleet.write(savepoint, TENANTS);
  }

  @BeforeEach
  void listen() {
    text = new StringWriter();
    errors = new StringWriter();
  }

  @Test
  void inspectShowsWhoOwesMostAndWhatIsInForce() {
    assertThat(state("inspect", savepoint, "--top", "3")).isZero();

    assertThat(text.toString())
        .contains(
            "account %d, learner %d, open decision %d"
                .formatted(AccountCodec.VERSION, LearnerCodec.VERSION, OpenDecisionCodec.VERSION),
            "route")
        .contains("model-03", "*/gold", "mess-plus{c=1}")
        .containsPattern("model-01 +draining, as operators say .* 2100-01-01T00:00:00Z")
        .contains("3 of 12 keys, by queue");
    assertThat(text.toString().lines().filter(line -> line.startsWith("tenant-"))).hasSize(3);
  }

  @Test
  void inspectShowsATenantModelByModel() {
    assertThat(state("inspect", savepoint, "--tenant", Fleet.FIRST.tenant())).isZero();

    assertThat(text.toString())
        .contains("tenant-000000/gold", "0.800 by surety", "60 requests", "30 judged")
        .containsPattern("model-00 +\\d+ +0\\.\\d{3} +0\\.\\d{3} +\\d");
  }

  @Test
  void inspectGivesMachinesTheSame() throws Exception {
    assertThat(state("inspect", savepoint, "--json", "--by", "requests")).isZero();

    JsonNode json = new ObjectMapper().readTree(text.toString());
    assertThat(json.path("keys")).hasSize(TENANTS);
    JsonNode key = json.path("keys").get(0);
    assertThat(key.path("tenant").asText()).isEqualTo("tenant-000000");
    assertThat(key.path("requests").asInt()).isEqualTo(Fleet.REQUESTS);
    assertThat(key.path("models")).hasSize(4);
    assertThat(key.path("models").findValuesAsText("labels").stream().mapToDouble(Double::valueOf))
        .anyMatch(labels -> labels > 0);
    assertThat(json.path("control")).hasSize(7);

    listen();
    assertThat(state("inspect", savepoint, "--csv", "--tier", "silver")).isZero();
    assertThat(text.toString().lines())
        .hasSize(1 + TENANTS / 2)
        .first()
        .isEqualTo(ReportCsv.HEADER);
    assertThat(text.toString().lines().skip(1))
        .allSatisfy(
            line -> assertThat(line.split(",", -1)).hasSameSizeAs(ReportCsv.HEADER.split(",")));
  }

  @Test
  void exportWritesTheSameKeysTwice() throws Exception {
    Path out = folder.resolve("export");
    assertThat(state("export", savepoint, "--out", out.toString())).isZero();

    List<String> lines = Files.readAllLines(out.resolve("keys.jsonl"));
    assertThat(lines).hasSize(TENANTS);
    Map<String, Double> queues = new TreeMap<>();
    for (String line : lines) {
      JsonNode key = new ObjectMapper().readTree(line);
      queues.put(key.path("tenant").asText(), key.path("queue").asDouble());
    }
    try (var rows =
        new DataFileReader<GenericRecord>(
            out.resolve("keys.avro").toFile(), new GenericDatumReader<>())) {
      rows.forEach(
          row ->
              assertThat(queues.remove(row.get("tenant").toString())).isEqualTo(row.get("queue")));
    }
    assertThat(queues).isEmpty();
    assertThat(Files.readAllLines(out.resolve("control.jsonl"))).hasSize(7);

    listen();
    assertThat(state("export", savepoint, "--out", out.toString())).isEqualTo(2);
    assertThat(errors.toString()).contains("there is something at");
  }

  @Test
  void verifyHoldsAndTellsWhatIsBroken() throws Exception {
    assertThat(state("verify", savepoint)).describedAs("%s", text).isZero();
    assertThat(text.toString()).contains("12 keys and 7 control records", "all invariants hold");

    String broken = folder.resolve("broken").toString();
    KeyState state = read(savepoint).get(Fleet.FIRST.key());
    state.account().queue = -1;
    state.account().requests++;
    state.learner().costs.paidRatio.count[0] = 40;
    state.learner().costs.paidRatio.sum[0] = 1e9;
    state.learner().costs.outputTokens.sum[1] = Double.NaN;
    write(broken, state.saved());
    listen();
    assertThat(state("verify", broken)).isOne();
    assertThat(text.toString())
        .contains("tenant-000000/gold: the queue is -1.0", "60 decisions by model for 61 requests")
        .contains("the output tokens of 'model-01' are a sum of NaN", "--forget-costs");
  }

  @Test
  void editChangesWhatItSaysAndNothingElse() throws Exception {
    String edited = folder.resolve("edited").toString();
    assertThat(
            state(
                "edit",
                savepoint,
                "--out=" + edited,
                "--reset-queue=tenant-000000/gold",
                "--set-queue=tenant-000001=2.5",
                "--forget-model=tenant-000002/gold=model-01",
                "--forget-costs=tenant-000002/gold=model-01",
                "--forget-costs=tenant-000007",
                "--copy-learner=tenant-000000/gold=newcomer/gold",
                "--copy-learner=tenant-000004/gold=tenant-000006/gold",
                "--delete=tenant-000003"))
        .describedAs("%s", errors)
        .isZero();
    assertThat(text.toString())
        .contains("tenant-000003/silver (deleted)", "newcomer/gold (new)", "7 keys changed")
        .contains("its rows in the journal", "The journal does not know");

    Map<String, KeyState> before = read(savepoint);
    Map<String, KeyState> after = read(edited);
    assertThat(after).hasSize(TENANTS).doesNotContainKey("tenant-000003/silver");
    assertThat(report(after, "tenant-000000/gold").queue()).isZero();
    assertThat(report(after, "tenant-000000/gold").debt()).isCloseTo(0, within());
    assertThat(report(after, "tenant-000001/silver").queue()).isEqualTo(2.5);
    assertThat(labels(before, "tenant-000002/gold", 1)).isPositive();
    assertThat(labels(after, "tenant-000002/gold", 1)).isZero();
    assertThat(labels(after, "tenant-000002/gold", 0))
        .isEqualTo(labels(before, "tenant-000002/gold", 0));
    assertThat(usage(before, "tenant-000002/gold")[1]).isPositive();
    assertThat(usage(after, "tenant-000002/gold")[1]).isZero();
    assertThat(usage(after, "tenant-000002/gold")[0])
        .isEqualTo(usage(before, "tenant-000002/gold")[0]);
    assertThat(Arrays.stream(usage(before, "tenant-000007/silver")).sum()).isPositive();
    assertThat(usage(after, "tenant-000007/silver")).containsOnly(0);
    assertThat(report(after, "newcomer/gold").requests()).isZero();
    assertThat(labels(after, "newcomer/gold", 0))
        .isEqualTo(labels(before, "tenant-000000/gold", 0));
    KeyReport taught = report(after, "tenant-000006/gold");
    assertThat(taught.requests()).isEqualTo(Fleet.REQUESTS);
    assertThat(taught.openDecisions()).isZero();
    assertThat(taught.debt()).isCloseTo(taught.queue(), within());
    assertThat(labels(after, "tenant-000006/gold", 3))
        .isEqualTo(labels(before, "tenant-000004/gold", 3));
    for (String same : List.of("tenant-000005/silver", "tenant-000008/gold")) {
      assertThat(after.get(same).saved())
          .usingRecursiveComparison()
          .isEqualTo(before.get(same).saved());
    }
    assertThat(SavepointStates.open(edited).folder().edits())
        .singleElement()
        .satisfies(edit -> assertThat(edit.keys()).hasSize(7).contains("newcomer/gold"));

    listen();
    assertThat(state("verify", edited)).describedAs("%s", text).isZero();
    assertThat(state("diff", savepoint, edited)).isZero();
    assertThat(text.toString())
        .contains(
            "6 keys are the same, 5 changed, 1 are new, 1 are gone; control records: the same");
  }

  private static double[] usage(Map<String, KeyState> keys, String key) {
    return keys.get(key).learner().costs.outputTokens.count;
  }

  @Test
  void aDryRunWritesNothing() {
    Path out = folder.resolve("dry");
    assertThat(state("edit", savepoint, "--dry-run", "--out=" + out, "--reset-queue=*/gold"))
        .isZero();

    assertThat(text.toString()).contains("6 keys would change; nothing was written");
    assertThat(out).doesNotExist();
  }

  @Test
  void refusesWhatItCannotDoInOneLine() throws Exception {
    Path out = folder.resolve("refused");
    refused("no key 'nobody/*'", "edit", savepoint, "--out=" + out, "--delete=nobody");
    refused("nothing to edit", "edit", savepoint, "--out=" + out);
    refused(
        "learned nothing about a model 'gpt'",
        "edit",
        savepoint,
        "--out=" + out,
        "--forget-model=tenant-000000/gold=gpt");
    refused(
        "has learned in another way",
        "edit",
        savepoint,
        "--out=" + out,
        "--copy-learner=tenant-000001/silver=tenant-000000/gold");
    refused("no savepoint can be read at " + out, "verify", out.toString());
    Path foreign = Files.createDirectories(folder.resolve("foreign"));
    Files.writeString(foreign.resolve("_metadata"), "not what Flink writes");
    refused("no savepoint can be read at " + foreign, "inspect", foreign.toString());
    refused("layout version 9", "inspect", newer().toString());
    refused("layout version 9", "edit", newer().toString(), "--out=" + out, "--delete=surety");
    assertThat(out).doesNotExist();
  }

  /** The frozen savepoint with one account of a layout that does not exist yet. */
  private Path newer() throws Exception {
    byte[] file = Files.readAllBytes(FROZEN.resolve("_metadata"));
    byte[] account = read(FROZEN.toString()).get("surety/tier").saved().account();
    // It is written in a newer layout than it stands there, which begins in the same way.
    int at = 0;
    while (!Arrays.equals(file, at + 1, at + 100, account, 1, 100)) {
      at++;
    }
    file[at] = 9;
    Path newer = Files.createDirectories(folder.resolve("newer"));
    Files.write(newer.resolve("_metadata"), file);
    return newer;
  }

  private void refused(String message, String... args) {
    listen();
    assertThat(state(args)).describedAs("%s", text).isEqualTo(2);
    assertThat(errors.toString().lines()).singleElement().asString().contains(message);
  }

  private KeyReport report(Map<String, KeyState> keys, String key) {
    return KeyReport.of(keys.get(key), fleet.control().configuration());
  }

  private double labels(Map<String, KeyState> keys, String key, int model) {
    return report(keys, key).models().get(model).belief().labels();
  }

  /** Of a debt that is kept as a sum of rounded numbers. */
  private static Offset<Double> within() {
    return Assertions.within(1e-4);
  }

  private static void write(String path, SavedKey key) {
    StreamExecutionEnvironment env = LocalFlink.environment();
    new NewSavepoint(env, path)
        .write(env.fromData(List.of(key), SavedKey.TYPE), SavedControl.of(List.of()));
  }

  private static Map<String, KeyState> read(String savepoint) {
    Map<String, KeyState> keys = new TreeMap<>();
    SavepointStates.open(savepoint)
        .forEach(key -> true, key -> keys.put(key.key().key(), KeyState.of(key)));
    return keys;
  }

  private int state(String... args) {
    return new CommandLine(new StateCommand())
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setOut(new PrintWriter(text, true))
        .setErr(new PrintWriter(errors, true))
        .execute(args);
  }
}
