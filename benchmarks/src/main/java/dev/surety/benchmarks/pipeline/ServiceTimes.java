package dev.surety.benchmarks.pipeline;

import java.util.concurrent.atomic.AtomicLongArray;

/**
 * A histogram of times: 16 classes of equal width for every power of two, so a quantile is off by
 * at most 1/16 of itself. One thread writes, others may read.
 */
public final class ServiceTimes {

  private static final int FINE_BITS = 4;
  private static final int FINE = 1 << FINE_BITS;

  private final AtomicLongArray counts = new AtomicLongArray(64 * FINE);

  void add(long nanos) {
    int at = index(Math.max(FINE, nanos));
    counts.lazySet(at, counts.get(at) + 1);
  }

  private static int index(long nanos) {
    int power = 63 - Long.numberOfLeadingZeros(nanos);
    return power * FINE + (int) (nanos >>> power - FINE_BITS & FINE - 1);
  }

  public long count() {
    long all = 0;
    for (int i = 0; i < counts.length(); i++) {
      all += counts.get(i);
    }
    return all;
  }

  /**
   * The time that a share of all stayed below, nanoseconds; NaN of nothing.
   *
   * @param share 0..1
   */
  public double quantile(double share) {
    long all = count();
    long below = 0;
    for (int i = 0; i < counts.length(); i++) {
      below += counts.get(i);
      if (all > 0 && below >= share * all) {
        return Math.scalb(1 + (i % FINE + 1.0) / FINE, i / FINE);
      }
    }
    return Double.NaN;
  }
}
