package dev.surety.policy.surety;

import java.util.Arrays;

/**
 * Rates per tag bucket and model, shrunk to the sum of a level per model and an effect per bucket
 * (routing study, section 3.4). Where a version of the fleet's prior is in force levels and effects
 * are what the tenant is above the fleet's rates (fourth study, section 6.2).
 */
final class CellFit {
  private static final double MOST_WEIGHT = 1 << 20;

  private final SuretyConstants constants;
  private double[] nothing = {};

  CellFit(SuretyConstants constants) {
    this.constants = constants;
  }

  /** Fits all cells to the evidence as it stands. */
  void fit(SuretyLearner learner, boolean reaching) {
    TagCells cells = learner.cells;
    Precision precision = learner.precision;
    int models = cells.models();
    boolean ofFleet = learner.fleet != null;
    if (cells.deviating != ofFleet) {
      Arrays.fill(cells.level, ofFleet ? 0 : 0.5);
      cells.deviating = ofFleet;
    }
    for (int b = 0; b < cells.buckets(); b++) {
      double[] fleet = fleet(learner, b);
      double excess = 0;
      double weight = ofFleet ? constants.fleetCellLabels() : constants.bucketLabels();
      for (int m = 0, c = b * models; m < models; m++, c++) {
        excess += cells.satisfied[c] - cells.weight[c] * (fleet[m] + cells.level[m]);
        weight += cells.weight[c];
      }
      cells.effect[b] = precision.round(excess / weight);
      cells.costRatio[b] = precision.round((cells.paid[b] + 20) / (cells.expected[b] + 20));
    }
    if (ofFleet) {
      fitDeviations(learner);
    } else {
      fitLevels(learner);
    }
    double optimism = reaching ? constants.reachOptimism() : constants.optimism();
    for (int m = 0; m < models; m++) {
      cells.offset[m] =
          precision.round(optimistic(learner.models, m, optimism) - learner.models.rate[m]);
    }
    cells.asides = 0;
    derive(learner);
  }

  /** [md] Rate that a plan may count on: some standard errors above the estimate. */
  static double optimistic(ModelEvidence models, int m, double errors) {
    double hoped = models.rate[m] + errors * models.error[m];
    return hoped < 1 ? hoped : 1;
  }

  private void fitLevels(SuretyLearner learner) {
    TagCells cells = learner.cells;
    ModelEvidence evidence = learner.models;
    int models = cells.models();
    for (int m = 0; m < models; m++) {
      double warm = evidence.warmUps[m];
      double sum = constants.priorLabels() * evidence.prior[m] + warm;
      double weight = constants.priorLabels() + warm + evidence.warmDowns[m];
      for (int b = 0, c = m; b < cells.buckets(); b++, c += models) {
        sum += cells.satisfied[c] - cells.weight[c] * cells.effect[b];
        weight += cells.weight[c];
      }
      cells.level[m] = learner.precision.round(SatisfactionRates.clip(sum / weight, 0.01, 0.99));
    }
  }

  /** [g] Of models from the fleet's rates. */
  private void fitDeviations(SuretyLearner learner) {
    TagCells cells = learner.cells;
    ModelEvidence evidence = learner.models;
    int models = cells.models();
    for (int m = 0; m < models; m++) {
      double warm = evidence.warmUps[m] + evidence.warmDowns[m];
      double sum = evidence.warmUps[m] - warm * learner.fleet.mean[m];
      double weight = SatisfactionRates.priorLabels(constants, learner, m) + warm;
      for (int b = 0, c = m; b < cells.buckets(); b++, c += models) {
        double expected = fleet(learner, b)[m] + cells.effect[b];
        sum += cells.satisfied[c] - cells.weight[c] * expected;
        weight += cells.weight[c];
      }
      cells.level[m] = learner.precision.round(sum / weight);
    }
  }

  /** [F] The fleet's rates in a bucket by model; nothing where levels are not above them. */
  private double[] fleet(SuretyLearner learner, int bucket) {
    if (learner.fleet != null && learner.cells.deviating) {
      return learner.fleet.rates[learner.fleet.version.row(learner.cells.owner[bucket])];
    }
    if (nothing.length < learner.cells.models()) {
      nothing = new double[learner.cells.models()];
    }
    return nothing;
  }

  /** Derives the cells of the last fit from its levels and effects and what was set aside. */
  void derive(SuretyLearner learner) {
    TagCells cells = learner.cells;
    cells.refitted();
    for (int b = 0; b < cells.buckets(); b++) {
      derive(learner, b);
    }
    for (int i = 0; i < cells.asides; i++) {
      int c = cells.asideCell[i];
      cells.fitted[c] = cells.asideRate[i];
      cells.planned[c] = planned(cells.fitted[c], cells.offset[c % cells.models()]);
    }
  }

  private void derive(SuretyLearner learner, int bucket) {
    TagCells cells = learner.cells;
    Precision precision = learner.precision;
    int first = bucket * cells.models();
    double effect = cells.effect[bucket];
    double[] level = cells.level;
    double[] fitted = cells.fitted;
    double[] fleet = fleet(learner, bucket);
    boolean deviating = cells.deviating;
    double shrinkage = deviating ? constants.fleetCellLabels() : constants.cellLabels();
    for (int m = 0; m < level.length; m++) {
      double weight = cells.weight[first + m];
      double base = fleet[m] + level[m] + effect;
      base = deviating ? SatisfactionRates.clip(base, 0.01, 0.99) : base;
      double own = (cells.satisfied[first + m] - weight * base) / (shrinkage + weight);
      fitted[first + m] = precision.round(base + own);
    }
    for (int m = 0; m < level.length; m++) {
      cells.planned[first + m] = planned(fitted[first + m], cells.offset[m]);
    }
  }

  /**
   * Standard error of a cell's fitted rate: what its own labels leave open of how far it is from
   * level and effect, and the part that these still have in it, with the error of the model's rate
   * (our own derivation: the fit is the mean of a cell's labels with {@code shrinkage} labels of
   * the base).
   *
   * @param error of the model's rate over all buckets
   */
  double error(SuretyLearner learner, int bucket, int model, double error) {
    TagCells cells = learner.cells;
    int cell = bucket * cells.models() + model;
    double shrinkage = cells.deviating ? constants.fleetCellLabels() : constants.cellLabels();
    double all = shrinkage + cells.weight[cell];
    double rate = SatisfactionRates.clip(cells.fitted[cell], 0.01, 0.99);
    double ofBase = error * shrinkage / all;
    return Math.sqrt(rate * (1 - rate) / (all + 1) + ofBase * ofBase);
  }

  private static double planned(double fitted, double offset) {
    return SatisfactionRates.clip(fitted + offset, 0.01, 0.99);
  }

  /** Adds an outcome to a cell. */
  void learn(SuretyLearner learner, boolean reaching, int cell, double satisfied, double weight) {
    TagCells cells = learner.cells;
    if (!cells.setAside(cell)) {
      fit(learner, reaching);
      cells.setAside(cell);
    }
    cells.satisfied[cell] = learner.precision.round(cells.satisfied[cell] + satisfied);
    cells.weight[cell] = learner.precision.round(cells.weight[cell] + weight);
    // A 4-byte sum of many millions would no longer grow by one, and the rate creep up to 1.
    if (cells.weight[cell] > MOST_WEIGHT) {
      cells.satisfied[cell] /= 2;
      cells.weight[cell] /= 2;
    }
  }

  /**
   * After a model's evidence was replaced: its cells keep their shape, but count no more than the
   * new evidence and move with the new rate.
   */
  void follow(SuretyLearner learner, boolean reaching, int model, double own, double move) {
    TagCells cells = learner.cells;
    int models = cells.models();
    double sum = 0;
    for (int c = model; c < cells.weight.length; c += models) {
      sum += cells.weight[c];
    }
    if (sum == 0) {
      return;
    }
    double keep = Math.min(1, own / sum);
    for (int c = model; c < cells.weight.length; c += models) {
      if (cells.weight[c] != 0 || cells.satisfied[c] != 0) {
        double weight = keep * cells.weight[c];
        double satisfied = keep * cells.satisfied[c] + weight * move;
        learn(learner, reaching, c, satisfied - cells.satisfied[c], weight - cells.weight[c]);
      }
    }
  }
}
