package dev.surety.job;

import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * A stopwatch of somebody who looks again and again. Where the whole machine stood still between
 * two looks nobody could be heard, and little of that time counts. For one thread.
 */
final class WatchfulTime implements LongSupplier {

  private final LongSupplier nanos;
  private final long most;
  private long looked;
  private long passed;

  /**
   * @param most counts between two looks
   */
  WatchfulTime(LongSupplier nanos, Duration most) {
    this.nanos = nanos;
    this.most = most.toNanos();
    looked = nanos.getAsLong();
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
