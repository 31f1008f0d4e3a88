package dev.surety.demo.traffic;

import dev.surety.lab.data.RoutingData;
import java.util.BitSet;
import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.IntStream;

/** The tenants of the demo and what is promised to them. */
public final class Tenants {

  private static final List<String> NAMES =
      List.of("acme", "globex", "initech", "umbra", "hooli", "stark");
  private static final List<String> TIERS = List.of("gold", "silver", "bronze");
  private static final double[] GAP_SHARE = {0.8, 0.55, 0.3};

  private Tenants() {}

  /**
   * Tenants of the tiers gold, silver, bronze in turn. The target of a tier is the quality of the
   * cheapest model plus 80, 55 or 30 % of the way to the best model, rounded to 0.01; never above
   * what the best model reaches.
   *
   * @param count number of tenants, at least 1
   * @param data the data whose means count
   * @param available the models that are in the pool from the start
   * @param target one target for all tenants in place of the tiers' own
   */
  public static List<Tenant> of(
      int count, RoutingData data, BitSet available, OptionalDouble target) {
    if (count < 1) {
      throw new IllegalArgumentException("the demo needs at least 1 tenant, not " + count);
    }
    double[] quality = data.meanQuality();
    double[] costUsd = data.meanCostUsd();
    int cheapest =
        available.stream()
            .boxed()
            .min((a, b) -> Double.compare(costUsd[a], costUsd[b]))
            .orElseThrow(() -> new IllegalArgumentException("no model is available"));
    double best = available.stream().mapToDouble(m -> quality[m]).max().orElseThrow();
    return IntStream.range(0, count)
        .mapToObj(
            i -> {
              int tier = i % TIERS.size();
              double own = tierTarget(quality[cheapest], best, GAP_SHARE[tier]);
              return new Tenant(name(i), TIERS.get(tier), target.orElse(own));
            })
        .toList();
  }

  /** {@code low} plus a share of the gap to {@code high}, to 0.01, and not above {@code high}. */
  static double tierTarget(double low, double high, double share) {
    double wanted = 100 * (low + share * (high - low));
    double rounded = Math.rint(wanted);
    return (rounded <= 100 * high ? rounded : Math.floor(wanted)) / 100;
  }

  private static String name(int index) {
    return index < NAMES.size() ? NAMES.get(index) : "tenant-" + (index + 1);
  }
}
