package dev.surety.lab.baseline;

import dev.surety.lab.data.RoutingRow;
import java.util.Arrays;
import java.util.List;

/**
 * PROTEUS-lite (dossier 4.6): PROTEUS's rule, the most of {@code p_i(x) + mu b_i - (1 - mu)^gamma
 * c_i}, without its policy head: one constant mu for a target, the smallest of 0, 0.01 .. 1 with
 * which the validation rows reach it by their labels. All are tried, since satisfaction need not
 * rise with mu; if none reaches it, the one that comes nearest counts.
 *
 * <p>p is the mean of a row's neighbours, b the model's mean satisfaction less the pool's, c its
 * mean cost over the dearest model's; gamma stays where training would start it. A validation row
 * is never among its own neighbours, so the training rows serve for both.
 */
final class ConstantMu implements RowPolicy.Scores {

  /** 2 + 6 sigmoid(0), the start of training (dossier 4.3). */
  private static final double GAMMA = 5;

  private static final int GRID = 100;

  private final Neighbours neighbours;
  private final double[] boost;
  private final double[] cost;
  private final double mu;

  private ConstantMu(Neighbours neighbours, double[] boost, double[] cost, double mu) {
    this.neighbours = neighbours;
    this.boost = boost;
    this.cost = cost;
    this.mu = mu;
  }

  static ConstantMu calibrated(List<RoutingRow> validation, Neighbours neighbours, double target) {
    int models = validation.get(0).quality().length;
    double[] boost = new double[models];
    double[] cost = new double[models];
    for (RoutingRow row : validation) {
      for (int m = 0; m < models; m++) {
        boost[m] += row.quality(m) / validation.size();
        cost[m] += row.costUsd(m) / validation.size();
      }
    }
    double mean = Arrays.stream(boost).average().orElseThrow();
    double dearest = Arrays.stream(cost).max().orElseThrow();
    for (int m = 0; m < models; m++) {
      boost[m] -= mean;
      cost[m] /= dearest > 0 ? dearest : 1;
    }
    ConstantMu best = null;
    double most = -1;
    for (int i = 0; i <= GRID; i++) {
      ConstantMu candidate = new ConstantMu(neighbours, boost, cost, (double) i / GRID);
      double satisfied = candidate.on(validation);
      if (satisfied >= target) {
        return candidate;
      }
      if (satisfied > most) {
        most = satisfied;
        best = candidate;
      }
    }
    return best;
  }

  double mu() {
    return mu;
  }

  @Override
  public double[] of(RoutingRow row) {
    double[] p = neighbours.of(row).wide();
    double onCost = StrictMath.pow(1 - mu, GAMMA);
    double[] scores = new double[p.length];
    for (int m = 0; m < scores.length; m++) {
      scores[m] = onCost * cost[m] - p[m] - mu * boost[m];
    }
    return scores;
  }

  private double on(List<RoutingRow> rows) {
    double satisfied = 0;
    for (RoutingRow row : rows) {
      satisfied += row.quality(LabelOracle.cheapest(of(row)));
    }
    return satisfied / rows.size();
  }
}
