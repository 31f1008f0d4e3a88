package dev.surety.flink.metrics;

import java.util.concurrent.atomic.AtomicLong;
import org.apache.flink.metrics.Gauge;

/**
 * A number that the task's thread writes and reporters read. A release store: whole and soon seen,
 * without a lock or a fence for the writer.
 */
final class Published implements Gauge<Double> {

  private final AtomicLong bits = new AtomicLong(Double.doubleToRawLongBits(0));

  void set(double value) {
    bits.setRelease(Double.doubleToRawLongBits(value));
  }

  /** By the one thread that writes. */
  void add(double value) {
    set(Double.longBitsToDouble(bits.getPlain()) + value);
  }

  @Override
  public Double getValue() {
    return Double.longBitsToDouble(bits.getAcquire());
  }
}
