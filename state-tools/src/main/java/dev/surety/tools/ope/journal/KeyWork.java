package dev.surety.tools.ope.journal;

import dev.surety.domain.JournalRow;
import java.io.IOException;
import java.io.Serializable;

/** A fold over the rows of one key; the same whether Flink or a loop brings them. */
interface KeyWork {

  /** Takes the next row of the key, in the order of seq. */
  void add(JournalRow row);

  /** No row is left. */
  Serializable finish();

  /** Begins the work on a key. */
  interface Start extends Serializable {
    KeyWork start(String key);

    /** No key of this task is left. */
    default void end() throws IOException {}
  }
}
