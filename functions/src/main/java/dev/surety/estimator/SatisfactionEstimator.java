package dev.surety.estimator;

import dev.surety.domain.Features;

/** Predicts for every model slot how likely its answer satisfies. */
public sealed interface SatisfactionEstimator permits RunningMeans, LogisticHeads, BalancedHeads {

  /** Makes room for slots {@code 0..slots-1}; what is known of earlier slots stays. */
  void ensureSlots(int slots);

  /** How many slots there is room for. */
  int slots();

  /** Judgements that were learned from, by slot. */
  long labels(int slot);

  /** Whether all that was learned is finite. */
  boolean isFinite();

  /** Forgets what is known of a slot. */
  void forget(int slot);

  /** In [0, 1]. */
  double predict(int slot, Features features);

  /**
   * Takes in one judgement.
   *
   * @param satisfaction 0..1
   * @param learningRate step size, for estimators that descend a gradient
   */
  void learn(int slot, Features features, double satisfaction, double learningRate);

  /**
   * A judgement that was taken in turns out to be another one: means as if it had been that from
   * the start, gradients as if the difference of the two had come now.
   *
   * @param was as it was taken in, 0..1
   * @param is what counts instead, 0..1
   */
  void revise(int slot, Features features, double was, double is, double learningRate);
}
