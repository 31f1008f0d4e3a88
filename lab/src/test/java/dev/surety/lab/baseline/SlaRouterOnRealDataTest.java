package dev.surety.lab.baseline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.surety.lab.baseline.RowReplay.Result;
import dev.surety.lab.data.RoutingData;
import dev.surety.testing.DataFolder;
import dev.surety.testing.RequiresData;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/**
 * SLARouter on the five sets, 50,000 requests each at four targets, against the routing study's row
 * "SLARouter V 0.05 sqrt t, IPW": share of cells at target - 0.01, mean surplus in points, cost
 * over that of the best fixed mixture. One seed or two here, three there.
 */
@RequiresData
@TestInstance(TestInstance.Lifecycle.PER_CLASS) // the data are read once
class SlaRouterOnRealDataTest {

  private static final int REQUESTS = 50_000;

  /** Enough to see that a promise is not kept. */
  private static final int FEW = 10_000;

  private static final List<String> SETS =
      List.of("drift", "routerbench", "zeroeval", "routellm", "mmlupro");

  private final List<RoutingData> sets = new ArrayList<>();

  SlaRouterOnRealDataTest() throws IOException {
    for (String set : SETS) {
      sets.add(RoutingData.read(DataFolder.path().resolve(set + ".jsonl.gz")));
    }
  }

  /** 20 cells a seed: where some may miss, one alone lets a single cell more or less decide. */
  private static final int SEEDS = 2;

  /** What all cells came to. */
  private record Cells(double kept, double surplus, double costOverLp) {}

  private Cells play(
      double up, double down, Map<String, String> parameters, int requests, int seeds) {
    int cells = 0;
    int kept = 0;
    double surplus = 0;
    double logCost = 0;
    for (RoutingData data : sets) {
      RowReplay replay = new RowReplay(data, up, down);
      double[] a = data.meanQuality();
      double[] e = data.meanCostUsd();
      double least = a[LabelOracle.cheapest(e)];
      double best = Mixture.mean(Mixture.cheapest(a, e, 2).shares(), a);
      for (double share : new double[] {0.25, 0.5, 0.75, 0.9}) {
        double target = least + share * (best - least);
        double lp = Mixture.mean(Mixture.cheapest(a, e, target).shares(), e);
        for (int seed = 1; seed <= seeds; seed++) {
          Result result = replay.run(replay.sla("slarouter", target, parameters), requests, seed);
          cells++;
          kept += result.satisfaction() >= target - 0.01 ? 1 : 0;
          surplus += result.satisfaction() - target;
          logCost += Math.log(result.costUsd() / requests / lp);
        }
      }
    }
    Cells all = new Cells(100.0 * kept / cells, 100 * surplus / cells, Math.exp(logCost / cells));
    System.out.printf("slarouter %s %s %s: %s%n", up, down, parameters, all);
    return all;
  }

  /** Study: 100 %, +1.5, 1.47. */
  @Test
  void everyAnswerJudged() {
    Cells cells = play(1, 1, Map.of(), REQUESTS, 1);
    assertThat(cells.kept()).isEqualTo(100);
    assertThat(cells.surplus()).isBetween(1.0, 2.1);
    assertThat(cells.costOverLp()).isBetween(1.3, 1.65);
  }

  /** Study: 98 %, +2.2, 1.82. */
  @Test
  void oneAnswerInFiveJudged() {
    Cells cells = play(0.2, 0.2, Map.of(), REQUESTS, SEEDS);
    assertThat(cells.kept()).isGreaterThanOrEqualTo(90);
    assertThat(cells.surplus()).isBetween(1.5, 3.0);
    assertThat(cells.costOverLp()).isBetween(1.6, 2.2);
  }

  /** Study: 98 %, +2.4, 1.76. The naive count, an option, takes those who complain for all. */
  @Test
  void onlyTheDissatisfiedSpeak() {
    Cells cells = play(0, 0.3, Map.of(), REQUESTS, SEEDS);
    assertThat(cells.kept()).isGreaterThanOrEqualTo(90);
    assertThat(cells.surplus()).isBetween(1.6, 3.2);
    assertThat(cells.costOverLp()).isBetween(1.5, 2.15);

    // It keeps no promise at all: one seed says so.
    Cells naive = play(0, 0.3, Map.of("queue_increment", "observed"), FEW, 1);
    assertThat(naive.kept()).describedAs("naive").isLessThan(50);
  }
}
