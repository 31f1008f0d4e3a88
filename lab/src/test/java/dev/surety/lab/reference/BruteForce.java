package dev.surety.lab.reference;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Tries every vertex of the linear programme: one model a segment, except that a single segment may
 * mix two so that the target is reached exactly.
 */
final class BruteForce {

  private BruteForce() {}

  /** The least cost that reaches the mean quality {@code target}; infinite if nothing does. */
  static double cheapest(List<SentRequest> stream, double target) {
    Map<BitSet, List<SentRequest>> segments = new LinkedHashMap<>();
    stream.forEach(r -> segments.computeIfAbsent(r.available(), k -> new ArrayList<>()).add(r));
    return search(List.copyOf(segments.values()), 0, target * stream.size(), 0, false);
  }

  private static double search(
      List<List<SentRequest>> segments, int next, double missing, double cost, boolean mixed) {
    if (next == segments.size()) {
      return missing <= 1e-9 ? cost : Double.POSITIVE_INFINITY;
    }
    List<SentRequest> segment = segments.get(next);
    int[] models = segment.get(0).available().stream().toArray();
    double best = Double.POSITIVE_INFINITY;
    for (int a : models) {
      double q = sum(segment, a, true);
      double c = sum(segment, a, false);
      best = Math.min(best, search(segments, next + 1, missing - q, cost + c, mixed));
      if (!mixed) {
        for (int b : models) {
          best = Math.min(best, mixing(segments, next, missing, cost, a, b));
        }
      }
    }
    return best;
  }

  /** Mixes a and b in this segment such that whatever pure models follow, the target is met. */
  private static double mixing(
      List<List<SentRequest>> segments, int next, double missing, double cost, int a, int b) {
    List<SentRequest> segment = segments.get(next);
    double qa = sum(segment, a, true);
    double qb = sum(segment, b, true);
    if (qa >= qb) {
      return Double.POSITIVE_INFINITY;
    }
    double best = Double.POSITIVE_INFINITY;
    for (double[] rest : pure(segments, next + 1)) {
      double share = (missing - rest[0] - qa) / (qb - qa);
      if (share >= 0 && share <= 1) {
        double own = (1 - share) * sum(segment, a, false) + share * sum(segment, b, false);
        best = Math.min(best, cost + own + rest[1]);
      }
    }
    return best;
  }

  /** (quality, cost) of every choice of one model for each of the remaining segments. */
  private static List<double[]> pure(List<List<SentRequest>> segments, int next) {
    if (next == segments.size()) {
      return List.of(new double[] {0, 0});
    }
    List<double[]> choices = new ArrayList<>();
    List<SentRequest> segment = segments.get(next);
    for (double[] rest : pure(segments, next + 1)) {
      segment.get(0).available().stream()
          .forEach(
              m ->
                  choices.add(
                      new double[] {
                        rest[0] + sum(segment, m, true), rest[1] + sum(segment, m, false)
                      }));
    }
    return choices;
  }

  private static double sum(List<SentRequest> segment, int model, boolean quality) {
    return segment.stream()
        .mapToDouble(r -> quality ? r.quality()[model] : r.costUsd()[model])
        .sum();
  }
}
