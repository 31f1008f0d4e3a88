package dev.surety.benchmarks.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class PerformancePageTest {

  private static final Machine QUIET =
      new Machine("Some CPU", 2, 24_000, 2_048, "Linux amd64", "OpenJDK 17", "2.3.0", 0.1);

  @Test
  void saysWhereItWasMeasuredAndWhichTargetsAreMet() {
    String page = PerformancePage.of(result(QUIET));

    assertThat(page)
        .contains("One full run of `./surety bench`, begun 2026-11-22T10:00:00Z")
        .contains("| processor | Some CPU, 2 cores |")
        .contains("| `pipeline_vs_same_bytes` | at least 0.650 | 0.600 | **missed** |")
        .contains("| `learner_bytes_11_models` | at most 3,072 | 2,500 | met |");
  }

  @Test
  void showsMediansWithTheirSpreadPartByPart() {
    assertThat(PerformancePage.of(result(QUIET)))
        .contains("## Part pipeline")
        .contains("| job | 1,200 | decisions/s | 1,000 to 9,000 |")
        .contains("| learner | 2,500 | bytes |  |");
  }

  @Test
  void saysOfARatioWithoutMeasurementThatThereIsNone() {
    assertThat(PerformancePage.of(result(QUIET)))
        .contains("| `million_tenants_per_second` | not measured |");
  }

  @Test
  void ownsUpToAMachineWithOtherWork() {
    Machine busy =
        new Machine("Some CPU", 2, 24_000, 2_048, "Linux amd64", "OpenJDK 17", "2.3.0", 7);

    assertThat(PerformancePage.of(result(busy))).contains("other work to do");
    assertThat(PerformancePage.of(result(QUIET))).doesNotContain("other work to do");
  }

  static BenchResult result(Machine machine) {
    Measurements findings = new Measurements();
    findings.measured("pipeline", "job", "decisions/s", List.of(1_000.0, 9_000.0, 1_200.0));
    findings.measured("engine", "learner", "bytes", 2_500);
    findings.ratio(Ratio.PIPELINE_VS_SAME_BYTES, 0.6);
    findings.ratio(Ratio.LEARNER_BYTES_11_MODELS, 2_500);
    return findings.result("2026-11-22T10:00:00Z", false, 1_234, machine);
  }
}
