package dev.surety.lab.evaluate;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.surety.lab.SuretyLab;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

/** {@code surety evaluate --tenants}: many tenants of one pool that learn from each other. */
class FleetCommandTest {

  @TempDir private Path folder;
  private final StringWriter text = new StringWriter();
  private final StringWriter errors = new StringWriter();
  private Path data;

  @BeforeEach
  void write() throws IOException {
    data = TinyData.write(folder);
  }

  @Test
  void tenantsTakeThePromisesInTurnAndEachIsACell() throws IOException {
    JsonNode results =
        run("--tenants=8", "--targets=0.6,0.8", "--feedback-rate=0.2", "--horizon=400");
    assertThat(results.path("cells")).hasSize(8);
    for (JsonNode cell : results.path("cells")) {
      int tenant = cell.path("tenant").asInt();
      assertThat(cell.path("target").asDouble()).isEqualTo(tenant % 2 == 0 ? 0.6 : 0.8);
      assertThat(cell.path("requests").asInt()).isEqualTo(400);
      assertThat(cell.path("kind").asText()).isEqualTo("same");
      assertThat(cell.path("lp_cost_usd").asDouble()).isPositive();
      assertThat(cell.path("best_single_cost_usd").asDouble()).isBetween(3.99, 4.01);
    }
    JsonNode summary = results.path("summary").get(0);
    assertThat(summary.path("cells").asInt()).isEqualTo(8);
    assertThat(summary.path("versions").asDouble()).isGreaterThan(10);
    assertThat(summary.path("promises")).hasSize(2);
    assertThat(text.toString())
        .contains("fleets of 8 tenants", "within 1 pt", "worst cell", "cost / LP", "cost / best")
        .contains("By promise")
        .doesNotContain("By kind");
    assertThat(folder.resolve("out/report.html")).isNotEmptyFile();
  }

  @Test
  void theSameSeedGivesTheSameBytesHoweverManyThreads() throws IOException {
    String[] run = {"--likeness=study", "--target-shares=0.5", "--seeds=3", "--horizon=300"};
    for (String threads : List.of("1", "3")) {
      List<String> all = new ArrayList<>(List.of(run));
      all.addAll(List.of("--tenants=12", "--threads=" + threads, "--out=" + folder + threads));
      assertThat(evaluate(all.toArray(String[]::new))).describedAs(errors.toString()).isZero();
    }
    for (String file : List.of("results.json", "report.html")) {
      assertThat(Path.of(folder + "1").resolve(file))
          .hasSameBinaryContentAs(Path.of(folder + "3").resolve(file));
    }
  }

  /** Nothing is published of what fewer than five tenants stand behind. */
  @Test
  void fourTenantsLearnNothingOfEachOther() throws IOException {
    String[] run = {"--targets=0.8", "--feedback-rate=0.2", "--horizon=600"};
    JsonNode four = run(with(run, "--tenants=4"));
    JsonNode alone = run(with(run, "--tenants=4", "--policies=surety{fleet=none}"));
    assertThat(four.path("summary").get(0).path("versions").asInt()).isZero();
    for (int i = 0; i < 4; i++) {
      assertThat(four.path("cells").get(i).path("cost_usd"))
          .isEqualTo(alone.path("cells").get(i).path("cost_usd"));
    }
    JsonNode five = run(with(run, "--tenants=5"));
    assertThat(five.path("summary").get(0).path("versions").asInt()).isPositive();
    assertThat(five.path("cells").get(0).path("cost_usd"))
        .isNotEqualTo(alone.path("cells").get(0).path("cost_usd"));
  }

  @Test
  void newcomersJoinAFleetThatHasServedAndAreShownApart() throws IOException {
    JsonNode results =
        run(
            "--tenants=10",
            "--newcomers=5",
            "--checkpoints=50,100",
            "--targets=0.8",
            "--feedback-rate=0.1",
            "--horizon=300");
    assertThat(results.path("cells")).hasSize(15);
    List<String> rows = new ArrayList<>();
    for (JsonNode row : results.path("summary").get(0).path("checkpoints")) {
      rows.add(row.path("name").asText() + row.path("requests") + "of" + row.path("cells"));
    }
    assertThat(rows)
        .containsExactly(
            "all50of10",
            "all100of10",
            "all300of10",
            "newcomers50of5",
            "newcomers100of5",
            "newcomers300of5");
    assertThat(text.toString()).contains("and 5 that join later");
  }

  @Test
  void aModelThatComesLateIsNotUsedBeforeAndIsFoundThen() throws IOException {
    JsonNode results =
        run(
            "--tenants=10",
            "--new-model=big",
            "--new-model-at=200",
            "--targets=0.45",
            "--feedback-rate=1",
            "--horizon=800");
    assertThat(results.path("settings").path("new_model_at").asInt()).isEqualTo(200);
    // hindsight needs no big model for this promise
    assertThat(results.path("summary").get(0).has("new_model_tenants")).isFalse();
    results =
        run(
            "--tenants=10",
            "--new-model=small",
            "--new-model-at=200",
            "--targets=0.7",
            "--feedback-rate=1",
            "--horizon=800");
    JsonNode summary = results.path("summary").get(0);
    assertThat(summary.path("new_model_tenants").asInt()).isEqualTo(10);
    assertThat(summary.path("requests_until_used_median").asInt()).isBetween(50, 600);
    assertThat(text.toString()).contains("small comes after 200 requests");
  }

  @Test
  void theHostileSayTheOppositeAndAreCountedApart() throws IOException {
    JsonNode results =
        run(
            "--tenants=10",
            "--likeness=same,hostile=0.3",
            "--targets=0.7",
            "--feedback-rate=1",
            "--horizon=500");
    JsonNode summary = results.path("summary").get(0);
    assertThat(summary.path("cells").asInt()).isEqualTo(7);
    assertThat(summary.path("kinds")).hasSize(2);
    JsonNode hostile = summary.path("kinds").get(1);
    assertThat(hostile.path("name").asText()).isEqualTo("hostile");
    assertThat(hostile.path("within_1_point").asInt()).isZero();
  }

  @Test
  void theGateLooksAtEveryTenant() {
    String[] run = {"--tenants=6", "--targets=0.7", "--horizon=200", "--policies=fixed:small"};
    assertThat(evaluate(with(run, "--gate"))).isOne();
    assertThat(errors.toString()).contains("gate: fixed:small missed a floor: seed 1, tenant 0");
    assertThat(evaluate(with(run, "--policies=fixed:big", "--gate"))).isZero();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--tenants=0                                 | --tenants must be from 1",
        "--likeness=like                             | say how many with --tenants",
        "--newcomers=3                               | say how many with --tenants",
        "--new-model                                 | say how many with --tenants",
        "--tenants=5 --likeness=odd                  | --likeness: 'odd' of 'odd' is no kind",
        "--tenants=5 --likeness=like,alien=2         | must be a share from 0 to 1",
        "--tenants=5 --newcomers=-1                  | --newcomers must be from 0",
        "--tenants=5 --checkpoints=0                 | --checkpoints must be from 1",
        "--tenants=5 --new-model=other               | the pool has no 'other'",
        "--tenants=5 --new-model-at=5                | says nothing without --new-model",
        "--tenants=5 --new-model --new-model-at=900  | --new-model-at must be from 1",
        "--tenants=5 --new-model --newcomers=3       | one at a time",
        "--tenants=5 --policies=random               | baseline 'random' learns nothing",
        "--tenants=5 --order=by-domain               | --order by-domain",
        "--tenants=5 --target-path=step:0.5..0.6     | --target-path",
        "--tenants=5 --write-prior=x                 | --write-prior: a fleet publishes",
        "--target-shares=2                           | --target-shares must be a number",
        "--feedback-rate=+0/0.1                      | write 0.05, +0/-0.1",
        "--feedback-rate=often                       | write 0.05, +0/-0.1",
        "--feedback-rate=+0/-3                       | --feedback-rate: the rate of dissatisfied",
      })
  void badUsageIsExitCode2AndSaysWhichOption(String options, String says) {
    assertThat(evaluate(options.strip().split(" "))).isEqualTo(2);
    assertThat(errors.toString()).contains(says).doesNotContain("Exception", "\tat ");
  }

  @Test
  void theStandardGridHasSparseAndOneSidedFeedback() throws IOException {
    JsonNode results = run("--feedback-rate=standard", "--targets=0.6", "--policies=fixed:small");
    List<String> rates = new ArrayList<>();
    for (JsonNode cell : results.path("cells")) {
      rates.add(cell.path("satisfied_rate").asText() + "/" + cell.path("dissatisfied_rate"));
    }
    assertThat(rates)
        .containsExactly("1.0/1.0", "0.2/0.2", "0.05/0.05", "0.02/0.02", "0.01/0.01", "0.0/0.1");
  }

  @Test
  void promisesAsSharesOfTheGapWorkForOneTenantToo() throws IOException {
    JsonNode results = run("--target-shares=0.5,0.9", "--policies=fixed:big");
    // the cheapest model never satisfies, the best does on nine of ten
    assertThat(results.path("cells").get(0).path("target").asDouble()).isEqualTo(0.45);
    assertThat(results.path("cells").get(1).path("target").asDouble()).isEqualTo(0.81);
  }

  private JsonNode run(String... options) throws IOException {
    assertThat(evaluate(with(options, "--out=" + folder.resolve("out"))))
        .describedAs(errors.toString())
        .isZero();
    return new ObjectMapper().readTree(folder.resolve("out/results.json").toFile());
  }

  private static String[] with(String[] arguments, String... more) {
    List<String> all = new ArrayList<>(List.of(arguments));
    for (String each : more) {
      String option = each.substring(0, each.indexOf('=') < 0 ? each.length() : each.indexOf('='));
      all.removeIf(a -> a.startsWith(option + '='));
      all.add(each);
    }
    return all.toArray(String[]::new);
  }

  private int evaluate(String... options) {
    List<String> arguments = new ArrayList<>(List.of("evaluate"));
    arguments.addAll(List.of(options));
    defaults(arguments, "--data", data.toString());
    defaults(arguments, "--policies", "surety");
    if (arguments.stream().noneMatch(a -> a.startsWith("--target-"))) {
      defaults(arguments, "--targets", "0.5");
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
