package dev.surety.lab.evaluate;

import dev.surety.lab.data.RoutingData;
import dev.surety.output.terminal.Figures;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Targets that span what a pool can do: even steps up from the cheapest model's satisfaction, the
 * last one at 95 % of the best model's, where routers are commonly compared by their cost.
 */
final class TauLevels {

  private static final double HIGHEST = 0.95;

  private TauLevels() {}

  /**
   * To four digits, ascending.
   *
   * @throws IllegalArgumentException if the cheapest model is that good itself
   */
  static List<Double> of(RoutingData data, int levels) {
    double[] quality = data.meanQuality();
    double[] cost = data.meanCostUsd();
    int cheapest = 0;
    double best = 0;
    for (int m = 0; m < cost.length; m++) {
      cheapest = cost[m] < cost[cheapest] ? m : cheapest;
      best = Math.max(best, quality[m]);
    }
    double low = quality[cheapest];
    double high = HIGHEST * best;
    if (low >= high) {
      throw new IllegalArgumentException(
          "--tau-levels: the cheapest model satisfies %s, 95 %% of the best one's %s or more; name"
                  .formatted(Figures.fixed(low, 4), Figures.fixed(best, 4))
              + " the targets with --targets");
    }
    return IntStream.rangeClosed(1, levels)
        .mapToObj(i -> Math.rint(1e4 * (low + (high - low) * i / levels)) / 1e4)
        .distinct()
        .toList();
  }
}
