package dev.surety.policy.fleet;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntUnaryOperator;

/**
 * Who stands behind what a fleet could say: of each model, how many tenants have given labels in
 * which rows. Rows are the bits of a set, so those of several rows are counted once each.
 */
final class FleetBacking {

  /** By model: tenants by the set of rows in which they have given something of it. */
  private final List<Map<Integer, Integer>> tenants = new ArrayList<>();

  private FleetBacking(int models) {
    for (int m = 0; m < models; m++) {
      tenants.add(new HashMap<>());
    }
  }

  /**
   * Of all tenants there are.
   *
   * @param rowOf the row of a context, 0 to 30
   */
  static FleetBacking of(FleetSums sums, Iterable<FleetMember> members, IntUnaryOperator rowOf) {
    FleetBacking backing = new FleetBacking(sums.models.size());
    for (FleetMember member : members) {
      int[] rows = new int[sums.models.size()];
      for (int context : member.given.keySet()) {
        int row = 1 << rowOf.applyAsInt(context);
        for (int m = 0; m < rows.length; m++) {
          rows[m] |= member.gave(context, m, sums.tenure[m]) ? row : 0;
        }
      }
      for (int m = 0; m < rows.length; m++) {
        if (rows[m] != 0) {
          backing.tenants.get(m).merge(rows[m], 1, Integer::sum);
        }
      }
    }
    return backing;
  }

  /** Tenants that have given a label of a model in one at least of a set of rows. */
  int behind(int model, int rows) {
    int behind = 0;
    for (Map.Entry<Integer, Integer> some : tenants.get(model).entrySet()) {
      behind += (some.getKey() & rows) != 0 ? some.getValue() : 0;
    }
    return behind;
  }
}
