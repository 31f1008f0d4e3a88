package dev.surety.lab.baseline;

import dev.surety.domain.Features;
import dev.surety.lab.data.RoutingRow;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Estimates from the training rows whose features are nearest to a row's, by cosine. A row is never
 * its own neighbour, so estimates on training rows are as honest as on others. Thread-safe.
 */
final class Neighbours {

  /** The kNN router's k. */
  static final int NEAR = 5;

  /** Where probabilities are needed, not only an order: means of 5 are too coarse. */
  static final int WIDE = 50;

  /**
   * By model in pool order.
   *
   * @param near mean satisfaction of the {@link #NEAR} nearest
   * @param wide mean satisfaction of the {@link #WIDE} nearest
   * @param cost their mean cost over the dearest model's mean cost
   */
  record Estimate(double[] near, double[] wide, double[] cost) {}

  private record Posting(int row, float value) {}

  private final List<RoutingRow> training;
  private final RowFeatures features;
  private final double referenceCostUsd;
  private final List<List<Posting>> index = new ArrayList<>();
  private final Map<String, Estimate> known = new ConcurrentHashMap<>();

  /**
   * @param referenceCostUsd what costs are divided by
   */
  Neighbours(List<RoutingRow> training, RowFeatures features, double referenceCostUsd) {
    this.training = training;
    this.features = features;
    this.referenceCostUsd = referenceCostUsd;
    for (int d = 0; d < RowFeatures.WORDS + RowFeatures.TAGS; d++) {
      index.add(new ArrayList<>());
    }
    for (int row = 0; row < training.size(); row++) {
      Features seen = features.of(training.get(row));
      for (int i = 0; i < seen.indices().length; i++) {
        index.get(seen.indices()[i]).add(new Posting(row, seen.values()[i]));
      }
    }
  }

  Estimate of(RoutingRow row) {
    return known.computeIfAbsent(row.id(), id -> estimate(row));
  }

  private Estimate estimate(RoutingRow row) {
    double[] similarity = new double[training.size()];
    Features seen = features.of(row);
    for (int i = 0; i < seen.indices().length; i++) {
      for (Posting posting : index.get(seen.indices()[i])) {
        similarity[posting.row()] += seen.values()[i] * posting.value();
      }
    }
    for (int other = 0; other < similarity.length; other++) {
      if (training.get(other).id().equals(row.id())) {
        similarity[other] = Double.NEGATIVE_INFINITY;
      }
    }
    int[] nearest = nearest(similarity);
    int models = row.quality().length;
    double[] near = new double[models];
    double[] wide = new double[models];
    double[] cost = new double[models];
    int few = Math.min(NEAR, nearest.length);
    for (int i = 0; i < nearest.length; i++) {
      RoutingRow neighbour = training.get(nearest[i]);
      for (int m = 0; m < models; m++) {
        near[m] += i < few ? neighbour.quality(m) / few : 0;
        wide[m] += neighbour.quality(m) / nearest.length;
        cost[m] += neighbour.costUsd(m) / nearest.length / referenceCostUsd;
      }
    }
    return new Estimate(near, wide, cost);
  }

  /** The {@link #WIDE} most similar, most similar first; of equals the earlier row. */
  private static int[] nearest(double[] similarity) {
    int[] best = new int[Math.min(WIDE, similarity.length)];
    int found = 0;
    for (int row = 0; row < similarity.length; row++) {
      boolean itself = similarity[row] == Double.NEGATIVE_INFINITY;
      if (itself || (found == best.length && similarity[row] <= similarity[best[found - 1]])) {
        continue;
      }
      int at = found < best.length ? found++ : found - 1;
      while (at > 0 && similarity[best[at - 1]] < similarity[row]) {
        best[at] = best[at - 1];
        at--;
      }
      best[at] = row;
    }
    return Arrays.copyOf(best, found);
  }
}
