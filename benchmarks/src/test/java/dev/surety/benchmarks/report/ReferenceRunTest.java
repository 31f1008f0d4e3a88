package dev.surety.benchmarks.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class ReferenceRunTest {

  private static final String THROUGHPUT = Ratio.PIPELINE_VS_SAME_BYTES.key();
  private static final String ALLOCATION = Ratio.ALLOCATION_BYTES_PER_DECISION.key();
  private static final String LATENCY = Ratio.KAFKA_P50_OVER_IDENTITY_MS.key();

  private final ReferenceRun baseline =
      new ReferenceRun(Map.of(THROUGHPUT, 0.8, ALLOCATION, 1000.0, LATENCY, 0.1, "gone", 1.0));

  @Test
  void aRatioThatIsNineteenPercentWorsePasses() {
    assertThat(baseline.regressions(Map.of(THROUGHPUT, 0.8 * 0.81, ALLOCATION, 1190.0))).isEmpty();
  }

  @Test
  void aRatioThatIsTwentyOnePercentWorseIsReported() {
    assertThat(baseline.regressions(Map.of(THROUGHPUT, 0.8 * 0.79, ALLOCATION, 1210.0)))
        .extracting(ReferenceRun.Regression::ratio)
        .containsExactly(THROUGHPUT, ALLOCATION);
  }

  @Test
  void betterIsNeverWorse() {
    assertThat(baseline.regressions(Map.of(THROUGHPUT, 8.0, ALLOCATION, 1.0, LATENCY, -5.0)))
        .isEmpty();
  }

  @Test
  void aDifferenceNearZeroMayMoveByItsNoise() {
    assertThat(baseline.regressions(Map.of(LATENCY, 0.35))).isEmpty();
    assertThat(baseline.regressions(Map.of(LATENCY, 0.5)))
        .singleElement()
        .extracting(ReferenceRun.Regression::text)
        .isEqualTo(
            "kafka_p50_over_identity_ms is 0.500, more than 20 % worse than the baseline's 0.100");
  }

  @Test
  void whatOneOfTheRunsDidNotMeasureIsNotCompared() {
    assertThat(baseline.regressions(Map.of("new", 1.0))).isEmpty();
    assertThat(baseline.compared(Map.of("new", 1.0, THROUGHPUT, 0.8))).isEqualTo(1);
  }
}
