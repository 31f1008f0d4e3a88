package dev.surety.lab.imports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.surety.lab.data.RecordedData;
import dev.surety.lab.data.RoutingData;
import dev.surety.wire.log.LogReader;
import dev.surety.wire.log.LoggedRequest;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

/** {@code surety import} on the samples: whole files of each format. */
class ImportCommandTest {

  private static final String POOL = SampleLogsTest.FOLDER.resolve("pool.jsonl").toString();
  private static final SampleLogs MADE = new SampleLogs();

  @TempDir private Path folder;
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  private int run(String... args) {
    return new CommandLine(new ImportCommand())
        .setOut(new PrintWriter(out))
        .setErr(new PrintWriter(err))
        .execute(args);
  }

  private int run(Path file, String... more) {
    return run(
        Stream.concat(
                Stream.of(file.toString(), "--out", folder.resolve("got").toString()),
                Stream.of(more))
            .toArray(String[]::new));
  }

  private List<LoggedRequest> log() throws IOException {
    List<LoggedRequest> requests = new ArrayList<>();
    try (LogReader reader = LogReader.open(folder.resolve("got.log.jsonl.gz"))) {
      for (LoggedRequest one; (one = reader.next()) != null; ) {
        requests.add(one);
      }
    }
    return requests;
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "litellm-spend-logs.csv|false|",
        "litellm-spend-logs.json|false|",
        "otel-spans.jsonl|true|",
        "langfuse.json|true|",
        "langfuse-observations.csv langfuse-scores.csv|true|",
        "langfuse-scores.csv langfuse-observations.csv|true|",
        "openrouter-activity.csv|false|",
        "requests.jsonl|true|--labels=1:5,--map,model=response.model,--map,in_tokens=usage.prompt_tokens,--map,out_tokens=usage.completion_tokens"
      })
  void aSampleOfEachLogSaysWhatWasServed(String sample, boolean labelled, String more)
      throws IOException {
    List<String> args = new ArrayList<>(List.of("--pool", POOL));
    args.addAll(more == null ? List.of() : List.of(more.split(",")));
    String[] files = sample.split(" ");
    for (String other : List.of(files).subList(1, files.length)) {
      args.add(SampleLogsTest.FOLDER.resolve(other).toString());
    }

    assertThat(run(SampleLogsTest.FOLDER.resolve(files[0]), args.toArray(String[]::new)))
        .as(out + " " + err)
        .isZero();

    List<LoggedRequest> log = log();
    assertThat(log).hasSize(SampleLogs.SHORT);
    for (int i = 0; i < log.size(); i++) {
      SampleLogs.Served served = MADE.served().get(i);
      LoggedRequest logged = log.get(i);
      assertThat(logged.model()).isEqualTo(MADE.model(served));
      assertThat(logged.tenant()).isEqualTo(served.tenant());
      assertThat(logged.at() / 1000).isEqualTo(served.at().getEpochSecond());
      assertThat(logged.inputTokens()).isEqualTo(served.row().inputTokens());
      assertThat(logged.outputTokens()).isEqualTo(served.row().outputTokens(served.model()));
      assertThat(logged.costUsd()).isCloseTo(served.row().costUsd(served.model()), within(2e-6));
      if (labelled && served.label() != null) {
        assertThat(logged.label()).isEqualTo(served.label());
      } else {
        assertThat(logged.label()).isNaN();
      }
    }
    assertThat(out.toString()).doesNotContain("unreadable").contains("without what is before it");
  }

  @Test
  void aPlainTableIsMappedFromItsHeaderAndItsMapIsShownFirst() throws IOException {
    Path table = SampleLogsTest.FOLDER.resolve("requests.csv");
    String[] map = {
      "--map", "time=when,label=thumb,tag=kind,cost=usd,random=ab_random", "--pool", POOL
    };

    assertThat(run(table, map)).as(out + " " + err).isZero();

    assertThat(out.toString())
        .startsWith(
            "1 file: csv (by its beginning); columns time=when,tenant=customer,tag=kind,"
                + "model=served_model,in_tokens=tokens_in,out_tokens=tokens_out,cost=usd,"
                + "label=thumb,random=ab_random");
    List<LoggedRequest> log = log();
    assertThat(log).hasSize(SampleLogs.LONG);
    assertThat(log.stream().filter(LoggedRequest::random).count()).isBetween(900L, 1_100L);
    assertThat(log.stream().filter(LoggedRequest::isLabelled).count()).isBetween(1_900L, 2_100L);
    assertThat(Files.readString(folder.resolve("got.import.txt")))
        .contains("kept          4,000 requests of 2 tenants, 2026-09-01T")
        .contains("azure/gpt-4o-mini", "without what is before it")
        .contains("openai/gpt-4o-2024-08-06", "without its date or version");
  }

  @Test
  void aDryRunShowsTheMapAndReadsNothing() {
    assertThat(run(SampleLogsTest.FOLDER.resolve("requests.csv"), "--dry-run")).isZero();

    assertThat(out.toString()).contains("model=served_model").doesNotContain("kept");
    assertThat(folder).isEmptyDirectory();
  }

  @ParameterizedTest
  @CsvSource({"routerbench.csv, 60", "llmrouterbench, 30"})
  void whereEveryModelAnsweredItIsDataForEvaluate(String sample, int rows) throws IOException {
    assertThat(run(SampleLogsTest.FOLDER.resolve(sample))).as(out + " " + err).isZero();

    RecordedData data = RoutingData.read(folder.resolve("got.jsonl"));
    assertThat(data.size()).isEqualTo(rows);
    assertThat(data.pool().size()).isEqualTo(6);
    assertThat(data.notes()).isEmpty();
    for (int i = 0; i < rows; i++) {
      for (int m = 0; m < 6; m++) {
        int made = data.pool().names().indexOf(MADE_MODELS.get(m));
        SampleLogs.Served served = MADE.served().get(i);
        assertThat(data.row(i).quality(made)).isEqualTo(served.row().quality(m));
        assertThat(data.row(i).costUsd(made)).isCloseTo(served.row().costUsd(m), within(1e-7));
      }
    }
    double sonnet =
        data.pool().get(data.pool().names().indexOf(MADE_MODELS.get(0))).price().outputUsdPerMtok();
    assertThat(sonnet).as("fitted to what answers cost").isBetween(1.0, 60.0);
  }

  private static final List<String> MADE_MODELS =
      List.of(
          "claude-3-5-sonnet-20240620",
          "gpt-4o",
          "gpt-4o-mini",
          "llama-3.1-70b-instruct",
          "llama-3.1-8b-instruct",
          "gpt-4.1-mini");

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--map=model|write FIELD=COLUMN",
        "--map=modle=served_model|there is no field of that name; there is id, time",
        "--map=model=gone|there is no column gone; there is when, customer",
        "--map=model=|no column seems to say which model answered",
        "--format=parquet|there is litellm, otel",
        "--labels=5:1|write the worst and the best, like 1:5",
        "--pool=gone.jsonl|there is no file gone.jsonl"
      })
  void whatDoesNotFitIsBadUsage(String arg, String said) {
    assertThat(run(SampleLogsTest.FOLDER.resolve("requests.csv"), arg))
        .isEqualTo(CommandLine.ExitCode.USAGE);
    assertThat(err.toString()).contains(said);
  }

  @ParameterizedTest
  @CsvSource({"litellm-spend-logs.csv", "litellm-spend-logs.json", "openrouter-activity.csv"})
  void labelsThatStandElsewhereAreJoinedByTheRequestsName(String sample) throws IOException {
    assertThat(
            run(
                SampleLogsTest.FOLDER.resolve("thumbs.csv").toString(),
                SampleLogsTest.FOLDER.resolve(sample).toString(),
                "--out",
                folder.resolve("got").toString()))
        .as(out + " " + err)
        .isZero();

    List<LoggedRequest> log = log();
    assertThat(log).hasSize(SampleLogs.SHORT);
    for (int i = 0; i < log.size(); i++) {
      Double label = MADE.served().get(i).label();
      Double expected = label == null ? Double.valueOf(Double.NaN) : label;
      assertThat(log.get(i).label()).isEqualTo(expected);
    }
    assertThat(out.toString()).contains("labels alone; columns id=request_id,label=thumb");
  }

  @Test
  void severalFilesOfSeveralFormsAreOneLog() throws IOException {
    assertThat(
            run(
                SampleLogsTest.FOLDER.resolve("openrouter-activity.csv").toString(),
                SampleLogsTest.FOLDER.resolve("langfuse.json").toString(),
                "--out",
                folder.resolve("got").toString()))
        .isZero();

    // Both call a generation gen-00000 and so on: what has one name is one request.
    assertThat(log()).hasSize(SampleLogs.SHORT);
    assertThat(out.toString()).contains("passed over   120: doubled: its id was there");
  }
}
