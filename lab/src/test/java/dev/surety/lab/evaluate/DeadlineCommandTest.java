package dev.surety.lab.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.surety.lab.reference.TwoPromiseLp;
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

/** {@code surety evaluate --deadline}. */
class DeadlineCommandTest {

  @TempDir private Path folder;
  private final TinyRun evaluation = new TinyRun();

  @Test
  void whatCanBeKeptIsKeptAndWhatCannotIsSaid() throws IOException {
    int exit =
        evaluation.evaluate(
            folder,
            "--targets=0.5",
            "--horizon=1500",
            "--latency=constant:small=100,big=900,never=50",
            "--deadline=1000:0.95,10:0.95",
            "--out=" + folder);

    assertThat(exit).as("%s", evaluation.errors()).isZero();
    JsonNode results =
        new ObjectMapper().readTree(Files.readAllBytes(folder.resolve("deadline.json")));
    JsonNode kept = results.path("results").get(0);
    assertThat(kept.path("can_be_kept").asText()).isEqualTo("yes");
    assertThat(kept.path("kept").asBoolean()).isTrue();
    assertThat(kept.path("said_infeasible").asBoolean()).isFalse();
    JsonNode never = results.path("results").get(1);
    assertThat(never.path("can_be_kept").asText()).isEqualTo("no");
    assertThat(never.path("said_infeasible").asBoolean()).isTrue();
    assertThat(evaluation.text()).contains("recognised 1 of 1 cells that can't", "small 100 ms/0");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--deadline=2000 | write MS:SHARE",
        "--deadline=2000:1 | write MS:SHARE",
        "--deadline=2000:0 | write MS:SHARE",
        "--deadline=0:0.9 | write MS:SHARE",
        "--deadline=x:0.9 | write MS:SHARE",
        "--deadline=1000:0.9 --latency=recorded | not all rows of the data tell latency_s",
        "--deadline=1000:0.9 --latency=normal | write recorded, constant, lognormal",
        "--deadline=1000:0.9 --latency=lognormal:huge=5 | names no model",
        "--deadline=1000:0.9 --latency=lognormal:big=-5 | is no number",
        "--deadline=1000:0.9 --latency=lognormal:big=5/x | is no number",
        "--deadline=1000:0.9 --precedence=cost | quality or deadline",
        "--latency=constant | say which with --deadline",
        "--deadline=1000:0.9 --tenants=3 | looked at by itself",
        "--deadline=1000:0.9 --gate | looked at by itself",
      })
  void whatCannotBeIsRefusedAndSaysHowToMendIt(String options, String told) throws IOException {
    List<String> all = new ArrayList<>(List.of(options.split(" ")));
    all.add("--targets=0.5");
    assertThat(evaluation.evaluate(folder, all.toArray(String[]::new)))
        .isEqualTo(CommandLine.ExitCode.USAGE);
    assertThat(evaluation.errors()).contains(told);
  }

  /** Three models need all three to keep both promises at least cost. */
  @Test
  void theReferenceMixesThree() {
    TwoPromiseLp lp =
        new TwoPromiseLp(
            new double[] {1, 2, 10}, new double[] {0.5, 0.9, 0.9}, new double[] {0, 0.6, 0});
    // 0.5 + 0.4 (b + c) >= 0.7, so b + c = 0.5, and 0.6 b <= 0.06, so b = 0.1.
    assertThat(lp.costUsd(0.7, 0.06)).isCloseTo(0.5 + 0.2 + 4, within(1e-9));
    assertThat(lp.isFeasible(0.91, 1)).isFalse();
    assertThat(lp.costUsd(0.5, 0)).isEqualTo(1);
  }
}
