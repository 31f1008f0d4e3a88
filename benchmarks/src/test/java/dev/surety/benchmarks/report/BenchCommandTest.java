package dev.surety.benchmarks.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.surety.benchmarks.Part;
import dev.surety.benchmarks.RunLog;
import dev.surety.output.terminal.PlainErrors;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class BenchCommandTest {

  @TempDir Path folder;

  private final StringWriter screen = new StringWriter();
  private double measured = 0.8;

  @Test
  void writesWhatItMeasuredAndIsContentWithItself() {
    Path out = folder.resolve("run.json");
    assertThat(bench("--out", out.toString(), "--baseline", baseline(0.8).toString())).isZero();

    assertThat(bench("--from", out.toString(), "--baseline", out.toString())).isZero();
    assertThat(screen.toString())
        .contains("pipeline_vs_same_bytes")
        .contains("met (at least 0.650)")
        .contains("1 ratios compared with the baseline, 0 worse");
  }

  @Test
  void endsWithOneWhereARatioFellByMoreThanAFifth() {
    measured = 0.8 * 0.79;
    assertThat(bench("--baseline", baseline(0.8).toString())).isEqualTo(1);
    assertThat(screen.toString()).contains("pipeline_vs_same_bytes is 0.632, more than 20 % worse");

    measured = 0.8 * 0.81;
    assertThat(bench("--baseline", baseline(0.8).toString())).isZero();
  }

  /** Each kind of run has a baseline of its own: here only quick runs have one, and fall short. */
  @Test
  void aQuickRunIsComparedWithAQuickOne() throws IOException {
    Path home = Files.createDirectories(folder.resolve("benchmarks")).getParent();
    Files.copy(baseline(0.8), home.resolve("benchmarks/baseline-quick.json"));
    measured = 0.4;
    String before = System.setProperty("surety.home", home.toString());
    try {
      assertThat(bench("--quick")).isEqualTo(1);
      assertThat(bench()).isZero();
    } finally {
      if (before == null) {
        System.clearProperty("surety.home");
      } else {
        System.setProperty("surety.home", before);
      }
    }
    assertThat(screen.toString()).contains("there is no baseline to compare with");
  }

  @Test
  void writesThePageOfAnEarlierRun() throws IOException {
    Path page = folder.resolve("performance.md");

    assertThat(
            bench(
                "--from",
                baseline(0.8).toString(),
                "--baseline",
                baseline(0.8).toString(),
                "--page",
                page.toString()))
        .isZero();

    assertThat(Files.readString(page)).startsWith("# Performance").contains("| 0.800 |");
  }

  @Test
  void keepsWhatWasMeasuredBeforeAPartFailed() throws IOException {
    Path out = folder.resolve("run.json");
    measured = Double.NaN;

    assertThat(bench("--out", out.toString(), "--baseline", writeEmpty().toString())).isEqualTo(1);

    assertThat(screen.toString()).contains("bench: part pipeline failed: no broker");
    assertThat(BenchResult.read(out).measurements()).hasSize(1);
  }

  @Test
  void refusesAPartThatIsNotThere() {
    assertThat(bench("--only", "pipelines")).isEqualTo(2);
    assertThat(screen.toString()).contains("there is no part 'pipelines'; the parts are pipeline");
  }

  @Test
  void saysWhichFileIsNoResult() throws IOException {
    Path broken = Files.writeString(folder.resolve("broken.json"), "{\"rows\": 3}");

    assertThat(bench("--from", broken.toString())).isEqualTo(2);
    assertThat(screen.toString()).contains("broken.json is not a result of surety bench");
  }

  private Path baseline(double ratio) {
    Path file = folder.resolve("baseline.json");
    double now = measured;
    measured = ratio;
    bench("--out", file.toString(), "--baseline", writeEmpty().toString());
    measured = now;
    return file;
  }

  private Path writeEmpty() {
    try {
      Path file = folder.resolve("empty.json");
      new Measurements().result("2026-11-22T10:00:00Z", true, 1, Machine.here()).write(file);
      return file;
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private int bench(String... args) {
    Part pipeline =
        new Part() {
          @Override
          public String name() {
            return "pipeline";
          }

          @Override
          public void run(Measurements findings, boolean quick, RunLog progress)
              throws IOException {
            findings.measured("pipeline", "rounds", "1", 3);
            if (Double.isNaN(measured)) {
              throw new IOException("no broker");
            }
            findings.ratio(Ratio.PIPELINE_VS_SAME_BYTES, measured);
          }
        };
    PrintWriter out = new PrintWriter(screen, true);
    return PlainErrors.on(
            new CommandLine(new BenchCommand(List.of(pipeline))).setOut(out).setErr(out))
        .execute(args);
  }
}
