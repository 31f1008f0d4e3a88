package dev.surety.policy;

import dev.surety.estimator.SatisfactionEstimator;

/** Of policies that learn by a predictor alone. */
final class PredictorUpkeep implements PolicyUpkeep {

  static final PredictorUpkeep INSTANCE = new PredictorUpkeep();

  private PredictorUpkeep() {}

  @Override
  public void forget(PolicyMemory memory, int slot) {
    SatisfactionEstimator predictor = ((MessPlus.Predictor) memory.learned()).estimator();
    if (slot < predictor.slots()) {
      predictor.forget(slot);
    }
  }
}
