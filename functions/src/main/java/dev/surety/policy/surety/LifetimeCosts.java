package dev.surety.policy.surety;

import dev.surety.estimator.FadingMeans;
import dev.surety.estimator.LifetimeMeans;

/**
 * What layouts 1 and 2 of a learner knew of costs: real and listed costs of the answers, by model
 * and by tag bucket, summed over a tenant's life. {@link LifetimeMeans} says what is made of them.
 */
final class LifetimeCosts {

  private LifetimeCosts() {}

  /** Where they were read the sums stand in the place of the faded ones. */
  static void takeOver(SuretyLearner learner) {
    ModelEvidence models = learner.models;
    FadingMeans paid = models.paid;
    double[] ratios = new double[models.size()];
    double[] answers = new double[models.size()];
    for (int m = 0; m < ratios.length; m++) {
      double listed = paid.count[m];
      if (listed > 0 && models.listCost[m] > 0) {
        answers[m] = listed / models.listCost[m];
        ratios[m] = answers[m] * (paid.sum[m] / listed);
      }
    }
    LifetimeMeans.takeOver(ratios, answers, paid);
    if (learner.cells != null && learner.terms.learnsCosts()) {
      takeOver(learner.cells, paid.common());
    }
  }

  private static void takeOver(TagCells cells, double common) {
    for (int b = 0; b < cells.buckets(); b++) {
      if (cells.expected[b] > 0) {
        double ratio = FadingMeans.clip(cells.paid[b] / cells.expected[b], 1);
        cells.expected[b] = Math.min(LifetimeMeans.TRUSTED, cells.expected[b] / common);
        cells.paid[b] = ratio * cells.expected[b];
      }
    }
  }
}
