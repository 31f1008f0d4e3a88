package dev.surety.lab.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.surety.lab.data.RoutingData;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Promises that change within a run, and what is said of them. */
class TargetPathTest {

  @TempDir private Path folder;

  @Test
  void aStepIsTwoHalvesADriftTenPartsACycleFourTimesBoth() {
    assertThat(TargetPath.parse("step:0.6..0.8").targets()).containsExactly(0.6, 0.8);
    assertThat(TargetPath.parse("drift:0.5..0.95").targets())
        .hasSize(10)
        .startsWith(0.5, 0.55)
        .endsWith(0.95);
    assertThat(TargetPath.parse("cycle:0.6..0.8").targets())
        .containsExactly(0.6, 0.8, 0.6, 0.8, 0.6, 0.8, 0.6, 0.8);
    assertThat(TargetPath.parse("drift:0.9..0.6").highest()).isEqualTo(0.9);
    assertThat(TargetPath.parse("step:0.6..0.8").mean()).isCloseTo(0.7, within(1e-12));
  }

  @Test
  void partsAreEqualToARequest() {
    TargetPath drift = TargetPath.parse("drift:0.1..1");
    int[] sizes = new int[10];
    IntStream.range(0, 1003).forEach(t -> sizes[drift.part(t, 1003)]++);
    assertThat(sizes).containsOnly(100, 101);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0.8",
        "step",
        "step:0.6",
        "steps:0.6..0.8",
        "step:0.6..",
        "step:x..0.8",
        "step:.."
      })
  void whatIsNoPathIsRefusedWithAnExample(String text) {
    assertThatThrownBy(() -> TargetPath.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("write step:0.6..0.8");
  }

  @Test
  void aTargetAboveOneIsRefused() {
    assertThatThrownBy(() -> TargetPath.parse("step:0.6..1.2"))
        .hasMessage("'1.2' in 'step:0.6..1.2' must be a target from 0 to 1");
  }

  /** The model never satisfies, so the queue is the sum of the targets that were in force. */
  @Test
  void eachPartIsAVersionOfTheSlaThatTheEngineFollows() throws IOException {
    TrueOutcomes truth = run("fixed:never", "step:0.25..0.75");
    assertThat(truth.endQueue).isEqualTo(TinyData.ROWS * 0.5);
    assertThat(truth.curve.queue[29]).isEqualTo(30 * 0.25);
    assertThat(truth.worstDeficit).isEqualTo(TinyData.ROWS * 0.5);
    assertThat(truth.parts()).containsExactly(new Promised(0.25, 30, 0), new Promised(0.75, 30, 0));
  }

  @Test
  void eachPartIsJudgedAlone() throws IOException {
    List<Promised> parts = run("fixed:big", "step:0.5..1").parts();
    assertThat(parts.get(0).met(1)).isTrue();
    assertThat(parts.get(1).met(1)).describedAs("nine of ten are not all").isFalse();
  }

  @Test
  void rollingMeansFollowTheTargetAndSayHowLongItWasKept() throws IOException {
    Rolling never = Rolling.of(run("fixed:never", "step:0..1").curve);
    assertThat(never.target()).startsWith(0).endsWith(1);
    assertThat(never.satisfaction()).containsOnly(0);
    assertThat(never.timeAt(0)).isEqualTo(24.0 / 54);
    assertThat(never.overshoot()).isCloseTo(-0.5, within(0.06));
    Rolling big = Rolling.of(run("fixed:big", "step:0..0.1").curve);
    assertThat(big.timeAt(0)).isEqualTo(1);
    assertThat(big.overshoot()).isPositive();
  }

  private TrueOutcomes run(String policy, String path) throws IOException {
    RoutingData data = TinyData.read(folder);
    EvaluationPlan plan =
        TinyData.plan(data, policy, FeedbackSetting.equal(1), TargetPath.parse(path));
    Cell cell = plan.cells().get(0);
    return new CellRun(cell, plan, new ReplayPool(data, true, List.of(), null), plan.stream(1))
        .run(requests -> {});
  }
}
