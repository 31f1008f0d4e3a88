package dev.surety.lab.baseline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.surety.lab.baseline.RowReplay.Result;
import dev.surety.lab.data.RoutingData;
import dev.surety.lab.data.RoutingRow;
import dev.surety.lab.data.SimulatedData;
import dev.surety.policy.RoutingPolicy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;

@TestInstance(Lifecycle.PER_CLASS)
class BaselinesTest {

  private static final int ROWS = 3000;

  private final RoutingData data = SimulatedData.of(ROWS, 1);
  private final Baselines baselines = new Baselines(data, true);
  private final RowReplay replay = new RowReplay(data, 1, 1);
  private final double[] satisfaction = data.meanQuality();
  private final double[] cost = data.meanCostUsd();

  private Result play(Baseline baseline, double target) {
    RoutingPolicy policy = baselines.policy(baseline, target, replay::row);
    assertThat(policy.name()).isEqualTo(baseline.policyName());
    return replay.run(policy, target, ROWS, 3);
  }

  private double reachable(double share) {
    double least = satisfaction[LabelOracle.cheapest(cost)];
    return least + share * (Arrays.stream(satisfaction).max().orElseThrow() - least);
  }

  @Test
  void everyNameGivesItsPolicyAndNoOtherDoes() {
    for (Baseline baseline : Baseline.values()) {
      assertThat(baselines.policy(baseline.policyName(), 0.6, replay::row)).isPresent();
    }
    assertThat(baselines.policy("mess-plus", 0.6, replay::row)).isEmpty();
  }

  @Test
  void randomPaysAndSatisfiesTheMean() {
    Result random = play(Baseline.RANDOM, 0.5);
    double meanCost = Arrays.stream(cost).average().orElseThrow();
    assertThat(random.satisfaction())
        .isCloseTo(Arrays.stream(satisfaction).average().orElseThrow(), within(0.03));
    assertThat(random.costUsd() / ROWS).isCloseTo(meanCost, within(0.15 * meanCost));
  }

  @Test
  void mixturesReachTheTargetInTheMean() {
    double target = reachable(0.6);
    Result best = play(Baseline.BEST_MIXTURE, target);
    Result guess = play(Baseline.EDUCATED_GUESSING, target);
    assertThat(best.satisfaction()).isCloseTo(target, within(0.03));
    assertThat(guess.satisfaction()).isGreaterThan(target - 0.03);
    assertThat(guess.costUsd()).isGreaterThan(best.costUsd());
  }

  @Test
  void theOracleReachesTheTargetToARequestAndNobodyIsCheaper() {
    double target = reachable(0.6);
    Result oracle = play(Baseline.ORACLE, target);
    assertThat(oracle.satisfaction()).isBetween(target - 1e-9, target + 1.0 / ROWS + 1e-9);
    for (Baseline other : Baseline.values()) {
      Result result = play(other, target);
      if (result.satisfaction() >= target) {
        assertThat(result.costUsd())
            .describedAs(other.policyName())
            .isGreaterThanOrEqualTo(oracle.costUsd());
      }
    }
  }

  /** Two rows fixable: the cheaper fix is taken first, and only as many as needed. */
  @Test
  void theOracleUpgradesInTheOrderOfExtraCost(@TempDir Path folder) throws IOException {
    Files.writeString(
        folder.resolve("d.models.json"),
        """
        {"models": [
         {"name": "small", "input_usd_per_mtok": 1, "output_usd_per_mtok": 1, "released": null},
         {"name": "big", "input_usd_per_mtok": 9, "output_usd_per_mtok": 9, "released": null}]}
        """);
    StringBuilder rows = new StringBuilder();
    String[] outcomes = {"[1,1]", "[0,1]", "[0,1]", "[0,0]"};
    double[] big = {9, 7, 5, 9};
    for (int i = 0; i < outcomes.length; i++) {
      rows.append(
          """
          {"id":"r%d","domain":"d","prompt":"p","prompt_chars":1,"in_tokens":1,\
          "quality":%s,"cost_usd":[1,%s],"out_tokens":[1,1]}
          """
              .formatted(i, outcomes[i], big[i]));
    }
    RoutingData small = RoutingData.read(Files.writeString(folder.resolve("d.jsonl"), rows));

    LabelOracle half = new LabelOracle(small, 0.5);
    assertThat(half.of(small.row(2))[1]).describedAs("the cheaper fix").isZero();
    assertThat(half.of(small.row(1))[0]).isZero();
    LabelOracle all = new LabelOracle(small, 0.75);
    assertThat(all.of(small.row(1))[1]).isZero();
    assertThat(all.of(small.row(3))[0]).describedAs("nobody can").isZero();
  }

  @Test
  void trainedOnesKeepTheTargetOnTheTrainingRowsWhereTheySeeIt() {
    double target = reachable(0.5);
    for (Baseline baseline :
        new Baseline[] {Baseline.LOGISTIC_THRESHOLD, Baseline.CARROT, Baseline.OMNIROUTER}) {
      Result low = play(baseline, target);
      Result high = play(baseline, reachable(0.9));
      assertThat(low.satisfaction())
          .describedAs(baseline.policyName())
          .isCloseTo(target, within(0.06));
      assertThat(high.costUsd()).isGreaterThan(low.costUsd());
    }
  }

  @Test
  void aConstantMuIsTheSmallestThatReachesTheTargetOnItsValidationRows() {
    List<RoutingRow> rows = TrainingSplit.rows(data);
    Neighbours neighbours = new Neighbours(rows, new RowFeatures(true), 1);
    double before = -1;
    for (double share : new double[] {0.2, 0.5, 0.8, 0.95}) {
      double target = reachable(share);
      ConstantMu constant = ConstantMu.calibrated(rows, neighbours, target);
      assertThat(constant.mu()).isBetween(0.0, 1.0).isGreaterThanOrEqualTo(before);
      double satisfied = 0;
      for (RoutingRow row : rows) {
        satisfied += row.quality(LabelOracle.cheapest(constant.of(row)));
      }
      assertThat(satisfied / rows.size()).isGreaterThanOrEqualTo(target);
      before = constant.mu();
    }
    assertThat(before).describedAs("mu has to rise for a high target").isPositive();
  }

  @Test
  void nearestNeighboursLeaveTheRowItselfOut() {
    Neighbours neighbours = new Neighbours(TrainingSplit.rows(data), new RowFeatures(false), 1);
    double leaked = 0;
    int models = data.pool().size();
    for (int i = 0; i < 300; i++) {
      double[] near = neighbours.of(data.row(i)).near();
      for (int m = 0; m < models; m++) {
        assertThat(near[m] * Neighbours.NEAR).isCloseTo(Math.rint(near[m] * 5), within(1e-9));
        leaked += Math.abs(near[m] - data.row(i).quality(m)) / (300 * models);
      }
    }
    assertThat(leaked).describedAs("mean error of an honest prediction").isGreaterThan(0.2);
  }

  @Test
  void aboutThreeTenthsAreForTraining() {
    assertThat(TrainingSplit.rows(data).size() / (double) ROWS).isCloseTo(0.3, within(0.03));
  }

  @Test
  void aRequestWithoutARowIsAnError() {
    RoutingPolicy oracle = baselines.policy(Baseline.ORACLE, 0.5, id -> null);
    assertThatThrownBy(() -> replay.run(oracle, 0.5, 1, 1))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("no row is known for request 0-");
  }
}
