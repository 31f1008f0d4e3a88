package dev.surety.tools.journal;

import java.util.Arrays;
import java.util.function.LongBinaryOperator;

/**
 * Which numbers of a key's rows are there, in whatever order they come: as ranges, of which a
 * journal that is whole has one. Not thread-safe.
 */
final class SeqRanges {

  /** From and to of each range, both inclusive; ranges ascend and don't touch. */
  private long[] bounds = new long[2];

  private int size;
  private long repeated;

  void add(long seq) {
    add(seq, seq);
  }

  void addAll(SeqRanges other) {
    repeated += other.repeated;
    for (int i = 0; i < other.size; i += 2) {
      add(other.bounds[i], other.bounds[i + 1]);
    }
  }

  private void add(long from, long to) {
    int at = size;
    if (size > 0 && from <= bounds[size - 1] + 1) {
      at = firstThatReaches(from);
    }
    int end = at;
    long low = from;
    long high = to;
    for (; end < size && bounds[end] <= to + 1; end += 2) {
      repeated += Math.max(0, Math.min(to, bounds[end + 1]) - Math.max(from, bounds[end]) + 1);
      low = Math.min(low, bounds[end]);
      high = Math.max(high, bounds[end + 1]);
    }
    replace(at, end, low, high);
  }

  /** The first range that ends at this number, before which there is none, or after it. */
  private int firstThatReaches(long from) {
    int low = 0;
    int high = size / 2;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (bounds[2 * middle + 1] + 1 < from) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return 2 * low;
  }

  private void replace(int at, int end, long low, long high) {
    int grown = size - (end - at) + 2;
    if (grown > bounds.length) {
      bounds = Arrays.copyOf(bounds, 2 * bounds.length);
    }
    System.arraycopy(bounds, end, bounds, at + 2, size - end);
    bounds[at] = low;
    bounds[at + 1] = high;
    size = grown;
  }

  /** The smallest number that is there. */
  long first() {
    return bounds[0];
  }

  /** The largest. */
  long last() {
    return bounds[size - 1];
  }

  /** Numbers that are missing between the first and the last. */
  long missing() {
    return holes((from, to) -> to - from + 1);
  }

  /** How many came, each time. */
  long all() {
    return last() - first() + 1 - missing() + repeated;
  }

  /** Numbers that came more than once, each time but the first. */
  long repeated() {
    return repeated;
  }

  /**
   * Adds up what is said of each hole.
   *
   * @param each takes its first and its last number
   */
  long holes(LongBinaryOperator each) {
    long sum = 0;
    for (int i = 2; i < size; i += 2) {
      sum += each.applyAsLong(bounds[i - 1] + 1, bounds[i] - 1);
    }
    return sum;
  }
}
