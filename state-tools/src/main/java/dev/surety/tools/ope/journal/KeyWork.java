package dev.surety.tools.ope.journal;

import dev.surety.domain.JournalRow;

/**
 * A fold over the rows of one key; the same whoever brings them.
 *
 * @param <R> what it comes to
 */
interface KeyWork<R> {

  /** Takes the next row of the key, in the order of seq. */
  void add(JournalRow row);

  /** No row is left. */
  R finish();

  /**
   * Begins the work on a key.
   *
   * @param <R> what it comes to
   */
  interface Start<R> {
    KeyWork<R> start(String key);
  }
}
