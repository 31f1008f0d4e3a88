package dev.surety.lab.evaluate;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.surety.lab.SuretyLab;
import dev.surety.testing.DataFolder;
import dev.surety.testing.RequiresData;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

/** {@code surety evaluate} as people and scripts meet it. */
class EvaluateCommandTest {

  @TempDir private Path folder;
  private final StringWriter text = new StringWriter();
  private final StringWriter errors = new StringWriter();
  private Path data;

  @BeforeEach
  void write() throws IOException {
    data = TinyData.write(folder);
  }

  @Test
  void writesResultsForMachinesAndPeople() throws IOException {
    Path out = folder.resolve("new/out");
    int exit =
        evaluate(
            "--policies",
            "fixed:big,mess-plus{v=1}",
            "--targets",
            "0.5,0.95",
            "--feedback-rate",
            "0.5,1",
            "--seeds",
            "2",
            "--out",
            out.toString());
    assertThat(exit).describedAs(errors.toString()).isZero();
    assertThat(text.toString())
        .contains("tiny.jsonl", "fixed:big", "mess-plus{v=1}", "infeasible", "decisions a second");
    assertThat(out.resolve("report.html")).isNotEmptyFile();

    JsonNode results = new ObjectMapper().readTree(out.resolve("results.json").toFile());
    assertThat(results.path("cells")).hasSize(16);
    JsonNode cell = results.path("cells").get(0);
    for (String key :
        List.of(
            "policy",
            "target",
            "feasible",
            "feedback_rate",
            "satisfied_rate",
            "dissatisfied_rate",
            "seed",
            "requests",
            "satisfaction",
            "floor_met",
            "requests_until_floor",
            "cost_usd",
            "lp_cost_usd",
            "best_single_cost_usd",
            "worst_deficit",
            "explored_cost_usd",
            "models")) {
      assertThat(cell.has(key)).describedAs(key).isTrue();
    }
    assertThat(cell.path("models").path("big").asDouble()).isEqualTo(1);
    assertThat(results.path("groups")).hasSize(8);
    JsonNode summary = results.path("summary").get(0);
    assertThat(summary.path("policy").asText()).isEqualTo("fixed:big");
    assertThat(summary.path("cells").asInt()).isEqualTo(8);
    assertThat(summary.path("feasible_cells").asInt()).isEqualTo(4);
    assertThat(summary.path("floors_met").asInt()).isEqualTo(4);
    assertThat(summary.path("within_1_point").asInt()).isEqualTo(4);
  }

  /** Nothing that was missed is called met in another column. */
  @Test
  void aMissIsAMissWithOneSeedToo() throws IOException {
    Path out = folder.resolve("missed");
    evaluate(
        "--policies=fixed:small",
        "--targets=0.7",
        "--feedback-rate=1",
        "--seeds=1",
        "--out=" + out);
    JsonNode summary =
        new ObjectMapper().readTree(out.resolve("results.json").toFile()).path("summary").get(0);
    assertThat(summary.path("feasible_cells").asInt()).isEqualTo(1);
    assertThat(summary.path("floors_met").asInt()).isZero();
    assertThat(summary.path("within_1_point").asInt()).isZero();
    assertThat(summary.path("group_means_met").asInt()).isZero();
  }

  @Test
  void sameSeedSameBytes() throws IOException {
    Path one = folder.resolve("one");
    Path two = folder.resolve("two");
    for (Path out : List.of(one, two)) {
      evaluate(
          "--policies",
          "mess-plus",
          "--targets",
          "0.7",
          "--feedback-rate",
          "0.3",
          "--horizon",
          "500",
          "--delay",
          "20",
          "--seeds",
          "4,9",
          "--out",
          out.toString());
    }
    for (String file : List.of("results.json", "report.html")) {
      assertThat(one.resolve(file)).hasSameBinaryContentAs(two.resolve(file));
    }
  }

  @Test
  void levelsAndChangesOfTheTargetAreInTextPageAndResults() throws IOException {
    Path out = folder.resolve("out");
    int exit =
        evaluate(
            "--policies",
            "fixed:big,fixed:never",
            "--tau-levels",
            "--target-path",
            "step:0.5..0.8,cycle:0.5..0.8",
            "--out",
            out.toString());
    assertThat(exit).describedAs(errors.toString()).isZero();
    assertThat(text.toString())
        .contains("9 of 9", "0 of 9", "step:0.5..0.8", "2 of 2", "8 of 8", "ns a decision");
    assertThat(out.resolve("report.html"))
        .content()
        .contains("From target to target", "Following a target that changes", "cycle:0.5..0.8");
    JsonNode results = new ObjectMapper().readTree(out.resolve("results.json").toFile());
    JsonNode big = results.path("tau").get(0);
    assertThat(big.path("floors_kept").asInt()).isEqualTo(9);
    assertThat(big.path("floor_compliance").asDouble()).isEqualTo(1);
    assertThat(big.path("tau_mu_correlation").isNull()).isTrue();
    JsonNode step = results.path("cells").get(9);
    assertThat(step.path("target_path").asText()).isEqualTo("step:0.5..0.8");
    assertThat(step.path("parts")).hasSize(2);
    assertThat(step.path("time_at_target").asDouble()).isPositive();
  }

  @Test
  void gateFailsOnlyForTheGatedPolicyAndReachableTargets() {
    String[] run = {"--policies", "fixed:small,fixed:big", "--targets", "0.7,0.95"};
    assertThat(evaluate(run)).isZero();
    assertThat(evaluate(with(run, "--gate", "fixed:big"))).isZero();
    assertThat(evaluate(with(run, "--gate", "fixed:small"))).isOne();
    assertThat(errors.toString())
        .contains("gate: fixed:small missed", "0.7")
        .doesNotContain("0.95");
    assertThat(evaluate(with(run, "--gate"))).isOne();
    assertThat(evaluate(with(run, "--gate", "mess-plus"))).isEqualTo(2);
  }

  @Test
  void usesOnlyTheModelsAskedFor() throws IOException {
    Path out = folder.resolve("out");
    int exit =
        evaluate(
            "--policies",
            "mess-plus{c=1}",
            "--targets",
            "0.45",
            "--models",
            "small,never",
            "--out",
            out.toString());
    assertThat(exit).describedAs(errors.toString()).isZero();
    JsonNode results = new ObjectMapper().readTree(out.resolve("results.json").toFile());
    assertThat(results.path("settings").path("models")).hasSize(2);
    assertThat(results.path("cells").get(0).path("best_single_cost_usd").asDouble())
        .isBetween(0.0599, 0.0601);
    assertThat(evaluate("--policies", "fixed:big", "--targets", "0.5", "--models", "small"))
        .isEqualTo(2);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--targets 1.5                                   | --targets must be a number from 0 to 1",
        "--targets x                                     | --targets",
        "--tau-levels 1                                  | --tau-levels must be from 2",
        "--tau-levels 9                                  | in place of --targets",
        "--target-path step:0.6                          | --target-path: 'step:0.6' is no path",
        "--target-path step:0.6..2                       | must be a target from 0 to 1",
        "--target-path step:0.6..0.7 --order by-domain   | leave --order by-domain out",
        "--policies nonsense                             | 'nonsense'",
        "--policies mess-plus{v=x}                       | 'v'",
        "--policies mess-plus{w=1}                       | 'w'",
        "--policies fixed:other                          | isn't in the pool",
        "--feedback-rate 2                               | from 0 to 1",
        "--feedback-rate 1 --satisfied-rate 0 --dissatisfied-rate 1 | leave one of them out",
        "--solicit-rate -1                               | --solicit-rate",
        "--delay -1                                      | --delay",
        "--window 0                                      | --window",
        "--horizon 0                                     | --horizon",
        "--order sideways                                | --order",
        "--tag nothing                                   | --tag",
        "--models other                                  | no model 'other'",
        "--max-nulls 2                                   | --max-nulls",
        "--seeds 0                                       | --seeds",
        "--seeds 1,x                                     | --seeds",
        "--threads 0                                     | --threads",
        "--data nowhere.jsonl                            | nowhere.jsonl",
        "--policies surety{prior=file}                   | names artefact/prior/file, which isn't",
        "--prior nowhere.json                            | no policy starts from it",
        "--policies surety{prior=file} --prior nowhere.json | no file nowhere.json",
        "--artefact nowhere.json                         | --artefact: there is no file nowhere",
        "--policies proteus                              | needs the parameter 'artefact'",
        "--policies proteus{artefact=a}                  | names artefact/proteus/a, which isn't",
        "--write-prior p --dissatisfied-rate 0.5         | --solicit-rate",
      })
  void badUsageIsExitCode2AndSaysWhichOption(String options, String says) {
    List<String> arguments = new ArrayList<>(List.of(options.strip().split(" ")));
    defaults(arguments, "--policies", "fixed:big");
    defaults(arguments, "--targets", "0.5");
    assertThat(evaluate(arguments.toArray(String[]::new))).isEqualTo(2);
    assertThat(errors.toString()).contains(says).doesNotContain("Exception", "\tat ");
  }

  @Test
  void brokenDataIsExitCode2AndSaysWhere() throws IOException {
    Files.writeString(data, Files.readString(data) + "{\"id\": 7\n");
    assertThat(evaluate("--policies", "fixed:big", "--targets", "0.5")).isEqualTo(2);
    assertThat(errors.toString()).contains("tiny.jsonl line 61").doesNotContain("\tat ");
  }

  @Test
  void byDomainOrderIsAccepted() {
    assertThat(
            evaluate(
                "--policies",
                "fixed:big",
                "--targets",
                "0.5",
                "--order",
                "by-domain",
                "--tag",
                "none",
                "--sla-satisfied-rate",
                "0.5"))
        .describedAs(errors.toString())
        .isZero();
  }

  @Test
  @RequiresData
  void replaysRealData() throws IOException {
    data = DataFolder.path().resolve("routerbench.jsonl.gz");
    Path out = folder.resolve("real");
    int exit =
        evaluate(
            "--policies",
            "fixed:gpt-4-1106-preview,mess-plus",
            "--targets",
            "0.8",
            "--gate",
            "fixed:gpt-4-1106-preview",
            "--out",
            out.toString());
    assertThat(exit).describedAs(errors.toString()).isZero();
    JsonNode cell =
        new ObjectMapper().readTree(out.resolve("results.json").toFile()).path("cells").get(0);
    assertThat(cell.path("requests").asInt()).isEqualTo(2465);
    assertThat(cell.path("satisfaction").asDouble()).isBetween(0.861, 0.863);
    assertThat(cell.path("cost_usd").asDouble()).isBetween(12.01, 12.02);
    assertThat(cell.path("best_single_cost_usd").asDouble()).isBetween(12.01, 12.02);
  }

  @Test
  void aPriorThatIsNoneIsRefusedBeforeTheWork() throws IOException {
    Path prior = Files.writeString(folder.resolve("prior.json"), "{\"models\":[]}");
    int exit =
        evaluate(
            "--policies", "surety{prior=file}", "--targets", "0.5", "--prior", prior.toString());
    assertThat(exit).isEqualTo(2);
    assertThat(errors.toString()).contains("--prior: ", "prior.json: 'models' is no object");
  }

  /** What the users of a random router said, of the same rows in other orders. */
  @Test
  @RequiresData
  void aPriorBringsTheFloorForward() throws IOException {
    data = DataFolder.path().resolve("routerbench.jsonl.gz");
    Path prior = folder.resolve("prior.json");
    String[] run = {"--targets", "0.8", "--feedback-rate", "0.1", "--tag", "none"};
    assertThat(
            evaluate(
                with(
                    run,
                    "--policies",
                    "random",
                    "--seeds",
                    "101,102",
                    "--write-prior",
                    prior.toString())))
        .describedAs(errors.toString())
        .isZero();
    JsonNode models = new ObjectMapper().readTree(prior.toFile()).path("models");
    assertThat(models).hasSize(11);
    assertThat(models.path("gpt-4-1106-preview").path("satisfaction").asDouble())
        .isBetween(0.7, 0.97);

    Path out = folder.resolve("cold");
    int exit =
        evaluate(
            with(
                run,
                "--policies",
                "surety,surety{prior=file}",
                "--prior",
                prior.toString(),
                "--seeds",
                "10",
                "--out",
                out.toString()));
    assertThat(exit).describedAs(errors.toString()).isZero();
    JsonNode groups =
        new ObjectMapper().readTree(out.resolve("results.json").toFile()).path("groups");
    double without = groups.path(0).path("mean_requests_until_floor").asDouble();
    double with = groups.path(1).path("mean_requests_until_floor").asDouble();
    System.out.printf(
        "requests until the floor holds: %.0f (%d of 10 seeds got there), with a prior %.0f (%d)%n",
        without,
        groups.path(0).path("floors_reached").asInt(),
        with,
        groups.path(1).path("floors_reached").asInt());
    assertThat(with).isPositive().isLessThan(without);
    assertThat(text.toString()).contains("until floor", "surety{prior=file}");
  }

  private static String[] with(String[] arguments, String... more) {
    List<String> all = new ArrayList<>(List.of(arguments));
    all.addAll(List.of(more));
    return all.toArray(String[]::new);
  }

  private static void defaults(List<String> arguments, String option, String value) {
    if (!arguments.contains(option)) {
      arguments.addAll(List.of(option, value));
    }
  }

  private int evaluate(String... options) {
    List<String> arguments = new ArrayList<>(List.of("evaluate"));
    arguments.addAll(List.of(options));
    defaults(arguments, "--data", data.toString());
    CommandLine command = SuretyLab.commandLine();
    command.setOut(new PrintWriter(text, true)).setErr(new PrintWriter(errors, true));
    return command.execute(arguments.toArray(String[]::new));
  }
}
