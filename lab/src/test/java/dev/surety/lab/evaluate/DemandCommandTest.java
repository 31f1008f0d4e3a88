package dev.surety.lab.evaluate;

import static org.assertj.core.api.Assertions.assertThat;

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
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

/** {@code surety evaluate} with what promises allow, requests require, and providers cache. */
class DemandCommandTest {

  @TempDir private Path folder;
  private final StringWriter text = new StringWriter();
  private final StringWriter errors = new StringWriter();
  private Path data;

  @BeforeEach
  void write() throws IOException {
    data = TinyData.write(folder);
    Files.writeString(
        folder.resolve("tiny.models.json"),
        """
        {"models": [
          {"name": "small", "input_usd_per_mtok": 5, "output_usd_per_mtok": 5, "provider": "west",
           "regions": ["us"], "capabilities": []},
          {"name": "big", "input_usd_per_mtok": 50, "output_usd_per_mtok": 50, "provider": "north",
           "regions": ["eu"], "capabilities": ["vision", "tools"]},
          {"name": "never", "input_usd_per_mtok": 3.3333333, "output_usd_per_mtok": 3.3333333,
           "capabilities": []}]}
        """);
  }

  /** Half of the answers may be bad, and the only European model is ten times as dear. */
  @Test
  void whatItCostsToAllowOnlyModelsOfARegion() throws IOException {
    JsonNode results = run("results.json", "--regions=eu,ch", "--targets=0.5", "--horizon=1000");

    assertThat(text.toString())
        .contains("costs more", "big 100%")
        .containsPattern("surety +0.5 +1 +88.3 % +10.00 +50.0 % +1.64 +510.3 %");
    assertThat(results.path("cells")).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--providers=west | 0.9 | infeasible",
        "--deny=north | 0.9 | infeasible",
        "--require=vision=0.5 | 0.5 | costs more",
        "--require=vision,tools | 0.5 | big 100%",
      })
  void limitsAreHeldAgainstTheSamePromisesWithout(String option, String target, String says)
      throws IOException {
    run("results.json", option, "--targets=" + target, "--horizon=600");
    assertThat(text.toString()).contains(says);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--regions=mars | no model of the pool may answer; the models file declares regions [us, eu]",
        "--require=vision,audio | no model of the pool may answer what requires audio and vision",
        "--require=vision=2 | write vision or vision=0.2",
        "--require=vision=x | write vision or vision=0.2",
        "--require==1 | write vision or vision=0.2",
        "--reuse=0.95 | no share from 0 to 0.9",
        "--reuse=0.5 --gate | leave --gate",
        "--reuse=0.5 --tenants=3 | leave them or --tenants out",
        "--deny=big --tenants=3 | leave them or --tenants out",
      })
  void whatCannotBeIsToldWithTheMend(String options, String says) {
    assertThat(evaluate(options.split(" "))).isEqualTo(CommandLine.ExitCode.USAGE);
    assertThat(errors.toString()).contains(says);
  }

  /**
   * One fixed stream (seed 1): whoever stays pays less, and who sees the cache never pays more than
   * who does not.
   */
  @Test
  void conversationsStayWhereTheirCacheIs() throws IOException {
    JsonNode results =
        run(
            "reuse.json",
            "--reuse=0,0.64",
            "--targets=0.7",
            "--horizon=4000",
            "--feedback-rate=0.5");

    assertThat(results.path("results")).hasSize(6);
    for (JsonNode row : results.path("results")) {
      double share = row.path("cached_share").asDouble();
      double toNever = row.path("cost_to_never_stay").asDouble();
      assertThat(row.path("satisfaction").asDouble()).isGreaterThan(0.68);
      switch (row.path("way").asText()) {
        case "never_stay" -> assertThat(toNever).isEqualTo(1);
        case "in_sight" -> assertThat(toNever).isLessThanOrEqualTo(share == 0 ? 1.0 : 0.98);
        default -> assertThat(toNever).isLessThan(1.1);
      }
    }
    assertThat(text.toString()).contains("in sight", "never stay", "always stay", "at target");
  }

  private JsonNode run(String file, String... options) throws IOException {
    List<String> all = new ArrayList<>(List.of(options));
    all.add("--out=" + folder.resolve("out"));
    assertThat(evaluate(all.toArray(String[]::new))).describedAs(errors.toString()).isZero();
    return new ObjectMapper().readTree(folder.resolve("out").resolve(file).toFile());
  }

  private int evaluate(String... options) {
    List<String> arguments =
        new ArrayList<>(List.of("evaluate", "--data=" + data, "--policies=surety"));
    if (List.of(options).stream().noneMatch(o -> o.startsWith("--targets"))) {
      arguments.add("--targets=0.5");
    }
    arguments.addAll(List.of(options));
    CommandLine command = SuretyLab.commandLine();
    command.setOut(new PrintWriter(text, true)).setErr(new PrintWriter(errors, true));
    return command.execute(arguments.toArray(String[]::new));
  }
}
