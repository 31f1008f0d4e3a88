package dev.surety.tools.history;

import java.io.Serializable;
import java.util.function.BinaryOperator;
import org.apache.flink.api.common.accumulators.Accumulator;
import org.apache.flink.api.common.accumulators.SimpleAccumulator;

/** The sum of what all tasks of a job have found. */
final class Total<T extends Serializable> implements SimpleAccumulator<T> {

  private static final long serialVersionUID = 1L;

  /** Adds two values up. */
  interface Plus<T> extends BinaryOperator<T>, Serializable {}

  private final T zero;
  private final Plus<T> plus;
  private volatile T value; // the one task that adds is not the thread that reports

  /**
   * @param plus commutative, up to the order of what is only named
   */
  Total(T zero, Plus<T> plus) {
    this(zero, plus, zero);
  }

  private Total(T zero, Plus<T> plus, T value) {
    this.zero = zero;
    this.plus = plus;
    this.value = value;
  }

  @Override
  public void add(T more) {
    value = plus.apply(value, more);
  }

  @Override
  public T getLocalValue() {
    return value;
  }

  @Override
  public void resetLocal() {
    value = zero;
  }

  @Override
  public void merge(Accumulator<T, T> other) {
    add(other.getLocalValue());
  }

  @Override
  public Total<T> clone() {
    return new Total<>(zero, plus, value);
  }
}
