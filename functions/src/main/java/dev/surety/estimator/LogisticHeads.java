package dev.surety.estimator;

import dev.surety.domain.Features;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;

/**
 * A logistic head a model over a hashed feature vector: {@code s = sigmoid(bias + w . x)}, trained
 * by gradient descent on the binary cross-entropy with a step of {@code rate / sqrt(1 + n / 100)},
 * gradient norm clipped to 1 and weight decay {@value #DECAY} (dossier 2.3 and 3.3; the encoder is
 * replaced by hashed words, which gave the same cost and satisfaction on the authors' streams).
 *
 * <p>Dimensions grow with what was seen, so a tenant pays only for the features it uses.
 */
public final class LogisticHeads implements SatisfactionEstimator {

  static final double DECAY = 1e-4;

  /** Weights by slot and dimension; rows are as long as the highest dimension seen. */
  public float[][] weights = new float[0][];

  public float[] bias = new float[0];

  /** Judgements taken in, by slot. */
  public long[] count = new long[0];

  /** The stored form. */
  public void write(DataOutput out) throws IOException {
    StoredArrays.writeFloats(bias, out);
    StoredArrays.writeLongs(count, out);
    for (float[] row : weights) {
      StoredArrays.writeFloats(row, out);
    }
  }

  /** The inverse of {@link #write}. */
  public static LogisticHeads read(DataInput in) throws IOException {
    LogisticHeads heads = new LogisticHeads();
    heads.bias = StoredArrays.readFloats(in);
    heads.count = StoredArrays.readLongs(in);
    heads.weights = new float[heads.bias.length][];
    for (int slot = 0; slot < heads.weights.length; slot++) {
      heads.weights[slot] = StoredArrays.readFloats(in);
    }
    return heads;
  }

  @Override
  public void ensureSlots(int slots) {
    int known = weights.length;
    if (slots > known) {
      weights = Arrays.copyOf(weights, slots);
      Arrays.fill(weights, known, slots, new float[0]);
      bias = Arrays.copyOf(bias, slots);
      count = Arrays.copyOf(count, slots);
    }
  }

  @Override
  public int slots() {
    return weights.length;
  }

  @Override
  public long labels(int slot) {
    return count[slot];
  }

  @Override
  public boolean isFinite() {
    double sum = 0;
    for (int slot = 0; slot < bias.length; slot++) {
      sum += bias[slot];
      for (float weight : weights[slot]) {
        sum += weight;
      }
    }
    return Double.isFinite(sum);
  }

  @Override
  public void forget(int slot) {
    weights[slot] = new float[0];
    bias[slot] = 0;
    count[slot] = 0;
  }

  @Override
  public double predict(int slot, Features features) {
    return sigmoid(logit(slot, features));
  }

  /** What the sigmoid turns into a probability. */
  double logit(int slot, Features features) {
    float[] w = weights[slot];
    int[] indices = features.indices();
    double logit = bias[slot];
    for (int i = 0; i < indices.length && indices[i] < w.length; i++) {
      logit += product(w[indices[i]], features.values()[i]);
    }
    return logit;
  }

  static double sigmoid(double logit) {
    return 1 / (1 + StrictMath.exp(-logit));
  }

  @Override
  public void learn(int slot, Features features, double satisfaction, double learningRate) {
    learn(slot, features, satisfaction, learningRate, 1);
  }

  /**
   * @param weight of this judgement's loss
   */
  public void learn(
      int slot, Features features, double satisfaction, double learningRate, double weight) {
    double error = weight * (predict(slot, features) - satisfaction);
    double norm = Math.abs(error) * Math.sqrt(1 + squaredLength(features));
    double step = learningRate / Math.sqrt(1 + count[slot] / 100.0) * (norm > 1 ? 1 / norm : 1);
    int[] indices = features.indices();
    if (indices.length > 0 && indices[indices.length - 1] >= weights[slot].length) {
      weights[slot] = Arrays.copyOf(weights[slot], indices[indices.length - 1] + 1);
    }
    float[] w = weights[slot];
    for (int i = 0; i < indices.length; i++) {
      double gradient = error * features.values()[i] + DECAY * w[indices[i]];
      w[indices[i]] -= (float) (step * gradient);
    }
    bias[slot] -= (float) (step * error);
    count[slot]++;
  }

  @Override
  public void revise(int slot, Features features, double was, double is, double learningRate) {
    revise(slot, features, was, is, learningRate, 1);
  }

  /**
   * The gradient of a judgement is linear in it: of two judgements of one answer the steps differ
   * by {@code step * weight * (is - was) * x}, which is applied with the step of now. Exact while
   * nothing else was learned in between and neither step was clipped; later steps, which looked at
   * the head as it was, stay as they are.
   *
   * @param weight of this judgement's loss
   */
  public void revise(
      int slot, Features features, double was, double is, double learningRate, double weight) {
    if (count[slot] == 0) {
      return; // forgotten since
    }
    double error = weight * (was - is);
    double norm = Math.abs(error) * Math.sqrt(1 + squaredLength(features));
    double before = Math.max(0, count[slot] - 1);
    double step = learningRate / Math.sqrt(1 + before / 100.0) * (norm > 1 ? 1 / norm : 1);
    int[] indices = features.indices();
    float[] w = weights[slot];
    for (int i = 0; i < indices.length && indices[i] < w.length; i++) {
      w[indices[i]] -= (float) (step * error * features.values()[i]);
    }
    bias[slot] -= (float) (step * error);
  }

  /**
   * As wide as it has to be: a float, as old journals were folded with, unless that overflows. One
   * request's huge numbers would otherwise make the weights infinite, or not a number, for good.
   */
  private static double product(float left, float right) {
    float product = left * right;
    return Math.abs(product) <= Float.MAX_VALUE ? product : (double) left * right;
  }

  private static double squaredLength(Features features) {
    double sum = 0;
    for (float value : features.values()) {
      sum += product(value, value);
    }
    return sum;
  }
}
