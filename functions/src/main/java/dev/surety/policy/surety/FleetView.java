package dev.surety.policy.surety;

import dev.surety.policy.ModelNames;
import dev.surety.policy.fleet.FleetPrior;

/**
 * A version of the fleet's prior as a tenant sees it: by slot, and completed for models that the
 * fleet does not know. Those stand on a line through the known ones, in the tenant's own unit of
 * cost, and in a context as those do on average (fifth routing study, section 4). A function of the
 * version and of what the learner stores, so it is not stored.
 */
final class FleetView {

  final FleetPrior version;

  /** By slot. */
  final boolean[] known;

  /** By slot: place among the version's models, or -1. */
  final int[] index;

  /** [Fm] By slot. */
  final double[] mean;

  /** [F] By row of the version, then by slot. */
  final double[][] rates;

  private FleetView(FleetPrior version, int slots) {
    this.version = version;
    known = new boolean[slots];
    index = new int[slots];
    mean = new double[slots];
    rates = new double[version.rows()][slots];
  }

  static FleetView of(
      FleetPrior version, ModelNames names, SuretyLearner learner, SuretyConstants constants) {
    FleetView view = new FleetView(version, learner.modelCount());
    for (int m = 0; m < view.mean.length; m++) {
      int index = learner.models.isKnown(m) ? version.index(names.name(m)) : -1;
      view.known[m] = index >= 0;
      view.index[m] = index;
      for (int row = 0; index >= 0 && row < view.rates.length; row++) {
        view.rates[row][m] = version.rate(row, index);
      }
      view.mean[m] = index >= 0 ? version.mean(index) : 0;
    }
    view.complete(learner, constants);
    return view;
  }

  /** [lev] */
  private void complete(SuretyLearner learner, SuretyConstants constants) {
    ModelEvidence models = learner.models;
    double weight = 0;
    double cost = 0;
    double rate = 0;
    for (int m = 0; m < mean.length; m++) {
      if (known[m] && models.active[m]) {
        weight++;
        cost += models.logCost[m];
        rate += mean[m];
      }
    }
    double level = learner.terms.target();
    double slope = constants.slopePrior();
    if (weight > 0) {
      cost /= weight;
      level = rate / weight;
      slope = slope(models, cost, level, constants);
    }
    for (int m = 0; m < mean.length; m++) {
      if (!known[m]) {
        double above = weight > 0 ? models.logCost[m] - cost : 0;
        mean[m] = SatisfactionRates.clip(level + slope * above, 0.03, 0.97);
        for (double[] row : rates) {
          double typical = weight > 0 ? excess(models, row) / weight : 0;
          row[m] = SatisfactionRates.clip(mean[m] + typical, 0.015, 0.985);
        }
      }
    }
  }

  private double slope(ModelEvidence models, double cost, double rate, SuretyConstants constants) {
    double covariance = constants.slopeLabels() * constants.slopePrior();
    double variance = constants.slopeLabels();
    for (int m = 0; m < mean.length; m++) {
      if (known[m] && models.active[m]) {
        double d = models.logCost[m] - cost;
        covariance += constants.slopeLabelsPerModel() * d * (mean[m] - rate);
        variance += constants.slopeLabelsPerModel() * d * d;
      }
    }
    return SatisfactionRates.clip(covariance / variance, 0, constants.slopeMax());
  }

  private double excess(ModelEvidence models, double[] row) {
    double excess = 0;
    for (int m = 0; m < mean.length; m++) {
      excess += known[m] && models.active[m] ? row[m] - mean[m] : 0;
    }
    return excess;
  }

  /** [F - Fm] What a context adds to the mean of a model. */
  double excess(int context, int m) {
    return rates[version.row(context)][m] - mean[m];
  }
}
