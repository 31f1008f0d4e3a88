package dev.surety.estimator;

import dev.surety.domain.Features;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;

/**
 * One mean a model, without context. A model never judged is expected to satisfy {@value #PRIOR}.
 */
public final class RunningMeans implements SatisfactionEstimator {

  /** Equal for all models, so that the cheapest is tried first until evidence tells them apart. */
  public static final double PRIOR = 0.5;

  /** Sum of satisfactions, by slot. */
  public double[] sum = new double[0];

  /** Number of judgements, by slot. */
  public long[] count = new long[0];

  /** The stored form. */
  public void write(DataOutput out) throws IOException {
    StoredArrays.writeDoubles(sum, out);
    StoredArrays.writeLongs(count, out);
  }

  /** The inverse of {@link #write}. */
  public static RunningMeans read(DataInput in) throws IOException {
    RunningMeans means = new RunningMeans();
    means.sum = StoredArrays.readDoubles(in);
    means.count = StoredArrays.readLongs(in);
    return means;
  }

  @Override
  public void ensureSlots(int slots) {
    if (slots > sum.length) {
      sum = Arrays.copyOf(sum, slots);
      count = Arrays.copyOf(count, slots);
    }
  }

  @Override
  public int slots() {
    return sum.length;
  }

  @Override
  public long labels(int slot) {
    return count[slot];
  }

  @Override
  public boolean isFinite() {
    return Double.isFinite(Arrays.stream(sum).sum());
  }

  @Override
  public void forget(int slot) {
    sum[slot] = 0;
    count[slot] = 0;
  }

  /**
   * Surrogates may carry the mean out of the interval, and so does rounding once a word is revised.
   * A sum that is no number has no mean: {@link Double#NaN}.
   */
  @Override
  public double predict(int slot, Features features) {
    if (count[slot] == 0) {
      return PRIOR;
    }
    double mean = sum[slot] / count[slot];
    return Double.isFinite(mean) ? Math.max(0, Math.min(1, mean)) : Double.NaN;
  }

  /** Takes in {@code answers} satisfactions at once, which may be estimates outside [0, 1]. */
  public void learnSum(int slot, double satisfactions, long answers) {
    sum[slot] += satisfactions;
    count[slot] += answers;
  }

  /** Exact: the number of judgements stays. A slot that was forgotten since has nothing to mend. */
  @Override
  public void revise(int slot, Features features, double was, double is, double learningRate) {
    if (count[slot] > 0) {
      sum[slot] += is - was;
    }
  }

  @Override
  public void learn(int slot, Features features, double satisfaction, double learningRate) {
    sum[slot] += satisfaction;
    count[slot]++;
  }
}
