package dev.surety.flink;

import java.io.IOException;
import org.apache.flink.api.common.state.ValueState;

/**
 * One value of one key, as its owner left it; the state below has it when it was written back.
 *
 * @param <T> changed in place by its owner, who then calls {@link #update}
 */
final class HotValue<T> {

  private final ValueState<T> below;
  private T value;
  private boolean known;
  private boolean dirty;

  /**
   * @param below of the current key: nothing here is asked while that is another one
   */
  HotValue(ValueState<T> below) {
    this.below = below;
  }

  T value() throws IOException {
    if (!known) {
      value = below.value();
      known = true;
    }
    return value;
  }

  /** What is in memory, or {@code null}. */
  T held() {
    return value;
  }

  /** Whether it was looked at, so that {@link #held} says what is there. */
  boolean isKnown() {
    return known;
  }

  void update(T is) {
    value = is;
    known = true;
    dirty = true;
  }

  void clear() {
    below.clear();
    value = null;
    known = true;
    dirty = false;
  }

  boolean isDirty() {
    return dirty;
  }

  void writeBack() throws IOException {
    if (dirty) {
      below.update(value);
      dirty = false;
    }
  }
}
