package dev.surety.job;

import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * A stopwatch of somebody who looks again and again. Where a look comes late the machine stood
 * still or is slow, and those who are listened for are late as well: of the time between two looks
 * no more counts than twice what was meant to be. For one thread.
 */
final class WatchfulTime implements LongSupplier {

  private final LongSupplier nanos;
  private long most;
  private long looked;
  private long passed;

  WatchfulTime(LongSupplier nanos) {
    this.nanos = nanos;
    looked = nanos.getAsLong();
  }

  /** From now on looks are meant to be so far apart. */
  void looksEvery(Duration interval) {
    most = 2 * interval.toNanos();
  }

  /** Nanoseconds that count, since it began. */
  @Override
  public long getAsLong() {
    long now = nanos.getAsLong();
    passed += Math.min(now - looked, most);
    looked = now;
    return passed;
  }
}
