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

  /** Whether the state below has something, where it is known. */
  private boolean stored;

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
      stored = value != null;
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
    clearBelow();
    value = null;
    known = true;
    dirty = false;
  }

  boolean isDirty() {
    return dirty;
  }

  /** Whether the state below has it as it is, or may have it. */
  boolean isApart() {
    return !dirty && (stored || !known);
  }

  /** Takes what was kept with the rest of the key; nothing is below. */
  void unpark(T is) {
    value = is;
    known = true;
    stored = false;
  }

  /** It is kept with the rest of the key; nothing is below any more. */
  void park() {
    clearBelow();
    dirty = false;
  }

  /** To the state below, where it isn't there. */
  void writeBack() throws IOException {
    if (known && value != null && (dirty || !stored)) {
      below.update(value);
      stored = true;
      dirty = false;
    }
  }

  private void clearBelow() {
    if (stored || !known) {
      below.clear();
      stored = false;
    }
  }
}
