package dev.surety.tools.log;

import dev.surety.estimator.Sample;

/** What a log has of one model. */
final class ModelTally {

  long requests;
  long priced;
  double costUsd;
  final Sample labels = new Sample();

  void add(double cost, double label) {
    requests++;
    if (!Double.isNaN(cost)) {
      priced++;
      costUsd += cost;
    }
    if (!Double.isNaN(label)) {
      labels.judge(label);
    }
  }

  /** USD an answer, or NaN if no answer has a cost. */
  double meanCostUsd() {
    return priced == 0 ? Double.NaN : costUsd / priced;
  }
}
