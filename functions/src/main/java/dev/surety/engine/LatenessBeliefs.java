package dev.surety.engine;

import java.util.Arrays;

/**
 * How likely a model's answer is late, by model and by the context of the request (a tag's bucket).
 * Every answer whose time is told counts, judged or not, and what failed counts as late. Evidence
 * fades over the last few hundred answers, so that a model that has become slow, or quick, is found
 * out. A context of which little is known leans on its model, and a model on what is believed of it
 * beforehand.
 */
public final class LatenessBeliefs {

  /** Answers over which evidence fades. */
  private static final double MEMORY = 500;

  private static final double KEPT = 1 - 1 / MEMORY;

  /** Answers that what is known of the model counts for in a context. */
  private static final double LEANING = 6;

  private static final double[] NONE = {};

  /** By model slot: answers whose time was told, and late ones; both fade. */
  public double[] seen = NONE;

  public double[] late = NONE;

  /** By bucket, then by slot: the same. */
  public double[][] seenIn = {};

  public double[][] lateIn = {};

  /** Forgets everything. */
  void clear() {
    seen = NONE;
    late = NONE;
    forgetContexts();
  }

  /** The contexts are others from now on. */
  void forgetContexts() {
    seenIn = new double[0][];
    lateIn = new double[0][];
  }

  /** An answer's time was told, or that there was none. */
  void take(int slot, int bucket, boolean wasLate) {
    reserve(slot, bucket);
    double one = wasLate ? 1 : 0;
    seen[slot] = KEPT * seen[slot] + 1;
    late[slot] = KEPT * late[slot] + one;
    seenIn[bucket][slot] = KEPT * seenIn[bucket][slot] + 1;
    lateIn[bucket][slot] = KEPT * lateIn[bucket][slot] + one;
  }

  /**
   * What was told of an answer's time is replaced. As the first word has faded since, by little,
   * the counts are held to what they can be.
   */
  void revise(int slot, int bucket, boolean isLate) {
    reserve(slot, bucket);
    double change = isLate ? 1 : -1;
    late[slot] = Math.max(0, Math.min(seen[slot], late[slot] + change));
    lateIn[bucket][slot] =
        Math.max(0, Math.min(seenIn[bucket][slot], lateIn[bucket][slot] + change));
  }

  private void reserve(int slot, int bucket) {
    if (slot >= seen.length) {
      seen = Arrays.copyOf(seen, slot + 1);
      late = Arrays.copyOf(late, slot + 1);
    }
    if (bucket >= seenIn.length) {
      int before = seenIn.length;
      seenIn = Arrays.copyOf(seenIn, bucket + 1);
      lateIn = Arrays.copyOf(lateIn, bucket + 1);
      Arrays.fill(seenIn, before, bucket + 1, NONE);
      Arrays.fill(lateIn, before, bucket + 1, NONE);
    }
    if (slot >= seenIn[bucket].length) {
      seenIn[bucket] = Arrays.copyOf(seenIn[bucket], slot + 1);
      lateIn[bucket] = Arrays.copyOf(lateIn[bucket], slot + 1);
    }
  }

  /** Answers of a model that it rests on. */
  double answers(int slot) {
    return slot < seen.length ? seen[slot] : 0;
  }

  /** Chance that a model's answer is late, context apart. */
  double late(int slot, double before, double weight) {
    double answers = answers(slot);
    double lateOnes = slot < late.length ? late[slot] : 0;
    return (lateOnes + weight * before) / (answers + weight);
  }

  /**
   * The same in a context.
   *
   * @param before what is believed beforehand, 0..1
   * @param weight answers that this counts for, above 0
   */
  double late(int slot, int bucket, double before, double weight) {
    double model = late(slot, before, weight);
    if (bucket >= seenIn.length || slot >= seenIn[bucket].length) {
      return model;
    }
    return (lateIn[bucket][slot] + LEANING * model) / (seenIn[bucket][slot] + LEANING);
  }
}
