package dev.surety.output.terminal;

/**
 * What a command was given, and can't be read: a journal, a savepoint. The message says what, where
 * and how to mend it, and is all that the user sees.
 */
public class BrokenInput extends RuntimeException implements InputFault {

  private static final long serialVersionUID = 1;

  protected BrokenInput(String message, Throwable cause) {
    super(message, cause);
  }

  protected BrokenInput(String message) {
    super(message);
  }
}
