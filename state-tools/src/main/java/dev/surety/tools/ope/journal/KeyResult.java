package dev.surety.tools.ope.journal;

import dev.surety.tools.ope.journal.RejectionReplay.Accepted;
import java.io.Serializable;

/**
 * What a key's rows came to.
 *
 * @param key {@code tenant/tier}
 * @param target promised last
 * @param value row by row; of the log itself where the question was another
 * @param asItIs simulated with nothing changed, or {@code null} if nothing was simulated
 * @param changed simulated scenario, likewise
 * @param replay rejection replay, or {@code null} if the log was not uniform or the question
 *     another
 */
record KeyResult(
    String key,
    double target,
    Counts counts,
    KeyValue value,
    Simulated asItIs,
    Simulated changed,
    Accepted replay)
    implements Serializable {

  /** Of a key whose decisions are still to be judged. */
  static KeyResult of(SpoolWork.Seen seen, double clip) {
    return new KeyResult(
        seen.key(), seen.target(), seen.counts(), KeyValue.empty(clip), null, null, null);
  }

  /**
   * Both together, of the same key in two histories: the promise is that of the later one. The sums
   * of this one grow.
   */
  KeyResult plus(KeyResult other) {
    counts.merge(other.counts);
    value.merge(other.value);
    return new KeyResult(
        key,
        Double.isNaN(other.target) ? target : other.target,
        counts,
        value,
        together(asItIs, other.asItIs),
        together(changed, other.changed),
        replay == null || other.replay == null ? null : replay.plus(other.replay));
  }

  private static Simulated together(Simulated one, Simulated other) {
    if (one != null && other != null) {
      one.merge(other);
    }
    return one == null ? other : one;
  }
}
