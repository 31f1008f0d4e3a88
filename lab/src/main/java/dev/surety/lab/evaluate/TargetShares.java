package dev.surety.lab.evaluate;

import dev.surety.lab.data.RoutingData;
import java.util.Arrays;
import java.util.List;

/** Promises at shares of the way from the cheapest model's satisfaction to the best one's. */
final class TargetShares {

  /** Those of the results page. */
  static final double[] STANDARD = {0.25, 0.5, 0.75, 0.9};

  private TargetShares() {}

  /** As satisfactions of this data, to four digits. */
  static List<Double> of(RoutingData set, double[] shares) {
    double[] quality = set.meanQuality();
    double[] cost = set.meanCostUsd();
    int cheapest = 0;
    double best = 0;
    for (int m = 0; m < cost.length; m++) {
      cheapest = cost[m] < cost[cheapest] ? m : cheapest;
      best = Math.max(best, quality[m]);
    }
    double low = quality[cheapest];
    double gap = best - low;
    return Arrays.stream(shares).map(s -> Math.rint((low + s * gap) * 1e4) / 1e4).boxed().toList();
  }
}
