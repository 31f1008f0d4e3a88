package dev.surety.flink;

import java.util.HashMap;
import java.util.Map;
import java.util.function.ToLongFunction;
import org.apache.flink.api.common.state.MapState;

/**
 * The newest entries of one map of one key, by request. Those that are forgotten before they were
 * written back never come to the state below, which is what happens to most where the window is
 * shorter than the time between checkpoints. Of what is left to the state below a fingerprint
 * stays, so that a new request is not looked for there.
 *
 * @param <T> changed in place by its owner, who then calls {@link #put}
 */
final class HotMap<T> {

  /** So many are written at once rather than kept for the barrier, which must not take long. */
  private static final int MOST_DIRTY = 8_192;

  /** Of an entry beside its value: the request's id, and its place in the table. */
  private static final long ENTRY_BYTES = 80;

  private final MapState<String, T> below;
  private final ToLongFunction<T> size;
  private final long most;
  private final MissedLooks missed;
  private final Map<String, T> dirty = new HashMap<>();
  private final Map<String, T> clean = new HashMap<>();

  /** Of all entries, here and below; they say something while {@link #complete}. */
  private final Fingerprints prints = new Fingerprints();

  /** Of the entries here. */
  private long held;

  /** Whether what has no fingerprint is not below either. */
  private boolean complete;

  /** Whether some entries are below and not here. */
  private boolean shed;

  /** Whether there may be anything below. */
  private boolean stored;

  /** Whether what is clean is kept with the rest of the key, and not below. */
  private boolean parked;

  /**
   * @param below of the current key: nothing here is asked while that is another one
   * @param empty whether it is known to have no entries
   * @param size of a value in memory, bytes
   * @param most bytes of all; more are left to the state below
   * @param missed takes looks below
   */
  HotMap(
      MapState<String, T> below,
      boolean empty,
      ToLongFunction<T> size,
      long most,
      MissedLooks missed) {
    this.below = below;
    this.complete = empty;
    this.stored = !empty;
    this.size = size;
    this.most = most;
    this.missed = missed;
  }

  /** Takes what was kept with the rest of the key; nothing is below. */
  void unpark(Map<String, T> entries) {
    parked = true;
    complete = true;
    stored = false;
    clean.putAll(entries);
    entries.forEach(this::grow);
  }

  /** Whether all that there is is here. */
  boolean isWhole() {
    return complete && !shed;
  }

  int entries() {
    return dirty.size() + clean.size();
  }

  /** All entries, to be kept with the rest of the key; nothing is below any more. */
  Map<String, T> park() {
    clean.putAll(dirty);
    dirty.clear();
    if (stored) {
      below.clear();
      stored = false;
    }
    parked = true;
    return clean;
  }

  T get(String requestId) {
    if (complete && !prints.mayHave(requestId)) {
      return null;
    }
    T value = dirty.get(requestId);
    if (value == null) {
      value = clean.get(requestId);
    }
    if (value == null && !isWhole()) {
      missed.count++;
      value = KeyedOpenDecisions.get(below, requestId);
      if (value != null) {
        clean.put(requestId, value);
        grow(requestId, value);
      }
    }
    return value;
  }

  void put(String requestId, T value) {
    boolean known = !complete || prints.mayHave(requestId);
    T before = dirty.put(requestId, value);
    T cleanBefore = known ? clean.remove(requestId) : null;
    if (before == null && cleanBefore == null) {
      grow(requestId, value);
    }
    if (dirty.size() >= MOST_DIRTY) {
      writeBack();
    }
    if (bytes() > most) {
      shed();
      if (bytes() > most / 2) {
        prints.clear();
        complete = false;
      }
    }
  }

  private void grow(String requestId, T value) {
    held += ENTRY_BYTES + requestId.length() + size.applyAsLong(value);
    if (complete) {
      prints.add(requestId);
    }
  }

  /** Leaves all entries to the state below, but for their fingerprints. */
  void shed() {
    writeBack();
    shed |= !clean.isEmpty();
    clean.clear();
    held = 0;
  }

  void clear() {
    dirty.clear();
    clean.clear();
    prints.clear();
    held = 0;
    if (stored) {
      below.clear();
    }
    stored = false;
    complete = true;
    shed = false;
  }

  int dirty() {
    return dirty.size();
  }

  long bytes() {
    return held + prints.bytes();
  }

  /** Of entries, without their fingerprints. */
  long heldBytes() {
    return held;
  }

  /** To the state below, wherever they were before. */
  void writeBack() {
    if (parked) {
      store(clean);
      parked = false;
    }
    store(dirty);
    clean.putAll(dirty);
    dirty.clear();
  }

  private void store(Map<String, T> entries) {
    if (!entries.isEmpty()) {
      KeyedOpenDecisions.putAll(below, entries);
      stored = true;
    }
  }
}
