package dev.surety.policy.fleet;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.SortedMap;

/**
 * Makes a version of a fleet's sums: rates by context and model, shrunk to the sum of a level per
 * model and an effect per context, the levels to a line over the logarithm of cost (fourth routing
 * study, section 6.1). Nothing enters it behind which too few tenants stand, so nothing that is
 * published can be told from what they gave: such cells of a model count together if enough tenants
 * stand behind them together, and not at all otherwise.
 */
public final class FleetEstimate {

  /** Tenants that have to stand behind a cell, so that it says nothing of any of them. */
  public static final int FEWEST_TENANTS = 5;

  /** Contexts with rates of their own, and one row for all others. */
  static final int BUCKETS = 16;

  private static final double LEAST_LOG_COST = StrictMath.log(1e-4);

  private final int buckets;
  private final int fewest;

  private int cells;
  private int withheldCells;

  public FleetEstimate() {
    this(BUCKETS, FEWEST_TENANTS);
  }

  /** Of one who knows all that the tenants say, as the studies do: nothing is kept back. */
  public static FleetEstimate ofAllTenants() {
    return new FleetEstimate(BUCKETS, 0);
  }

  FleetEstimate(int buckets, int fewest) {
    this.buckets = buckets;
    this.fewest = fewest;
  }

  /**
   * The next version. The sums then begin to count what comes for the one after it.
   *
   * @param members all there are
   * @param number of the version, above the last one's
   */
  public FleetPrior publish(FleetSums sums, Iterable<FleetMember> members, long number) {
    sums.since = 0;
    sums.version = number;
    int[] named = named(sums);
    FleetCells table = new FleetCells(sums, named);
    table.keepBack(
        FleetBacking.of(sums, members, context -> FleetCells.row(named, context)), fewest);
    cells = table.cells();
    withheldCells = table.withheldCells();
    double[] line = line(table, sums.logCost);
    double[][] rates = table.rates(line);
    List<String> known = new ArrayList<>();
    List<double[]> columns = new ArrayList<>();
    for (int m = 0; m < table.models(); m++) {
      if (table.weight(m) > 0) {
        known.add(sums.models.get(m));
        columns.add(column(rates, m));
      }
    }
    JudgeRates judge = JudgeEstimate.of(sums, members, known, fewest);
    return FleetPrior.of(named, known, columns, table.mix(), sums.members, judge);
  }

  /** Models in contexts that the last version was made of. */
  public int cells() {
    return cells;
  }

  /** Those that it was not made of, as too few tenants stand behind them. */
  public int withheldCells() {
    return withheldCells;
  }

  /** The contexts with rows of their own: the most used ones, the most used first. */
  private int[] named(FleetSums sums) {
    return sums.contexts.entrySet().stream()
        .filter(c -> c.getKey() != Lesson.OTHER && c.getValue().mix > 0)
        .sorted(
            Comparator.<SortedMap.Entry<Integer, FleetSums.Context>>comparingDouble(
                    c -> -c.getValue().mix)
                .thenComparing(SortedMap.Entry::getKey))
        .limit(buckets - 1)
        .mapToInt(SortedMap.Entry::getKey)
        .toArray();
  }

  private static double[] column(double[][] table, int m) {
    return Arrays.stream(table).mapToDouble(row -> row[m]).toArray();
  }

  /** [lev] Where each model stands on the line that its satisfaction rises along with cost. */
  static double[] line(FleetCells table, double[] logCosts) {
    double dearest = Double.NEGATIVE_INFINITY;
    for (int m = 0; m < table.models(); m++) {
      dearest = Math.max(dearest, logCosts[m]);
    }
    double[] logCost = new double[table.models()];
    for (int m = 0; m < table.models(); m++) {
      logCost[m] = Math.max(LEAST_LOG_COST, logCosts[m] - dearest);
    }
    double weight = 0;
    double x = 0;
    double y = 0;
    double xx = 0;
    double xy = 0;
    for (int m = 0; m < table.models(); m++) {
      double n = table.weight(m);
      if (n > 0) {
        double rate = table.satisfied(m) / n;
        double w = n / (1 + n / 30);
        weight += w;
        x += w * logCost[m];
        y += w * rate;
        xx += w * logCost[m] * logCost[m];
        xy += w * logCost[m] * rate;
      }
    }
    double[] line = new double[table.models()];
    if (weight > 0) {
      double slope = (40 * 0.1 + xy - x * y / weight) / (40 + Math.max(0, xx - x * x / weight));
      slope = clip(slope, 0, 0.2);
      for (int m = 0; m < line.length; m++) {
        line[m] = clip(y / weight + slope * (logCost[m] - x / weight), 0.03, 0.97);
      }
    }
    return line;
  }

  static double clip(double value, double low, double high) {
    return Math.min(high, Math.max(low, value));
  }
}
