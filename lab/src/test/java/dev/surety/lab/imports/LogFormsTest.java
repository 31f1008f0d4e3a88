package dev.surety.lab.imports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

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
  void exportsOfLangfusesPagesHaveAColumnForEachScoreAndUsageAsJson() throws IOException {
    List<LoggedRequest> log =
        read(
            "observations.csv",
            """
            "id","traceId","type","name","startTime","level","model","usageDetails","costDetails","totalCost","userId","traceTags","accuracy","tone","comments"
            "o1","t1","GENERATION","faq","2026-05-29T13:46:19.963Z","DEFAULT","m","{""input"":5,""input_cached_tokens"":2,""output"":9,""output_reasoning_tokens"":1,""total"":17}","{""total"":0.5}","0.5","acme","[""web""]","[1,0.5]","[""good""]","[]"
            "o2","t1","GENERATION","faq","2026-05-29T13:46:19.963Z","ERROR","m","{}","{}","","acme","[]","","","[]"
            "o3","t1","GENERATION","a ""quoted"", name
            over two lines","2026-05-29T13:46:19.963Z","DEFAULT","m","{}","{}","0","","[]","[0]","","[]"
            """);

    assertThat(log).extracting(LoggedRequest::id).containsExactly("o1", "o3");
    assertThat(log.get(0).inputTokens()).isEqualTo(7);
    assertThat(log.get(0).outputTokens()).isEqualTo(10);
    assertThat(log.get(0).tenant()).isEqualTo("acme");
    assertThat(log.get(0).costUsd()).isEqualTo(0.5);
    assertThat(log.get(0).label()).isCloseTo(2.5 / 3, within(1e-6));
    assertThat(log.get(1).costUsd()).as("no price is known there").isNaN();
    assertThat(log.get(1).tenant()).isEqualTo("default");
    assertThat(log.get(1).label()).isZero();
  }

  @Test
  void scoresOfLangfuseCountByTheirKind() throws IOException {
    List<LoggedRequest> log =
        read(
            "all.jsonl",
            """
            {"id":"t1","timestamp":"2026-05-29 13:46:19.963000","name":"chat","user_id":"acme","session_id":null,"release":"7","bookmarked":false}
            {"id":"o1","trace_id":"t1","type":"GENERATION","provided_model_name":"m"}
            {"id":"o2","trace_id":"t1","type":"GENERATION","provided_model_name":"m"}
            {"id":"o3","trace_id":"t2","type":"GENERATION","provided_model_name":"m"}
            {"id":"s1","trace_id":"t1","observation_id":"o1","name":"a","value":1,"string_value":"bad","data_type":"CATEGORICAL"}
            {"id":"s2","trace_id":"t1","observation_id":"o2","name":"b","value":1,"string_value":"True","data_type":"BOOLEAN"}
            {"id":"s3","trace_id":"t2","observation_id":"o3","name":"c","value":0,"string_value":"so so","data_type":"TEXT"}
            {"id":"s4","trace_id":"t2","observation_id":"o3","name":"d","value":2,"string_value":"neutral","data_type":"CATEGORICAL"}
            """);

    assertThat(log).extracting(LoggedRequest::label).containsExactly(0.0, 1.0, Double.NaN);
    assertThat(log).extracting(LoggedRequest::tenant).containsExactly("acme", "acme", "default");
    assertThat(said.toString()).contains("1: a label that is off the scale (--labels)");
  }

  @Test
  void aSingleTraceOfLangfuseHoldsItsObservationsAndScores() throws IOException {
    List<LoggedRequest> log =
        read(
            "trace-1.json",
            """
            {
              "trace": {"id": "t1", "userId": "acme", "timestamp": "2026-05-29T13:46:19Z"},
              "observations": [
                {"id": "o1", "traceId": "t1", "type": "GENERATION", "model": "m", "promptTokens": 3, "completionTokens": 4}
              ],
              "scores": [{"id": "s1", "traceId": "t1", "name": "thumb", "value": 0, "dataType": "BOOLEAN"}]
            }
            """);

    assertThat(log).hasSize(1);
    assertThat(log.get(0).tenant()).isEqualTo("acme");
    assertThat(log.get(0).label()).isZero();
    assertThat(log.get(0).outputTokens()).isEqualTo(4);
  }

  @Test
  void aWholeTraceFileIsReadAtAnyDepthAndInAnyForm() throws IOException {
    List<LoggedRequest> log =
        read(
            "otel.json",
            """
            {
              "resourceSpans": [
                {
                  "resource": {"attributes": [{"key": "tenant.id", "value": {"stringValue": "acme"}}]},
                  "scopeSpans": [
                    {"scope": {"name": "empty"}, "spans": []},
                    {
                      "scope": {"name": "llm"},
                      "spans": [
                        {"traceId": "aa", "spanId": "b1", "startTimeUnixNano": 1700000000000000000,
                         "attributes": [{"key": "gen_ai.response.model", "value": {"stringValue": "m"}},
                                        {"key": "gen_ai.response.id", "value": {"stringValue": "resp-1"}},
                                        {"key": "gen_ai.usage.input_tokens", "value": {"intValue": 3}},
                                        {"key": "gen_ai.response.finish_reasons", "value": {"arrayValue": {"values": [{"stringValue": "stop"}]}}}]},
                        {"traceId": "aa", "spanId": "b2",
                         "attributes": [{"key": "gen_ai.request.model", "value": {"stringValue": "m"}}],
                         "events": [{"name": "gen_ai.evaluation.relevance",
                                     "attributes": [{"key": "gen_ai.evaluation.score", "value": {"doubleValue": 0.25}}]}]},
                        {"traceId": "aa", "spanId": "b3", "name": "judge",
                         "attributes": [{"key": "judge.version", "value": {"stringValue": "1"}}],
                         "events": [{"name": "gen_ai.evaluation.result",
                                     "attributes": [{"key": "gen_ai.evaluation.score.value", "value": {"intValue": "1"}},
                                                    {"key": "gen_ai.response.id", "value": {"stringValue": "resp-1"}}]}]}
                      ]
                    }
                  ]
                },
                {"resource": {"attributes": []}, "scopeSpans": []}
              ]
            }
            {"name": "chat", "context": {"trace_id": "0xcc", "span_id": "0xdd"}, "start_time": "2026-01-31T23:59:59Z",
             "status": {"status_code": "OK"}, "attributes": {"gen_ai.request.model": "m", "gen_ai.usage.output_tokens": 4, "gen_ai.evaluation.score.label": "fail"},
             "resource": {"attributes": {"service.name": "svc"}}}
            """);

    assertThat(log).extracting(LoggedRequest::label).containsExactly(1.0, 0.25, 0.0);
    assertThat(log).extracting(LoggedRequest::tenant).containsExactly("acme", "acme", "svc");
    assertThat(log.get(0).inputTokens()).isEqualTo(3);
    assertThat(log.get(2).at()).isEqualTo(1_769_903_999_000L);
    assertThat(said.toString())
        .doesNotContain("unreadable")
        .contains("1: a span of something else");
  }

  @Test
  void aFileThatIsOneLongLineIsReadAsAStream() throws IOException {
    StringBuilder file = new StringBuilder("{\"resourceSpans\":[{\"scopeSpans\":[{\"spans\":[");
    for (int i = 0; i < 8_000; i++) {
      file.append(i == 0 ? "" : ",")
          .append(
              "{\"traceId\":\"%032d\",\"spanId\":\"%016d\",\"attributes\":[{\"key\":\"gen_ai.request.model\",\"value\":{\"stringValue\":\"m\"}}]}"
                  .formatted(i, i));
    }

    assertThat(read("whole.json", file + "]}]}]}")).hasSize(8_000);
    assertThat(read("cut.json", file.toString())).hasSize(8_000);
    assertThat(said.toString()).contains("1: the JSON breaks off: what is behind is not read");
  }

  @Test
  void numbersOfSpendLogsMayBeTextsAndColumnsInSmallLetters() throws IOException {
    List<LoggedRequest> log =
        read(
            "spend.jsonl",
            """
            {"request_id":"a","call_type":"acompletion","spend":"0.25","prompt_tokens":"3","completion_tokens":"4","starttime":"2026-01-31 23:59:59","model":"m","metadata":"{\\"status\\":\\"success\\"}","request_tags":"[\\"faq\\",\\"x\\"]","team_id":"acme","cache_hit":"None","status":null}
            {"request_id":"b","call_type":"","spend":1e-5,"prompt_tokens":3,"completion_tokens":4,"starttime":"2026-01-31 23:59:59","model":"m","metadata":{"status":"success"},"request_tags":["faq"],"team_id":null,"cache_hit":"","status":"success"}
            """);

    assertThat(log).extracting(LoggedRequest::costUsd).containsExactly(0.25, 1e-5);
    assertThat(log).extracting(LoggedRequest::tag).containsExactly("faq", "faq");
    assertThat(log).extracting(LoggedRequest::tenant).containsExactly("acme", "default");
    assertThat(log).extracting(LoggedRequest::at).containsOnly(1_769_903_999_000L);
  }

  @Test
  void whatWasPaidToAnotherWithOnesOwnKeyCountsAndWhatEndedInAnErrorDoesNot() throws IOException {
    List<LoggedRequest> log =
        read(
            "activity.csv",
            """
            generation_id,created_at,cost_total,byok_usage_inference,tokens_prompt,tokens_completion,model_permaslug,cancelled,finish_reason_normalized
            gen-1,2026-06-28 03:46:57.713,0.25,0.5,3,4,openai/m-20260101,false,stop
            gen-2,2026-06-28 03:46:57.713,0.01,,3,4,openai/m-20260101,false,length
            gen-3,2026-06-28 03:46:57.713,0.01,,3,0,openai/m-20260101,false,error
            gen-4,2026-06-28 03:46:57.713,0.01,,3,0,openai/m-20260101,true,
            """);

    assertThat(log).extracting(LoggedRequest::costUsd).containsExactly(0.75, 0.01);
  }

  @Test
  void sumsOverRequestsAreNoRequests() throws IOException {
    Path file =
        Files.writeString(
            folder.resolve("daily.csv"),
            "date,model,model_permaslug,usage,requests,prompt_tokens\n2026-01-01,m,m-1,0.5,12,900\n");
    int exit =
        new CommandLine(new ImportCommand())
            .setErr(new PrintWriter(said))
            .execute(file.toString(), "--out", folder + "/got");

    assertThat(exit).isEqualTo(2);
    assertThat(said.toString()).contains("its rows are sums over several requests");
  }

  @Test
  void whatHasBeenThroughDataFramesHasNoWholeNumbers() throws IOException {
    List<LoggedRequest> log =
        read(
            "frame.csv",
            """
            ,model,status,input_tokens,output_tokens,cost,random,cache_hit,score
            0,m,200.0,12.0,3.0,0.5,1.0,0.0,1.0
            1,m,201,12.0,3.0,0.5,0.0,,0.0
            2,m,429.0,12.0,,,1.0,,nan
            3,m,200.0,12.0,3.0,0.5,1.0,1.0,1.0
            4,m,,inf,-3.0,nan,False,False,NaN
            """);

    assertThat(log).hasSize(3);
    assertThat(log).extracting(LoggedRequest::random).containsExactly(true, false, false);
    assertThat(log).extracting(LoggedRequest::inputTokens).containsExactly(12L, 12L, -1L);
    assertThat(log).extracting(LoggedRequest::label).containsExactly(1.0, 0.0, Double.NaN);
    assertThat(said.toString())
        .contains(
            "1: the request failed", "1: a cache answered", "1: input tokens that are no count");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "PK\u0003\u0004rest|it is a zip archive, or a workbook",
        "PAR1rest|it is Parquet",
        "BZh9rest|it is packed with bzip2",
        "[]|there is no row and no object with fields in it",
        "a,b|no column seems to say which model answered; name it: --map model=COLUMN, one of a, b"
      })
  void whatIsNoLogIsRefusedWithTheMend(String content, String said) throws IOException {
    Path file = Files.writeString(folder.resolve("it"), content);
    StringWriter err = new StringWriter();

    int exit =
        new CommandLine(new ImportCommand())
            .setErr(new PrintWriter(err))
            .execute(file.toString(), "--out", folder + "/got");

    assertThat(exit).isEqualTo(2);
    assertThat(err.toString()).contains(file + ": " + said);
  }

  @Test
  void spreadsheetsSayWhatSeparatesAndObjectsInObjectsAreGuessed() throws IOException {
    assertThat(read("sheet.csv", "sep=;\nwhen;model;usd\n2026-01-01;m;0.5\n"))
        .extracting(LoggedRequest::costUsd)
        .containsExactly(0.5);
    List<LoggedRequest> nested =
        read(
            "nested.jsonl",
            "{\"id\":\"a\",\"response\":{\"model\":\"m\"},\"usage\":{\"prompt_tokens\":3,\"total_cost\":0.25},\"user\":{\"id\":\"u\"}}\n");
    assertThat(nested.get(0).costUsd()).isEqualTo(0.25);
    assertThat(nested.get(0).inputTokens()).isEqualTo(3);
  }

  @Test
  void ofSeveralRunsOfAModelTheLastOneCounts() throws IOException {
    String run =
        "{\"model_name\":\"%s\",\"dataset_name\":\"math\",\"split\":\"test\",\"records\":[%s]}";
    String record =
        "{\"index\":%d,\"origin_query\":[\"q\",%d],\"score\":%s,\"cost\":0.5,\"prompt_tokens\":3,\"completion_tokens\":4}";
    Path runs = Files.createDirectory(folder.resolve("bench"));
    Files.writeString(
        runs.resolve("math-a-20250101_000000.json"),
        run.formatted("a", record.formatted(1, 1, "0") + "," + record.formatted(2, 2, "0")));
    Files.writeString(
        runs.resolve("math-a-20250601_000000.json"),
        run.formatted("a", record.formatted(2, 2, "1.0") + "," + record.formatted(1, 1, "null")));
    Files.writeString(
        runs.resolve("math-b-20250101_000000.json"),
        run.formatted("b", record.formatted(1, 1, "true") + "," + record.formatted(3, 3, "0.5")));

    int exit =
        new CommandLine(new ImportCommand())
            .setOut(new PrintWriter(said))
            .execute(runs.toString(), "--out", folder + "/got");

    assertThat(exit).isZero();
    assertThat(said.toString())
        .contains("1: doubled: that model", "1: no score from 0 to 1, or no cost");
    assertThat(Files.readString(folder.resolve("got.jsonl")).lines())
        .satisfiesExactly(
            one -> assertThat(one).contains("math-test:1", "[\\\"q\\\",1]", "\"quality\":[0,1]"),
            two -> assertThat(two).contains("math-test:2", "\"quality\":[1,null]"),
            three -> assertThat(three).contains("math-test:3", "\"quality\":[null,0.5]"));
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
