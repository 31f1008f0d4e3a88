package dev.surety.tools.journal;

import dev.surety.domain.JournalRow;

/**
 * Takes the rows of one life of a key through the engine.
 *
 * @param <R> what is said of it
 */
public interface KeyRun<R> {

  /** Takes the next row, in the order of seq. */
  void add(JournalRow row);

  /** The state after the last row, or {@code null} if the key was removed: none. */
  FoldedKey finish();

  /** Of all rows, once they are at their end. */
  R report();
}
