package dev.surety.tools.savepoint;

import dev.surety.output.terminal.BrokenInput;

/** A savepoint that can't be read or isn't ours; the message says where, and how to mend. */
public final class BrokenSavepoint extends BrokenInput {

  private static final long serialVersionUID = 1L;

  BrokenSavepoint(String message, Throwable cause) {
    super(message, cause);
  }

  /** What went wrong at the bottom of Flink's wrappers. */
  static String root(Throwable e) {
    Throwable root = e;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    String message = root.getMessage() == null ? root.toString() : root.getMessage();
    return message.endsWith(".") ? message.substring(0, message.length() - 1) : message;
  }
}
