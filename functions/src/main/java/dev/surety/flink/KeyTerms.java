package dev.surety.flink;

import dev.surety.engine.Account;
import java.io.Serializable;

/**
 * How many keys there may be: what bounds the state that strangers can make ROUTE keep.
 *
 * @param newPerMinute keys that one subtask takes in per minute by promises with {@code *}; 0 sets
 *     no bound
 * @param newAtOnce so many of them may come at once, before the rate counts; at least 1
 * @param removeAfterMillis a key without traffic for this long is forgotten; 0 never
 */
public record KeyTerms(int newPerMinute, int newAtOnce, long removeAfterMillis)
    implements Serializable {

  /** Everybody is taken in, and kept for ever. */
  public static final KeyTerms UNBOUNDED = new KeyTerms(0, 1, 0);

  /** Checks take place on a grid this much finer than the age, so that a key has few timers. */
  private static final int CHECKS = 16;

  /** A restored job reads what came while it was away before it takes anybody for silent. */
  private static final long MOST_PATIENCE_MILLIS = 3_600_000;

  boolean removes() {
    return removeAfterMillis > 0;
  }

  /**
   * Whether a key has been silent for long enough to be forgotten. Not before the windows of its
   * budgets are over: it would come back with all of their money.
   */
  boolean isForgotten(Account account, long now) {
    return removes() && now - account.clock >= removeAfterMillis && now >= spendsUntil(account);
  }

  private static long spendsUntil(Account account) {
    return Math.max(account.budget.window.end, account.shared.window.end);
  }

  /** When to look whether a key is to be forgotten: on the grid, and after now. */
  long removalCheck(Account account, long now) {
    long grid = Math.max(1, removeAfterMillis / CHECKS);
    long silent = Math.max(account.clock + removeAfterMillis, spendsUntil(account));
    long due = Math.max(silent, now + 1);
    return (Math.floorDiv(due - 1, grid) + 1) * grid;
  }

  /** How long after a restore nobody is forgotten. */
  long patienceMillis() {
    return Math.min(removeAfterMillis, MOST_PATIENCE_MILLIS);
  }
}
