package dev.surety.tools.savepoint;

/** A savepoint that can't be read or isn't ours; the message says where, and how to mend. */
public final class BrokenSavepoint extends RuntimeException {

  BrokenSavepoint(String message, Throwable cause) {
    super(message, cause);
  }
}
