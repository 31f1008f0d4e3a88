package dev.surety.lab.evaluate;

import dev.surety.lab.data.RoutingRow;
import java.util.function.IntFunction;

/**
 * The fixed mixture of at most two models that satisfies most for so much money a request, as
 * somebody would choose it who knows how often each model satisfies and what it costs. Where not
 * even the cheapest can answer all, it answers as many as it can.
 *
 * @param cheaper place of a model
 * @param dearer place of another one, or the same
 * @param part of the requests that the dearer one answers
 * @param served part of the requests that are answered at all
 */
record HindsightMixture(int cheaper, int dearer, double part, double served) {

  /** What models cost and satisfy on average over some rows, by place in the pool. */
  record Means(double[] costUsd, double[] quality) {

    static Means of(int models, int rows, IntFunction<RoutingRow> row) {
      double[] cost = new double[models];
      double[] quality = new double[models];
      double one = 1.0 / rows;
      for (int t = 0; t < rows; t++) {
        RoutingRow at = row.apply(t);
        for (int m = 0; m < models; m++) {
          cost[m] += one * at.costUsd(m);
          quality[m] += one * at.quality(m);
        }
      }
      return new Means(cost, quality);
    }
  }

  /**
   * The best one by some means.
   *
   * @param usd that a request may cost on average
   */
  static HindsightMixture best(Means means, double usd) {
    double[] cost = means.costUsd();
    HindsightMixture best = null;
    int cheapest = 0;
    for (int a = 0; a < cost.length; a++) {
      cheapest = cost[a] < cost[cheapest] ? a : cheapest;
      for (int b = 0; b < cost.length && cost[a] <= usd; b++) {
        double part = cost[b] <= usd ? 1 : (usd - cost[a]) / (cost[b] - cost[a]);
        HindsightMixture mixed = new HindsightMixture(a, b, part, 1);
        best = best == null || mixed.satisfies(means) > best.satisfies(means) ? mixed : best;
      }
    }
    return best != null ? best : new HindsightMixture(cheapest, cheapest, 1, usd / cost[cheapest]);
  }

  /** Share of requests that it satisfies where models are as these means say. */
  double satisfies(Means means) {
    double[] quality = means.quality();
    return served * (quality[cheaper] + part * (quality[dearer] - quality[cheaper]));
  }
}
