package dev.surety.tools.journal;

import dev.surety.domain.JournalRow;
import dev.surety.engine.RouterState;

/** Looks on while the rows of a key are folded; changes nothing. */
public interface FoldWatcher {

  /**
   * @param input the next row that is an input of the engine
   * @param state of the key, just before the input is applied
   */
  void before(JournalRow input, RouterState state);
}
