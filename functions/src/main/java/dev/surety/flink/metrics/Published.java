package dev.surety.flink.metrics;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import org.apache.flink.metrics.Gauge;

/**
 * A number that the task's thread writes and reporters read. A release store: whole and soon seen,
 * without a lock or a fence for the writer. One object and no more: a tenant has twenty of them,
 * and an event of his finds none of them in a cache.
 */
final class Published implements Gauge<Double> {

  private static final VarHandle VALUE;

  static {
    try {
      VALUE = MethodHandles.lookup().findVarHandle(Published.class, "value", double.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  private double value;

  void set(double now) {
    VALUE.setRelease(this, now);
  }

  /** By the one thread that writes. */
  void add(double more) {
    if (more != 0) {
      set(value + more);
    }
  }

  @Override
  public Double getValue() {
    return (double) VALUE.getAcquire(this);
  }
}
