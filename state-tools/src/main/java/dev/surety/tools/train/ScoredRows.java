package dev.surety.tools.train;

import dev.surety.policy.proteus.ProteusModel;
import dev.surety.policy.proteus.ProteusNetwork;

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

  static ScoredRows of(ProteusNetwork network, Examples rows, double costUnit) {
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
        cost[m] = rows.expected()[row][m] / costUnit;
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
    double weight = ProteusModel.costWeight(mu, gamma);
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
    double satisfied = 0;
    double paidSum = 0;
    for (int row = 0; row < size(); row++) {
      int m = choose(row, mu, boosts, gamma);
      satisfied += quality[row][m];
      paidSum += paid[row][m];
    }
    return new double[] {satisfied / size(), paidSum / size()};
  }
}
