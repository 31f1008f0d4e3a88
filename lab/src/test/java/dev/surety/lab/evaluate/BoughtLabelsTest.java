package dev.surety.lab.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.surety.lab.SuretyLab;
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
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

/** {@code surety evaluate --judge}: labels bought of a judge, and what they cost. */
class BoughtLabelsTest {

  private static final double PRICE = 0.0001;
  private static final String SAMPLE = "../configs/data/sample.jsonl";

  @TempDir private Path folder;
  private final StringWriter text = new StringWriter();
  private final StringWriter errors = new StringWriter();

  @ParameterizedTest
  @ValueSource(strings = {"--delay=0", "--delay=7", "--tenants=6"})
  void whatWasAskedIsJudgedOnceAndPaidOnce(String how) throws IOException {
    JsonNode cells = run("--judge=0.0001,5", how).path("cells");
    for (JsonNode cell : cells) {
      long bought = cell.path("bought_labels").asLong();
      assertThat(bought).isBetween(1L, cell.path("requests").asLong());
      assertThat(cell.path("judge_cost_usd").asDouble()).isCloseTo(bought * PRICE, within(1e-9));
      assertThat(cell.path("all_in_cost_usd").asDouble())
          .isCloseTo(cell.path("cost_usd").asDouble() + bought * PRICE, within(1e-9));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"--delay=0", "--delay=7", "--tenants=6"})
  void noTenantSpendsMoreThanItsBudget(String how) throws IOException {
    for (JsonNode cell : run("--judge=0.0001,0.00105", how).path("cells")) {
      assertThat(cell.path("bought_labels").asLong()).isEqualTo(10);
    }
    for (JsonNode cell : run("--judge=0.0001,0", how).path("cells")) {
      assertThat(cell.path("bought_labels").asLong()).isZero();
    }
  }

  @Test
  void aJudgeOfWhomNothingIsBoughtChangesNoDecision() throws IOException {
    JsonNode without = run().path("cells").get(0);
    JsonNode with = run("--judge=1000,5").path("cells").get(0);
    assertThat(without.has("judge_cost_usd")).isFalse();
    for (String figure : List.of("satisfaction", "cost_usd", "models", "queue", "label_share")) {
      assertThat(with.path(figure)).isEqualTo(without.path(figure));
    }
    assertThat(text.toString().split("judge / LP")).hasSize(3);
  }

  @Test
  void onlyThePolicyThatCanSayWhatALabelIsWorthBuys() throws IOException {
    JsonNode results = run("--judge=0.0001,5", "--policies=surety,slarouter,random");
    JsonNode summary = results.path("summary");
    assertThat(summary.get(0).path("mean_bought_share").asDouble()).isPositive();
    assertThat(summary.get(1).path("mean_bought_share").asDouble()).isZero();
    assertThat(summary.get(2).path("mean_judge_cost_to_lp").asDouble()).isZero();
    assertThat(results.path("settings").path("judge").path("accuracy_prior").asDouble())
        .isEqualTo(0.9);
    assertThat(text.toString()).contains("bought", "judge / LP", "right in 90");
    assertThat(Files.readString(folder.resolve("out/report.html")))
        .contains("judge / LP", "right in 90");
  }

  @Test
  void theSameSeedGivesTheSameBytesHoweverManyThreads() throws IOException {
    String[] fleets = {"--judge=0.0001,5,0.8", "--tenants=6", "--seeds=2", "--horizon=300"};
    List<String> written = new ArrayList<>();
    for (String threads : List.of("--threads=1", "--threads=3")) {
      List<String> all = new ArrayList<>(List.of(fleets));
      all.add(threads);
      run(all.toArray(String[]::new));
      written.add(Files.readString(folder.resolve("out/results.json")));
    }
    assertThat(written.get(0)).isEqualTo(written.get(1));
  }

  /** Five seeds of four promises, one judgement in a hundred. */
  @Test
  void whereOneInAHundredSpeaksMorePromisesAreKeptWithAJudgeThanWithout() throws IOException {
    String[] sparse = {
      "--target-shares=0.25,0.5,0.75,0.9", "--feedback-rate=0.01", "--horizon=3000", "--seeds=5"
    };
    JsonNode without = run(sparse).path("summary").get(0);
    List<String> all = new ArrayList<>(List.of(sparse));
    all.add("--judge=0.0001,5");
    JsonNode with = run(all.toArray(String[]::new)).path("summary").get(0);
    assertThat(with.path("within_1_point").asInt())
        .isGreaterThan(without.path("within_1_point").asInt());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--judge=cheap                             | 'cheap' is no judge; write PRICE,BUDGET",
        "--judge=1,2,0.9,4                         | is no judge; write PRICE,BUDGET",
        "--judge=1,                                | the budget '' is no number",
        "--judge=0,5                               | the price must be from",
        "--judge=NaN,5                             | the price must be from",
        "--judge=0.1,-5                            | the budget must be from 0",
        "--judge=0.1,5,0.5                         | the accuracy must be from 0.6 to 1",
        "--judge=0.1,5 --policies=slarouter,random | no policy of --policies can say",
      })
  void badUsageIsExitCode2AndSaysWhichOption(String options, String says) {
    assertThat(evaluate(options.strip().split(" "))).isEqualTo(2);
    assertThat(errors.toString()).contains("--judge", says).doesNotContain("Exception", "\tat ");
  }

  private JsonNode run(String... options) throws IOException {
    List<String> all = new ArrayList<>(List.of(options));
    all.add("--out=" + folder.resolve("out"));
    assertThat(evaluate(all.toArray(String[]::new))).describedAs(errors.toString()).isZero();
    return new ObjectMapper().readTree(folder.resolve("out/results.json").toFile());
  }

  private int evaluate(String... options) {
    List<String> arguments = new ArrayList<>(List.of("evaluate", "--data=" + SAMPLE));
    arguments.addAll(List.of(options));
    defaults(arguments, "--policies", "surety");
    defaults(arguments, "--horizon", "500");
    defaults(arguments, "--feedback-rate", "0.05");
    if (arguments.stream().noneMatch(a -> a.startsWith("--target-"))) {
      defaults(arguments, "--target-shares", "0.75");
    }
    CommandLine command = SuretyLab.commandLine();
    command.setOut(new PrintWriter(text, true)).setErr(new PrintWriter(errors, true));
    return command.execute(arguments.toArray(String[]::new));
  }

  private static void defaults(List<String> arguments, String option, String value) {
    if (arguments.stream().noneMatch(a -> a.startsWith(option + '='))) {
      arguments.add(option + '=' + value);
    }
  }
}
