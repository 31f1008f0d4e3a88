package dev.surety.engine;

import dev.surety.policy.ClosedOutcomes;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * How many answers, judgements and how much satisfaction there were by model slot and context
 * bucket. Cells are kept in ascending order, so the same counts have the same bytes however they
 * came about.
 */
public final class WindowCells {

  /** Slot in the upper half, bucket in the lower, ascending. */
  public int[] keys = new int[0];

  /** By cell: answers, judged or not. */
  public int[] answers = new int[0];

  /** By cell: answers that were judged. */
  public int[] judged = new int[0];

  /** By cell: sum of the judgements, 0..1 each. */
  public double[] up = new double[0];

  /** An answer was given, or ({@code -1}) turns out to be another model's. */
  void answer(int slot, int bucket, int count) {
    int cell = cell(key(slot, bucket));
    answers[cell] += count;
  }

  void judge(int slot, int bucket, double satisfaction) {
    int cell = cell(key(slot, bucket));
    judged[cell]++;
    up[cell] += satisfaction;
  }

  /** A judged answer is judged anew: so much moves from one side to the other. */
  void revise(int slot, int bucket, double was, double is) {
    int cell = cell(key(slot, bucket));
    // Sums of fractions may miss what they are made of by the last bit.
    up[cell] = Math.max(0, Math.min(judged[cell], up[cell] + (float) is - (float) was));
  }

  void add(WindowCells other) {
    for (int i = 0; i < other.keys.length; i++) {
      int cell = cell(other.keys[i]);
      answers[cell] += other.answers[i];
      judged[cell] += other.judged[i];
      up[cell] += other.up[i];
    }
  }

  List<ClosedOutcomes> outcomes() {
    List<ClosedOutcomes> outcomes = new ArrayList<>(keys.length);
    for (int i = 0; i < keys.length; i++) {
      if (answers[i] > 0) {
        // What was taken back may leave less than nothing of a sum: the rounding of it.
        double satisfied = Math.max(0, Math.min(judged[i], up[i]));
        outcomes.add(
            new ClosedOutcomes(
                keys[i] >>> 16,
                keys[i] & 0xffff,
                Math.max(0, answers[i] - judged[i]),
                satisfied,
                judged[i] - satisfied));
      }
    }
    return outcomes;
  }

  private static int key(int slot, int bucket) {
    return slot << 16 | (bucket & 0xffff);
  }

  /** Position of a cell, made if it is new. */
  private int cell(int key) {
    int found = Arrays.binarySearch(keys, key);
    if (found >= 0) {
      return found;
    }
    int at = -found - 1;
    int size = keys.length;
    keys = opened(keys, at);
    answers = opened(answers, at);
    judged = opened(judged, at);
    double[] wider = new double[size + 1];
    System.arraycopy(up, 0, wider, 0, at);
    System.arraycopy(up, at, wider, at + 1, size - at);
    up = wider;
    keys[at] = key;
    return at;
  }

  private static int[] opened(int[] values, int at) {
    int[] wider = new int[values.length + 1];
    System.arraycopy(values, 0, wider, 0, at);
    System.arraycopy(values, at, wider, at + 1, values.length - at);
    return wider;
  }
}
