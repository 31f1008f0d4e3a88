package dev.surety.policy.proteus;

import dev.surety.policy.PolicyMemory;
import java.util.Arrays;

/**
 * What the labels of a tenant say beside the training data: by model slot and context bucket, how
 * many there were and by how much they were better than the artefact's mean for the tag.
 */
public final class ProteusLearner implements PolicyMemory.LearnedMemory {

  /** Tags share buckets where there are more of them. */
  public static final int BUCKETS = 16;

  /** Labels look back this far: the weight of older ones falls to 1/e. */
  static final double MEMORY = 4000;

  /** Labels' worth of trust in the artefact: of a model, and of a model in a bucket. */
  static final double MODEL_TRUST = 100;

  static final double BUCKET_TRUST = 100;

  private static final int ROW = BUCKETS + 1;

  /** The artefact's place of the model in each slot, or -1. */
  public short[] models = new short[0];

  /** Labels by slot: one number a bucket, then their sum over all buckets. */
  public float[] labels = new float[0];

  /** Sums of (label - expected), likewise. */
  public float[] surplus = new float[0];

  void ensureSlots(int slots) {
    int before = models.length;
    if (slots > before) {
      models = Arrays.copyOf(models, slots);
      Arrays.fill(models, before, slots, (short) -1);
      labels = Arrays.copyOf(labels, slots * ROW);
      surplus = Arrays.copyOf(surplus, slots * ROW);
    }
  }

  /** The artefact's place of a slot's model, or -1. */
  int model(int slot) {
    return slot < models.length ? models[slot] : -1;
  }

  /**
   * Labels came.
   *
   * @param count how many, or what they are worth
   * @param better sum of (label - expected)
   */
  void learn(int slot, int tag, double count, double better) {
    int row = slot * ROW;
    float kept = (float) StrictMath.exp(-count / MEMORY);
    for (int i = row; i < row + ROW; i++) {
      labels[i] *= kept;
      surplus[i] *= kept;
    }
    int cell = row + tag % BUCKETS;
    int all = row + BUCKETS;
    labels[cell] += (float) count;
    surplus[cell] += (float) better;
    labels[all] += (float) count;
    surplus[all] += (float) better;
  }

  /** A label turns out to be {@code better} by that much; the number of labels stays. */
  void revise(int slot, int tag, double better) {
    int row = slot * ROW;
    surplus[row + tag % BUCKETS] += (float) better;
    surplus[row + BUCKETS] += (float) better;
  }

  /**
   * By how much the model is better here than the artefact says: its mean surplus, shrunk towards
   * 0, and that of the bucket, shrunk towards the model's.
   */
  double offset(int slot, int tag) {
    int cell = slot * ROW + tag % BUCKETS;
    double model = offset(slot);
    return model + (surplus[cell] - labels[cell] * model) / (labels[cell] + BUCKET_TRUST);
  }

  /** The same over all tags. */
  double offset(int slot) {
    int all = slot * ROW + BUCKETS;
    return surplus[all] / (labels[all] + MODEL_TRUST);
  }

  /** Labels of all models, less what has faded. */
  double labels() {
    double labels = 0;
    for (int all = BUCKETS; all < this.labels.length; all += ROW) {
      labels += this.labels[all];
    }
    return labels;
  }

  /** Labels of a model, less what has faded. */
  double labels(int slot) {
    return labels[slot * ROW + BUCKETS];
  }

  boolean isFinite() {
    double sum = 0;
    for (int i = 0; i < labels.length; i++) {
      sum += labels[i] + surplus[i];
    }
    return Double.isFinite(sum);
  }

  /** From now on what the artefact says of a model is all that is known. */
  void forget(int slot) {
    if (slot < models.length) {
      Arrays.fill(labels, slot * ROW, (slot + 1) * ROW, 0);
      Arrays.fill(surplus, slot * ROW, (slot + 1) * ROW, 0);
    }
  }
}
