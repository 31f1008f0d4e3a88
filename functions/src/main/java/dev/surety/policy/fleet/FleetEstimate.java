package dev.surety.policy.fleet;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.SortedMap;

/**
 * Makes a version of a fleet's sums: rates by context and model, shrunk to the sum of a level per
 * model and an effect per context, the levels to a line over the logarithm of cost (fourth routing
 * study, section 6.1). A cell behind which stand too few tenants enters none of it, so nothing that
 * is published can be told from what they gave.
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
    Table table = new Table(named.length + 1, sums.models.size());
    double mixes = 0;
    for (SortedMap.Entry<Integer, FleetSums.Context> context : sums.contexts.entrySet()) {
      int row = row(named, context.getKey());
      table.add(row, context.getValue());
      mixes += context.getValue().mix;
    }
    int[][] behind = behind(sums, members, named);
    cells = 0;
    withheldCells = 0;
    for (int b = 0; b <= named.length; b++) {
      table.mix[b] = mixes > 0 ? table.mix[b] / mixes : 1.0 / (named.length + 1);
      for (int m = 0; m < table.models; m++) {
        boolean withheld = behind[b][m] < fewest;
        cells += table.weight[b][m] > 0 && !withheld ? 1 : 0;
        withheldCells += table.weight[b][m] > 0 && withheld ? 1 : 0;
        if (withheld) {
          table.weight[b][m] = 0;
          table.satisfied[b][m] = 0;
        }
      }
    }
    double[] line = line(table, sums.logCost);
    double[][] rates = table.rates(line);
    List<String> known = new ArrayList<>();
    List<double[]> columns = new ArrayList<>();
    for (int m = 0; m < table.models; m++) {
      if (Arrays.stream(column(table.weight, m)).sum() > 0) {
        known.add(sums.models.get(m));
        columns.add(column(rates, m));
      }
    }
    JudgeRates judge = JudgeEstimate.of(sums, members, known, fewest);
    return FleetPrior.of(named, known, columns, table.mix, sums.members, judge);
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

  private static int row(int[] named, int context) {
    for (int b = 0; b < named.length; b++) {
      if (named[b] == context) {
        return b;
      }
    }
    return named.length;
  }

  /** How many tenants have given a label, by row and model. */
  private static int[][] behind(FleetSums sums, Iterable<FleetMember> members, int[] named) {
    int models = sums.models.size();
    int[][] behind = new int[named.length + 1][models];
    for (FleetMember member : members) {
      boolean[][] gave = new boolean[named.length + 1][models];
      for (int context : member.given.keySet()) {
        boolean[] row = gave[row(named, context)];
        for (int m = 0; m < models; m++) {
          row[m] |= member.gave(context, m, sums.tenure[m]);
        }
      }
      for (int b = 0; b < gave.length; b++) {
        for (int m = 0; m < models; m++) {
          behind[b][m] += gave[b][m] ? 1 : 0;
        }
      }
    }
    return behind;
  }

  private static double[] column(double[][] table, int m) {
    return Arrays.stream(table).mapToDouble(row -> row[m]).toArray();
  }

  /** [lev] Where each model stands on the line that its satisfaction rises along with cost. */
  static double[] line(Table table, double[] logCosts) {
    double dearest = Double.NEGATIVE_INFINITY;
    for (int m = 0; m < table.models; m++) {
      dearest = Math.max(dearest, logCosts[m]);
    }
    double[] logCost = new double[table.models];
    for (int m = 0; m < table.models; m++) {
      logCost[m] = Math.max(LEAST_LOG_COST, logCosts[m] - dearest);
    }
    double weight = 0;
    double x = 0;
    double y = 0;
    double xx = 0;
    double xy = 0;
    for (int m = 0; m < table.models; m++) {
      double n = Arrays.stream(column(table.weight, m)).sum();
      if (n > 0) {
        double rate = Arrays.stream(column(table.satisfied, m)).sum() / n;
        double w = n / (1 + n / 30);
        weight += w;
        x += w * logCost[m];
        y += w * rate;
        xx += w * logCost[m] * logCost[m];
        xy += w * logCost[m] * rate;
      }
    }
    double[] line = new double[table.models];
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

  /** [W, Y] Sums by row and model, and the share of requests by row. */
  static final class Table {
    final int models;
    final double[][] weight;
    final double[][] satisfied;
    final double[] mix;

    Table(int rows, int models) {
      this.models = models;
      weight = new double[rows][models];
      satisfied = new double[rows][models];
      mix = new double[rows];
    }

    void add(int row, FleetSums.Context sums) {
      for (int m = 0; m < sums.weight.length; m++) {
        weight[row][m] += sums.weight[m];
        satisfied[row][m] += sums.satisfied[m];
      }
      mix[row] += sums.mix;
    }

    /** [F] Four rounds are enough for levels and effects to agree. */
    double[][] rates(double[] line) {
      double[] level = line.clone();
      double[] effect = new double[mix.length];
      for (int round = 0; round < 4; round++) {
        for (int b = 0; b < effect.length; b++) {
          double sum = 0;
          double labels = 10;
          for (int m = 0; m < models; m++) {
            sum += satisfied[b][m] - weight[b][m] * level[m];
            labels += weight[b][m];
          }
          effect[b] = sum / labels;
        }
        for (int m = 0; m < models; m++) {
          double sum = 8 * line[m];
          double labels = 8;
          for (int b = 0; b < effect.length; b++) {
            sum += satisfied[b][m] - weight[b][m] * effect[b];
            labels += weight[b][m];
          }
          level[m] = clip(sum / labels, 0.01, 0.99);
        }
      }
      double[][] rates = new double[effect.length][models];
      for (int b = 0; b < effect.length; b++) {
        for (int m = 0; m < models; m++) {
          double base = level[m] + effect[b];
          double own = (satisfied[b][m] - weight[b][m] * base) / (30 + weight[b][m]);
          rates[b][m] = clip(base + own, 0.015, 0.985);
        }
      }
      return rates;
    }
  }
}
