package dev.surety.lab.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.surety.lab.data.RoutingData;
import dev.surety.lab.data.SimulatedData;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How a policy follows the target from level to level. */
class TauMeasuresTest {

  @TempDir private Path folder;

  /** {@code big} satisfies nine of ten whatever is promised, {@code small} half. */
  @Test
  void aPolicyThatIgnoresTheTargetIsSeenThrough() throws Exception {
    TauMeasures big = measures("fixed:big", List.of(0.3, 0.6, 0.885, 0.93));
    assertThat(big.levels()).isEqualTo(4);
    assertThat(big.feasible()).isEqualTo(3);
    assertThat(big.floorsKept()).isEqualTo(3);
    assertThat(big.compliance()).isEqualTo(0.75);
    assertThat(big.within2()).isEqualTo(0.25);
    assertThat(big.within5()).isEqualTo(0.5);
    assertThat(big.costRange()).isEqualTo(1);
    assertThat(big.costRises()).isTrue();
    assertThat(big.costAt95()).isEqualTo(1);
    assertThat(big.correlation()).isNaN();

    TauMeasures small = measures("fixed:small", List.of(0.3, 0.6, 0.88));
    assertThat(small.floorsKept()).isEqualTo(1);
    assertThat(small.costAt95()).describedAs("never gets there").isNaN();
  }

  /** Big alone costs as much as itself; an even mixture with small a little over half. */
  @Test
  void costAt95IsOnTheLineBetweenTheLevelsAround() throws Exception {
    TauMeasures mixed = measures("best-mixture", List.of(0.5, 0.7, 0.9));
    assertThat(mixed.costAt95()).isBetween(0.8, 1.0);
    assertThat(mixed.costRange()).isBetween(8.0, 10.01);
  }

  @Test
  void twoTargetsSayNothingOfHowOneFollowsTheOther() throws Exception {
    EvaluationPlan plan = plan("fixed:big", List.of(0.3, 0.6));
    assertThat(TauMeasures.of(new Evaluator(plan).run(1, n -> {}))).isEmpty();
  }

  @Test
  void correlationIsPearsons() {
    List<double[]> line = List.of(new double[] {1, 2}, new double[] {2, 4}, new double[] {4, 8});
    assertThat(TauMeasures.correlation(line, p -> p[0], p -> p[1])).isCloseTo(1, within(1e-12));
    assertThat(TauMeasures.correlation(line, p -> p[0], p -> -p[1])).isCloseTo(-1, within(1e-12));
    List<double[]> bent = List.of(new double[] {1, 1}, new double[] {2, 3}, new double[] {3, 2});
    assertThat(TauMeasures.correlation(bent, p -> p[0], p -> p[1])).isCloseTo(0.5, within(1e-12));
    assertThat(TauMeasures.correlation(line, p -> p[0], p -> 0.3)).isNaN();
    assertThat(TauMeasures.correlation(line, p -> p[0], p -> Double.NaN)).isNaN();
  }

  @Test
  void levelsRiseFromTheCheapestModelTo95PercentOfTheBest() throws IOException {
    RoutingData data = SimulatedData.of(2000, 1);
    List<Double> levels = TauLevels.of(data, 9);
    double best = 0;
    for (double quality : data.meanQuality()) {
      best = Math.max(best, quality);
    }
    assertThat(levels).hasSize(9).isSorted();
    assertThat(levels.get(8)).isCloseTo(0.95 * best, within(1e-4));
    // never is the cheapest of these and satisfies nobody.
    assertThat(TauLevels.of(TinyData.read(folder), 3)).containsExactly(0.285, 0.57, 0.855);
    assertThatThrownBy(
            () ->
                TauLevels.of(RoutingData.read(folder.resolve("tiny.jsonl"), List.of("big"), 1), 3))
        .hasMessageContaining("--targets");
  }

  private TauMeasures measures(String policy, List<Double> targets) throws Exception {
    return TauMeasures.of(new Evaluator(plan(policy, targets)).run(1, n -> {})).get(0);
  }

  private EvaluationPlan plan(String policy, List<Double> targets) throws IOException {
    return TinyData.plan(TinyData.read(folder), policy, FeedbackSetting.equal(1))
        .but()
        .targets(targets)
        .build();
  }
}
