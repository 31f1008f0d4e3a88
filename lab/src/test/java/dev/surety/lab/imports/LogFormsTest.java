package dev.surety.lab.imports;

import static org.assertj.core.api.Assertions.assertThat;

import dev.surety.wire.log.LogReader;
import dev.surety.wire.log.LoggedRequest;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

/** Other forms of the known formats, and values as files have them. */
class LogFormsTest {

  @TempDir private Path folder;
  private final StringWriter said = new StringWriter();

  private List<LoggedRequest> read(String name, String content, String... more) throws IOException {
    Path file = Files.writeString(folder.resolve(name), content);
    List<String> args = new ArrayList<>(List.of(file.toString(), "--out", folder + "/got"));
    args.addAll(List.of(more));
    int exit =
        new CommandLine(new ImportCommand())
            .setOut(new PrintWriter(said))
            .setErr(new PrintWriter(said))
            .execute(args.toArray(String[]::new));
    assertThat(exit).as(said.toString()).isZero();
    List<LoggedRequest> log = new ArrayList<>();
    try (LogReader reader = LogReader.open(Path.of(folder + "/got.log.jsonl.gz"))) {
      for (LoggedRequest one; (one = reader.next()) != null; ) {
        log.add(one);
      }
    }
    return log;
  }

  @Test
  void storageExportsOfLangfuseHaveOtherNamesAndScoresOfTheirOwn() throws IOException {
    List<LoggedRequest> log =
        read(
            "export.jsonl",
            """
            {"id":"o1","trace_id":"t1","type":"GENERATION","provided_model_name":"m","start_time":"2024-05-29 13:46:19.963000","usage_details":{"input":7,"output":9},"total_cost":0.5,"user_id":"acme"}
            {"id":"o2","trace_id":"t1","type":"SPAN"}
            {"id":"s1","trace_id":"t1","observation_id":"o1","name":"thumb","value":1,"data_type":"NUMERIC"}
            {"id":"s2","trace_id":"t1","observation_id":"o1","name":"toxicity","value":0,"data_type":"NUMERIC"}
            """,
            "--score",
            "thumb");

    assertThat(log).hasSize(1);
    assertThat(log.get(0).model()).isEqualTo("m");
    assertThat(log.get(0).tenant()).isEqualTo("acme");
    assertThat(log.get(0).inputTokens()).isEqualTo(7);
    assertThat(log.get(0).costUsd()).isEqualTo(0.5);
    assertThat(log.get(0).label()).isEqualTo(1);
    assertThat(log.get(0).at()).isEqualTo(1_716_990_379_963L);
  }

  @Test
  void evaluationsMayBeLogRecordsThatNameTheSpan() throws IOException {
    List<LoggedRequest> log =
        read(
            "otel.jsonl",
            """
            {"resourceLogs":[{"scopeLogs":[{"logRecords":[{"eventName":"gen_ai.evaluation.result","traceId":"aa","spanId":"bb","attributes":[{"key":"gen_ai.evaluation.score.label","value":{"stringValue":"pass"}}]}]}]}]}
            {"resourceSpans":[{"resource":{"attributes":[{"key":"service.name","value":{"stringValue":"svc"}}]},"scopeSpans":[{"spans":[{"traceId":"aa","spanId":"bb","startTimeUnixNano":"1700000000000000000","attributes":[{"key":"gen_ai.request.model","value":{"stringValue":"m"}},{"key":"gen_ai.usage.input_tokens","value":{"intValue":"3"}}]},{"traceId":"aa","spanId":"cc","attributes":[{"key":"http.method","value":{"stringValue":"GET"}}]},{"traceId":"aa","spanId":"dd","status":{"code":2},"attributes":[{"key":"gen_ai.request.model","value":{"stringValue":"m"}}]}]}]}]}
            """);

    assertThat(log).hasSize(1);
    assertThat(log.get(0).label()).isEqualTo(1);
    assertThat(log.get(0).tenant()).isEqualTo("svc");
    assertThat(log.get(0).at()).isEqualTo(1_700_000_000_000L);
    assertThat(said.toString())
        .contains("1: a span of something else", "1: the request failed: no model answered");
  }

  @Test
  void whatNoModelAnsweredIsPassedOver() throws IOException {
    List<LoggedRequest> log =
        read(
            "spend.csv",
            """
            request_id,call_type,spend,model,cache_hit,status,startTime
            a,acompletion,0.1,m,False,success,2026-01-01T00:00:00Z
            b,acompletion,0,m,True,success,2026-01-01T00:00:00Z
            c,acompletion,0,m,False,failure,2026-01-01T00:00:00Z
            d,aembedding,0.1,e,False,success,2026-01-01T00:00:00Z
            e,acompletion,0.1,,False,success,2026-01-01T00:00:00Z
            f,acompletion,-3,m,False,success,yesterday
            """);

    assertThat(log).extracting(LoggedRequest::id).containsExactly("a", "f");
    assertThat(said.toString())
        .contains(
            "unreadable    1: no model",
            "passed over   1: a cache answered",
            "left out      1: a cost that is no sum of money",
            "left out      1: a time that is none");
    assertThat(Path.of(folder + "/got.unreadable.jsonl"))
        .content()
        .contains("\"line\":6,\"reason\":\"no model\"");
  }

  @Test
  void objectsWithoutNamesAreDoubledOnlyWhenAllIsAlike() throws IOException {
    List<LoggedRequest> log =
        read(
            "rows.jsonl",
            """
            {"model":"m","ts":1700000000,"score":0.5}
            {"model":"m","ts":1700000001,"score":0.5}
            {"model":"m","ts":1700000001,"score":0.5}
            """);

    assertThat(log).hasSize(2);
  }

  @ParameterizedTest
  @CsvSource({
    "2026-01-31T23:59:59Z, 1769903999000",
    "2026-01-31 23:59:59, 1769903999000",
    "2026-01-31 23:59:59.5 UTC, 1769903999500",
    "2026-02-01T01:59:59+02:00, 1769903999000",
    "2026-02-01 01:59:59+02, 1769903999000",
    "2026-01-31, 1769817600000",
    "1769903999, 1769903999000",
    "1769903999.25, 1769903999250",
    "1769903999000, 1769903999000",
    "1769903999000000, 1769903999000",
    "yesterday, -9223372036854775808",
    "-, -9223372036854775808"
  })
  void timesAreReadInAllTheirForms(String text, long millis) {
    assertThat(Cells.time(text)).isEqualTo(millis);
  }

  @ParameterizedTest
  @CsvSource({
    "0:1, 1, 1",
    "0:1, 0.25, 0.25",
    "0:1, -1, 0",
    "0:1, 2, -1",
    "0:1, up, 1",
    "0:1, False, 0",
    "1:5, 1, 0",
    "1:5, 4, 0.75",
    "1:5, 0, -1",
    "1:5, thumbs_down, 0",
    "0:1, maybe, -1"
  })
  void labelsAreSharesOrWords(String scale, String text, double label) {
    double got = LabelScale.read(scale).of(text);
    assertThat(Double.isNaN(got) ? -1 : got).isEqualTo(label);
  }
}
