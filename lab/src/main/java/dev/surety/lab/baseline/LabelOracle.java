package dev.surety.lab.baseline;

import dev.surety.lab.data.RoutingData;
import dev.surety.lab.data.RoutingRow;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The label oracle at a target (dossier section 5): the cheapest model everywhere, then the
 * requests where another would satisfy more are upgraded in the order of what a unit of
 * satisfaction costs, until the mean reaches the target. For yes-or-no outcomes that is the order
 * of extra cost.
 */
final class LabelOracle implements RowPolicy.Scores {

  private record Upgrade(String rowId, int model, double gain, double extraUsd) {
    double usdPerGain() {
      return extraUsd / gain;
    }
  }

  private final int models;
  private final int cheapest;
  private final Map<String, Integer> upgraded = new HashMap<>();

  LabelOracle(RoutingData data, double target) {
    models = data.pool().size();
    cheapest = cheapest(data.meanCostUsd());
    double missing = target * data.size();
    List<Upgrade> upgrades = new ArrayList<>();
    for (int i = 0; i < data.size(); i++) {
      RoutingRow row = data.row(i);
      missing -= row.quality(cheapest);
      Upgrade best = best(row);
      if (best != null) {
        upgrades.add(best);
      }
    }
    upgrades.sort(Comparator.comparingDouble(Upgrade::usdPerGain));
    for (int i = 0; i < upgrades.size() && missing > 1e-9 * data.size(); i++) {
      Upgrade upgrade = upgrades.get(i);
      upgraded.put(upgrade.rowId(), upgrade.model());
      missing -= upgrade.gain();
    }
  }

  private Upgrade best(RoutingRow row) {
    Upgrade best = null;
    for (int m = 0; m < models; m++) {
      double gain = row.quality(m) - row.quality(cheapest);
      if (gain > 0) {
        Upgrade to = new Upgrade(row.id(), m, gain, row.costUsd(m) - row.costUsd(cheapest));
        best = best == null || to.usdPerGain() < best.usdPerGain() ? to : best;
      }
    }
    return best;
  }

  @Override
  public double[] of(RoutingRow row) {
    return RowPolicy.Scores.only(upgraded.getOrDefault(row.id(), cheapest), models);
  }

  static int cheapest(double[] cost) {
    int cheapest = 0;
    for (int m = 1; m < cost.length; m++) {
      cheapest = cost[m] < cost[cheapest] ? m : cheapest;
    }
    return cheapest;
  }
}
