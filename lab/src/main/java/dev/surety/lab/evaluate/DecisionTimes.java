package dev.surety.lab.evaluate;

import java.util.Arrays;

/**
 * How long the engine took from a request to its decision, in nanoseconds: an even sample of the
 * second half of a run, when what it uses is compiled and the policy has learned.
 */
final class DecisionTimes {

  private static final int MOST = 4096;

  private final int from;
  private final int step;
  private final long[] nanos;
  private int taken;

  DecisionTimes(int horizon) {
    from = horizon / 2;
    step = Math.max(1, (horizon - from) / MOST);
    nanos = new long[Math.min(MOST, horizon - from)];
  }

  void add(int t, long duration) {
    if (t >= from && (t - from) % step == 0 && taken < nanos.length) {
      nanos[taken++] = duration;
    }
  }

  /** Of the sample; at least one request must have been decided. */
  long median() {
    long[] sorted = Arrays.copyOf(nanos, taken);
    Arrays.sort(sorted);
    return sorted[taken / 2];
  }
}
