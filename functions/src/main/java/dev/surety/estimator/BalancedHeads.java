package dev.surety.estimator;

import dev.surety.domain.Features;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;

/**
 * {@link LogisticHeads} whose loss weighs the rarer of the two outcomes up, so that a head of a
 * model that nearly always satisfies still learns what the exceptions look like: positive
 * judgements count {@code w = negatives / positives} times, between 0.1 and 10. That shifts the
 * head's odds by w, while routing needs probabilities, so {@code ln w} is taken off the logit again
 * (our derivation, dossier 2.3).
 */
public final class BalancedHeads implements SatisfactionEstimator {

  static final double MIN_WEIGHT = 0.1;
  static final double MAX_WEIGHT = 10;

  public final LogisticHeads heads;

  /** Sum of satisfactions, by slot. */
  public double[] positives;

  public BalancedHeads() {
    this(new LogisticHeads(), new double[0]);
  }

  public BalancedHeads(LogisticHeads heads, double[] positives) {
    this.heads = heads;
    this.positives = positives;
  }

  /** The stored form. */
  public void write(DataOutput out) throws IOException {
    StoredArrays.writeDoubles(positives, out);
    heads.write(out);
  }

  /** The inverse of {@link #write}. */
  public static BalancedHeads read(DataInput in) throws IOException {
    double[] positives = StoredArrays.readDoubles(in);
    return new BalancedHeads(LogisticHeads.read(in), positives);
  }

  @Override
  public void ensureSlots(int slots) {
    heads.ensureSlots(slots);
    if (slots > positives.length) {
      positives = Arrays.copyOf(positives, slots);
    }
  }

  @Override
  public int slots() {
    return heads.slots();
  }

  @Override
  public long labels(int slot) {
    return heads.labels(slot);
  }

  @Override
  public boolean isFinite() {
    return heads.isFinite() && Double.isFinite(Arrays.stream(positives).sum());
  }

  @Override
  public void forget(int slot) {
    heads.forget(slot);
    positives[slot] = 0;
  }

  @Override
  public double predict(int slot, Features features) {
    return LogisticHeads.sigmoid(
        heads.logit(slot, features) - StrictMath.log(positiveWeight(slot)));
  }

  @Override
  public void learn(int slot, Features features, double satisfaction, double learningRate) {
    learn(slot, features, satisfaction, learningRate, 1);
  }

  /**
   * @param weight of this judgement besides its outcome's, for instance against unequal chances of
   *     being chosen
   */
  public void learn(
      int slot, Features features, double satisfaction, double learningRate, double weight) {
    // Scaled so that the larger weight is 1: the heads' clipping would cut a larger one down.
    double larger = Math.max(1, positiveWeight(slot));
    double positive = satisfaction * positiveWeight(slot) / larger;
    double both = positive + (1 - satisfaction) / larger;
    // -a s ln p - b (1 - s) ln(1 - p) is the entropy of the score a s / (a s + b - b s), that
    // often.
    heads.learn(slot, features, positive / both, learningRate, weight * both);
    positives[slot] += satisfaction;
  }

  @Override
  public void revise(int slot, Features features, double was, double is, double learningRate) {
    revise(slot, features, was, is, learningRate, 1);
  }

  /**
   * The sum of satisfactions moves exactly, the head by the difference of the two judgements'
   * gradients at the weights of now, see {@link LogisticHeads#revise}.
   *
   * @param weight as {@link #learn} had it
   */
  public void revise(
      int slot, Features features, double was, double is, double learningRate, double weight) {
    if (heads.count[slot] == 0) {
      return; // forgotten since
    }
    // With p the head's own chance, the gradient of a judgement s is s * up * (p - 1) + (1 - s) * p
    // over the larger weight: linear in s again.
    double larger = Math.max(1, positiveWeight(slot));
    double p = LogisticHeads.sigmoid(heads.logit(slot, features));
    double up = positiveWeight(slot) / larger * (1 - p);
    double down = p / larger;
    heads.revise(
        slot,
        features,
        was * up - (1 - was) * down,
        is * up - (1 - is) * down,
        learningRate,
        weight);
    positives[slot] += is - was;
  }

  /** One outcome of each kind is taken as seen. */
  double positiveWeight(int slot) {
    double weight = (heads.count[slot] - positives[slot] + 1) / (positives[slot] + 1);
    return Math.max(MIN_WEIGHT, Math.min(MAX_WEIGHT, weight));
  }
}
