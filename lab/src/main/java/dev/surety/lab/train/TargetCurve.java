package dev.surety.lab.train;

import dev.surety.policy.proteus.ProteusNetwork;
import dev.surety.policy.proteus.ProteusNetwork.Pass;
import dev.surety.policy.proteus.TrainedProteus;
import java.util.ArrayList;
import java.util.List;

/**
 * What a trained PROTEUS makes of rows at several targets, without any correction.
 *
 * @param correlation Pearson's, of target and mu over all rows and targets
 */
record TargetCurve(List<Point> points, double correlation) {

  static final int LEVELS = 9;

  /**
   * One target.
   *
   * @param satisfaction mean quality, 0..1
   * @param cost mean cost over the dearest model's
   * @param mu mean over the rows
   */
  record Point(double target, double satisfaction, double cost, double mu) {}

  /** At evenly spaced targets over the training range. */
  static TargetCurve of(TrainedProteus trained, Examples rows) {
    ScoredRows scored =
        ScoredRows.of(trained.network(), rows, trained.costBasis(), trained.costUnit());
    ProteusNetwork network = trained.network();
    Pass pass = new Pass(network);
    float[] boosts = new float[trained.boosts().length];
    for (int m = 0; m < boosts.length; m++) {
      boosts[m] = (float) trained.boosts()[m];
    }
    List<Point> points = new ArrayList<>();
    Correlation correlation = new Correlation();
    for (int level = 0; level < LEVELS; level++) {
      double scaled = 2.0 * level / (LEVELS - 1) - 1;
      double satisfied = 0;
      double paid = 0;
      double mus = 0;
      for (int row = 0; row < rows.size(); row++) {
        System.arraycopy(scored.z()[row], 0, pass.z, 0, pass.z.length);
        network.weigh(scaled, 1, pass);
        double mu = pass.mu();
        int m = scored.choose(row, mu, boosts, trained.gamma());
        satisfied += scored.quality()[row][m];
        paid += scored.paid()[row][m];
        mus += mu;
        correlation.add(scaled, mu);
      }
      double target =
          new TargetRange(trained.lowestTarget(), trained.highestTarget()).target(scaled);
      points.add(new Point(target, satisfied / rows.size(), paid / rows.size(), mus / rows.size()));
    }
    return new TargetCurve(List.copyOf(points), correlation.value());
  }
}
