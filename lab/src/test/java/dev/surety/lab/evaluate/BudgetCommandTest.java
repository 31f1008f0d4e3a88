package dev.surety.lab.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.surety.lab.evaluate.HindsightMixture.Means;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

/** {@code surety evaluate --budget}. */
class BudgetCommandTest {

  @TempDir private Path folder;
  private final TinyRun evaluation = new TinyRun();

  @Test
  void comparesWithWhatTheMoneyBuysAndWithWhatWasPromised() throws IOException {
    assertThat(
            evaluation.evaluate(
                folder, "--targets=0.7", "--horizon=3000", "--budget=0.6,3", "--out=" + folder))
        .as("%s", evaluation.errors())
        .isZero();
    JsonNode results =
        new ObjectMapper()
            .readTree(Files.readAllBytes(folder.resolve("budget.json")))
            .path("results");

    JsonNode poor = results.get(0);
    assertThat(poor.path("best_satisfaction").asDouble()).isBetween(0.5, 0.7);
    assertThat(poor.path("to_owed").asDouble())
        .isCloseTo(
            poor.path("satisfaction").asDouble() / poor.path("best_satisfaction").asDouble(),
            within(1e-9))
        .isGreaterThan(0.95);
    JsonNode rich = results.get(1);
    assertThat(rich.path("best_satisfaction").asDouble()).isCloseTo(0.9, within(0.02));
    assertThat(rich.path("to_owed").asDouble())
        .as("more than was promised is nothing that was owed")
        .isCloseTo(rich.path("satisfaction").asDouble() / 0.7, within(1e-9));
    for (JsonNode result : results) {
      assertThat(result.path("known_satisfaction").asDouble())
          .isCloseTo(result.path("best_satisfaction").asDouble(), within(0.02));
    }
    assertThat(evaluation.text()).contains("to owed", "2 of 2 runs served every day");
  }

  /** Two models of three, and how often each. */
  @Test
  void theBestMixtureSpendsAllOfTheMoneyThatHelps() {
    Means means = new Means(new double[] {0.001, 0.01, 0.0005}, new double[] {0.5, 0.9, 0});

    assertThat(HindsightMixture.best(means, 0.0055).part()).isCloseTo(0.5, within(1e-12));
    assertThat(HindsightMixture.best(means, 0.0055).satisfies(means)).isCloseTo(0.7, within(1e-12));
    assertThat(HindsightMixture.best(means, 1).satisfies(means)).isCloseTo(0.9, within(1e-12));
    assertThat(HindsightMixture.best(means, 0.00025)).isEqualTo(new HindsightMixture(2, 2, 1, 0.5));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--budget=0 | is no share of what a run costs",
        "--budget=11 | is no share of what a run costs",
        "--budget-hard | say how much with --budget",
        "--budget=0.6 --tenants=3 | looked at by itself",
        "--budget=0.6 --gate | looked at by itself",
      })
  void whatCannotBeIsRefusedAndSaysHowToMendIt(String options, String told) throws IOException {
    List<String> all = new ArrayList<>(List.of(options.split(" ")));
    all.add("--targets=0.5");
    assertThat(evaluation.evaluate(folder, all.toArray(String[]::new)))
        .isEqualTo(CommandLine.ExitCode.USAGE);
    assertThat(evaluation.errors()).contains(told);
  }
}
