package dev.surety.lab.fleet;

import dev.surety.lab.data.RoutingRow;
import dev.surety.lab.reference.HindsightReferences;
import dev.surety.lab.reference.SentRequest;
import java.util.BitSet;
import java.util.List;

/**
 * What makes one tenant: which domains it asks about and how its users judge.
 *
 * @param mix share of each domain in its requests, summed up
 * @param stands the model whose quality each model has for it
 * @param up chance that a bad answer of a model turns good for it, by model
 * @param down chance that a good one turns bad
 * @param quality mean quality of each model's answers to it, 0..1
 * @param costUsd mean cost of each model's answers to it, USD
 */
public record TenantNature(
    TenantKind kind,
    DomainRows domains,
    double[] mix,
    int[] stands,
    double[] up,
    double[] down,
    double[] quality,
    double[] costUsd) {

  /**
   * The row that a request brings.
   *
   * @param domain uniform in [0, 1)
   * @param within uniform in [0, 1)
   */
  public int row(double domain, double within) {
    int d = 0;
    while (d < mix.length - 1 && domain >= mix[d]) {
      d++;
    }
    int[] rows = domains.rows(d);
    return rows[(int) (within * rows.length)];
  }

  /** How good a model's answer is to this tenant, 0..1; {@code coin} uniform in [0, 1). */
  public double quality(RoutingRow row, int model, double coin) {
    double base = row.quality(stands[model]);
    if (up[model] == 0 && down[model] == 0) {
      return base;
    }
    return coin < base * (1 - down[model]) + (1 - base) * up[model] ? 1 : 0;
  }

  /** What its users say of an answer of this quality. */
  public double told(double quality) {
    return kind == TenantKind.HOSTILE ? 1 - quality : quality;
  }

  /** What fixed choices cost this tenant a request, without a model if one is named. */
  public HindsightReferences references(int without) {
    BitSet present = new BitSet();
    present.set(0, quality.length);
    if (without >= 0) {
      present.clear(without);
    }
    return HindsightReferences.of(List.of(new SentRequest(quality, costUsd, present)));
  }

  /**
   * The share of requests that the cheapest fixed mixture which keeps a target gives to a model; of
   * a target out of reach the best model has all.
   */
  public double hindsightShare(int model, double target) {
    double least = Double.POSITIVE_INFINITY;
    double share = 0;
    int best = 0;
    for (int a = 0; a < quality.length; a++) {
      best = quality[a] > quality[best] ? a : best;
      for (int b = 0; b < quality.length; b++) {
        boolean mixes = quality[a] < target && quality[b] >= target;
        double ofB = mixes ? (target - quality[a]) / (quality[b] - quality[a]) : 1;
        double cost = (1 - ofB) * costUsd[a] + ofB * costUsd[b];
        if (quality[b] >= target && cost < least) {
          least = cost;
          share = (b == model ? ofB : 0) + (a == model && a != b ? 1 - ofB : 0);
        }
      }
    }
    return least < Double.POSITIVE_INFINITY ? share : best == model ? 1 : 0;
  }

  /** Satisfaction at a share of the way from the cheapest model's to the best one's, 0..1. */
  public double between(double share) {
    double low = low();
    return low + share * (high() - low);
  }

  /** Whether there is a way from the cheapest to the best, with room for promises on it. */
  public boolean hasRoom() {
    return high() - low() >= 0.02;
  }

  private double low() {
    int cheapest = 0;
    double least = 1;
    for (int m = 0; m < quality.length; m++) {
      cheapest = costUsd[m] < costUsd[cheapest] ? m : cheapest;
      least = Math.min(least, quality[m]);
    }
    return high() - quality[cheapest] < 0.02 ? least : quality[cheapest];
  }

  private double high() {
    double high = 0;
    for (double each : quality) {
      high = Math.max(high, each);
    }
    return high;
  }
}
