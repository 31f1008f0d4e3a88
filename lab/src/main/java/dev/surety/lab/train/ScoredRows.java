package dev.surety.lab.train;

import dev.surety.policy.proteus.CostBasis;
import dev.surety.policy.proteus.ProteusNetwork;
import dev.surety.policy.proteus.TrainedProteus;
import java.util.function.IntUnaryOperator;

/**
 * Rows after encoder and performance head, which are settled before the policy learns.
 *
 * @param z by row: the encoding
 * @param p by row and model: expected satisfaction
 * @param cost by row and model: expected cost in units of the score
 * @param quality by row and model: what came of it, 0..1
 * @param paid by row and model: what it cost over the dearest model's mean cost
 */
record ScoredRows(float[][] z, double[][] p, double[][] cost, float[][] quality, float[][] paid) {

  static ScoredRows of(ProteusNetwork network, Examples rows, CostBasis basis, double costUnit) {
    int n = rows.size();
    ScoredRows scored =
        new ScoredRows(
            new float[n][], new double[n][], new double[n][], rows.quality(), rows.paid());
    ProteusNetwork.Pass pass = new ProteusNetwork.Pass(network);
    for (int row = 0; row < n; row++) {
      network.encode(rows.tag()[row], rows.length()[row], rows.words()[row], pass);
      scored.z[row] = pass.z.clone();
      scored.p[row] = pass.p.clone();
      double[] cost = new double[network.models()];
      for (int m = 0; m < cost.length; m++) {
        double one = basis == CostBasis.REQUEST ? rows.expected()[row][m] : rows.usual()[m];
        cost[m] = one / costUnit;
      }
      scored.cost[row] = cost;
    }
    return scored;
  }

  int size() {
    return z.length;
  }

  /** The model of the highest score (dossier 4.2, formula 4). */
  int choose(int row, double mu, float[] boosts, double gamma) {
    double weight = TrainedProteus.costWeight(mu, gamma);
    int best = 0;
    double most = Double.NEGATIVE_INFINITY;
    for (int m = 0; m < boosts.length; m++) {
      double score = p[row][m] + mu * boosts[m] - weight * cost[row][m];
      if (score > most) {
        most = score;
        best = m;
      }
    }
    return best;
  }

  /** Mean quality and mean cost of one mu for all rows. */
  double[] atConstant(double mu, float[] boosts, double gamma) {
    return mean(row -> choose(row, mu, boosts, gamma));
  }

  /** Mean quality and mean cost if cost weighs this much, without boosts. */
  double[] atWeight(double weight) {
    return mean(
        row -> {
          int best = 0;
          for (int m = 1; m < p[row].length; m++) {
            double lead = p[row][m] - p[row][best] - weight * (cost[row][m] - cost[row][best]);
            best = lead > 0 ? m : best;
          }
          return best;
        });
  }

  /** Mean quality and mean cost of the best model. */
  double[] bestSingle() {
    double[] best = {-1, 0};
    for (int m = 0; m < p[0].length; m++) {
      int model = m;
      double[] single = mean(row -> model);
      best = single[0] > best[0] ? single : best;
    }
    return best;
  }

  private double[] mean(IntUnaryOperator chosen) {
    double satisfied = 0;
    double paidSum = 0;
    for (int row = 0; row < size(); row++) {
      int m = chosen.applyAsInt(row);
      satisfied += quality[row][m];
      paidSum += paid[row][m];
    }
    return new double[] {satisfied / size(), paidSum / size()};
  }
}
