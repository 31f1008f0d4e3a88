package dev.surety.policy.fleet;

import java.util.Arrays;
import java.util.SortedMap;

/**
 * What a version is made of: sums by row (a context of its own, or all others) and model. Where
 * fewer tenants than asked stand behind a cell it enters nothing alone; such cells of a model are
 * its rest, and that counts for the model's level as one cell if enough tenants stand behind it.
 */
final class FleetCells {

  private final int models;

  /** [W, Y] By row and model; 0 where too few stand behind. */
  private final double[][] weight;

  private final double[][] satisfied;

  /** Share of requests by row. */
  private final double[] mix;

  /** [W] Of the rest, by row and model; 0 where too few stand behind all of a model's. */
  private final double[][] restWeight;

  /** [Y] Of the rest, by model. */
  private final double[] restSatisfied;

  private int cells;
  private int withheldCells;

  /**
   * @param named contexts with rows of their own; the last row is that of all others
   */
  FleetCells(FleetSums sums, int[] named) {
    int rows = named.length + 1;
    models = sums.models.size();
    weight = new double[rows][models];
    satisfied = new double[rows][models];
    mix = new double[rows];
    restWeight = new double[rows][models];
    restSatisfied = new double[models];
    double mixes = 0;
    for (SortedMap.Entry<Integer, FleetSums.Context> context : sums.contexts.entrySet()) {
      add(row(named, context.getKey()), context.getValue());
      mixes += context.getValue().mix;
    }
    for (int b = 0; b < rows; b++) {
      mix[b] = mixes > 0 ? mix[b] / mixes : 1.0 / rows;
    }
  }

  private void add(int row, FleetSums.Context sums) {
    for (int m = 0; m < sums.weight.length; m++) {
      weight[row][m] += sums.weight[m];
      satisfied[row][m] += sums.satisfied[m];
    }
    mix[row] += sums.mix;
  }

  /** The row of a context. */
  static int row(int[] named, int context) {
    for (int b = 0; b < named.length; b++) {
      if (named[b] == context) {
        return b;
      }
    }
    return named.length;
  }

  /**
   * Takes out what too few tenants stand behind.
   *
   * @param fewest tenants that have to
   */
  void keepBack(FleetBacking backing, int fewest) {
    for (int m = 0; m < models; m++) {
      int few = 0;
      for (int b = 0; b < mix.length; b++) {
        few |= backing.behind(m, 1 << b) < fewest ? 1 << b : 0;
      }
      keepBack(m, few, backing.behind(m, few) >= fewest);
    }
  }

  private void keepBack(int m, int few, boolean asRest) {
    for (int b = 0; b < mix.length; b++) {
      boolean alone = (few >> b & 1) == 0;
      if (weight[b][m] > 0) {
        cells += alone ? 1 : 0;
        withheldCells += alone || asRest ? 0 : 1;
      }
      if (!alone) {
        restWeight[b][m] = asRest ? weight[b][m] : 0;
        restSatisfied[m] += asRest ? satisfied[b][m] : 0;
        weight[b][m] = 0;
        satisfied[b][m] = 0;
      }
    }
    cells += sum(restWeight, m) > 0 ? 1 : 0;
  }

  /** Models in contexts that enter what is published; a rest is one. */
  int cells() {
    return cells;
  }

  /** Those that don't. */
  int withheldCells() {
    return withheldCells;
  }

  int models() {
    return models;
  }

  double[] mix() {
    return mix;
  }

  /** [W] Of a model, all that counts. */
  double weight(int m) {
    return sum(weight, m) + sum(restWeight, m);
  }

  /** [Y] Of a model, all that counts. */
  double satisfied(int m) {
    return sum(satisfied, m) + restSatisfied[m];
  }

  private static double sum(double[][] table, int m) {
    return Arrays.stream(table).mapToDouble(row -> row[m]).sum();
  }

  /**
   * [F] By row and model. Four rounds are enough for levels and effects to agree.
   *
   * @param line where each model stands by its cost
   */
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
        // Each label by its own context: a model is often asked where its like do well.
        sum += restSatisfied[m];
        for (int b = 0; b < effect.length; b++) {
          sum -= restWeight[b][m] * effect[b];
          labels += restWeight[b][m];
        }
        level[m] = FleetEstimate.clip(sum / labels, 0.01, 0.99);
      }
    }
    double[][] rates = new double[effect.length][models];
    for (int b = 0; b < effect.length; b++) {
      for (int m = 0; m < models; m++) {
        double base = level[m] + effect[b];
        double own = (satisfied[b][m] - weight[b][m] * base) / (30 + weight[b][m]);
        rates[b][m] = FleetEstimate.clip(base + own, 0.015, 0.985);
      }
    }
    return rates;
  }
}
