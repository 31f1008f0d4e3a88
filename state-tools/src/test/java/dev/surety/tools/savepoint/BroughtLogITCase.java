package dev.surety.tools.savepoint;

import static org.assertj.core.api.Assertions.assertThat;

import dev.surety.domain.TenantTier;
import dev.surety.lab.SuretyLab;
import dev.surety.operate.control.ControlCommand;
import dev.surety.policy.Prior;
import dev.surety.testing.Requests;
import dev.surety.testing.SharedFlink;
import dev.surety.tools.audit.AuditCommand;
import dev.surety.tools.state.StateCommand;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

/**
 * What people bring, all the way, as they would type it: a sample of each format is imported,
 * evaluated, its pool held against a list of prices, made a savepoint of, and the job goes on from
 * that.
 */
@ExtendWith(SharedFlink.class)
class BroughtLogITCase {

  private static final Path LOGS = Path.of("../configs/data/logs");
  private static final int REQUESTS = 20;

  @TempDir private Path folder;

  private String run(CommandLine command, String... args) {
    StringWriter said = new StringWriter();
    int exit = command.setOut(new PrintWriter(said)).setErr(new PrintWriter(said)).execute(args);
    assertThat(exit).as("%s: %s", List.of(args), said).isZero();
    return said.toString();
  }

  private String log(String name) {
    return LOGS.resolve(name).toString();
  }

  private String made(String name) {
    return folder.resolve(name).toString();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "litellm-spend-logs.csv thumbs.csv|",
        "litellm-spend-logs.json thumbs.csv|",
        "otel-spans.jsonl|",
        "langfuse.json|",
        "langfuse-observations.csv langfuse-scores.csv|",
        "openrouter-activity.csv thumbs.csv|",
        "requests.csv|--map time=when,label=thumb,tag=kind,cost=usd,random=ab_random",
        "requests.jsonl|--map model=response.model --labels 1:5"
      })
  void aLogIsImportedAuditedSeededAndTheJobStarts(String files, String more) throws Exception {
    List<String> args = new ArrayList<>(List.of("import"));
    for (String file : files.split(" ")) {
      args.add(log(file));
    }
    args.addAll(List.of("--pool", log("pool.jsonl"), "--out", made("mine")));
    args.addAll(more == null ? List.of() : List.of(more.split(" ")));

    run(SuretyLab.commandLine(), args.toArray(String[]::new));
    String audit =
        run(
            new CommandLine(new AuditCommand()),
            "evaluate",
            "--log",
            made("mine.log.jsonl.gz"),
            "--page",
            made("first.html"));
    String seed =
        run(
            new CommandLine(new StateCommand()),
            "seed",
            "--log",
            made("mine.log.jsonl.gz"),
            "--sla",
            poolWithTodaysPrices(),
            "--out",
            made("seeded"),
            "--write-prior",
            made("prior.json"));

    assertThat(audit).contains("acme/default: ", "WHAT-IF, no evidence", "promise");
    assertThat(Files.readString(folder.resolve("first.html"))).contains("globex/default");
    assertThat(seed).contains("gpt-4o", "\"kind\":\"prior\"").doesNotContain("not in the pool");
    assertThat(Prior.read(Files.readString(folder.resolve("prior.json"))).models())
        .containsKey("gpt-4o");
    theJobStarts();
  }

  @ParameterizedTest
  @CsvSource({"routerbench.csv", "llmrouterbench"})
  void whereEveryModelAnsweredItIsEvaluatedSeededAndTheJobStarts(String sample) throws Exception {
    run(SuretyLab.commandLine(), "import", log(sample), "--out", made("mine"));
    String evaluated =
        run(
            SuretyLab.commandLine(),
            "evaluate",
            "--data",
            made("mine.jsonl"),
            "--policies",
            "fixed:gpt-4o,fixed:gpt-4o-mini,surety",
            "--targets",
            "0.7",
            "--horizon",
            "200",
            "--seeds",
            "1",
            "--write-prior",
            made("prior.json"),
            "--out",
            made("r"));
    run(
        new CommandLine(new StateCommand()),
        "seed",
        "--from",
        made("prior.json"),
        "--control",
        poolWithTodaysPrices(),
        "--out",
        made("seeded"));

    assertThat(evaluated).contains("surety");
    theJobStarts();
  }

  /** What was halved in the list is put, what the list has a thousand times too low is not. */
  private String poolWithTodaysPrices() throws IOException {
    Path list =
        Files.writeString(
            folder.resolve("list.json"),
            """
            {"gpt-4o-mini": {"input_cost_per_token": 7.5e-08, "output_cost_per_token": 3e-07},
             "gpt-4o": {"input_cost_per_token": 2e-09, "output_cost_per_token": 8e-09}}
            """);
    Path pool = Path.of(log("pool.jsonl"));
    String synced =
        run(
            new CommandLine(new ControlCommand()),
            "sync",
            "--from",
            list.toString(),
            "--format",
            "litellm",
            "--pool",
            pool.toString(),
            "--as-of",
            "2026-09-30T00:00:00Z",
            "--keep",
            made("prices"));
    assertThat(synced).contains("~ model/gpt-4o-mini", "? model/gpt-4o held back");
    return Files.writeString(
            folder.resolve("pool-today.jsonl"),
            Files.readString(pool)
                + Files.readString(folder.resolve("prices/prices-2026-09-30T000000Z.jsonl")))
        .toString();
  }

  /** From the savepoint, with what the log taught in force. */
  private void theJobStarts() throws Exception {
    SavepointStates seeded = SavepointStates.open(made("seeded"));
    assertThat(seeded.control().updates()).hasSize(9);
    TenantTier tenant = new TenantTier("acme", "gold");
    String ended =
        RouteRun.continued(
            made("seeded"),
            folder.resolve("last"),
            "hashmap",
            0,
            REQUESTS,
            i -> Requests.id("r" + i).of(tenant).at(1_000 + i).request(),
            REQUESTS);
    Map<String, SavedKey> states = new TreeMap<>();
    SavepointStates.read(ended, key -> states.put(key.key().key(), key));
    assertThat(states).containsKey("acme/gold");
  }
}
