package dev.surety.lab.train;

import dev.surety.features.HashingFeaturizer;

/**
 * Settings of a training (dossier 4.3); those the paper does not state are the dossier's.
 *
 * @param words hashed dimensions of the prompt, a power of two, or 0
 * @param terms words and pairs of words that are read of a prompt, from its start
 * @param hidden units of the encoder's first layer
 * @param embedding length of z
 * @param policyHidden units of each hidden layer of the policy head
 * @param headSteps batches that encoder and performance head learn from
 * @param steps batches that the policy head learns from
 * @param alpha weight of cost in the reward
 * @param dual how the dual variable is kept
 */
record TrainingSettings(
    int words,
    int terms,
    int hidden,
    int embedding,
    int policyHidden,
    int headSteps,
    int steps,
    int batch,
    double learningRate,
    double alpha,
    Dual dual,
    long seed) {

  /** How the dual variable is kept. */
  public enum Dual {
    /** One for each of a dozen ranges of tau, on a logarithmic scale: quality follows tau. */
    BINNED,
    /** One for all, at least 0, moved by 0.4 every 5 batches: as published. */
    SINGLE
  }

  /** Words as the job hashes them by default; paper's rate, steps and batch. */
  public static TrainingSettings defaults() {
    return new TrainingSettings(
        HashingFeaturizer.DEFAULT_DIMENSIONS,
        HashingFeaturizer.DEFAULT_TERMS,
        64,
        32,
        64,
        4000,
        10_000,
        64,
        3e-4,
        0.1,
        Dual.BINNED,
        1);
  }
}
