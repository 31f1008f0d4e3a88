package dev.surety.tools.journal;

import dev.surety.output.terminal.BrokenInput;

/** A journal that can't be read or makes no sense; the message says where, and how to mend. */
public final class BrokenJournal extends BrokenInput {

  private static final long serialVersionUID = 1L;

  public BrokenJournal(String message) {
    super(message);
  }

  public BrokenJournal(String message, Throwable cause) {
    super(message, cause);
  }
}
