package dev.surety.tools.journal;

import dev.surety.output.terminal.BrokenInput;
import java.util.Optional;
import org.apache.flink.util.ExceptionUtils;

/** A journal that can't be read or makes no sense; the message says where, and how to mend. */
public final class BrokenJournal extends BrokenInput {

  private static final long serialVersionUID = 1L;

  public BrokenJournal(String message) {
    super(message);
  }

  public BrokenJournal(String message, Throwable cause) {
    super(message, cause);
  }

  /**
   * Why a job failed: what our own code said, out of all that Flink wrapped around it, or else the
   * innermost cause.
   *
   * @param otherwise what failed, before that cause
   */
  public static RuntimeException in(Throwable failure, String otherwise) {
    Optional<BrokenJournal> broken =
        ExceptionUtils.findThrowable(failure, BrokenJournal.class)
            .or(
                () ->
                    ExceptionUtils.findSerializedThrowable(
                        failure, BrokenJournal.class, BrokenJournal.class.getClassLoader()));
    if (broken.isPresent()) {
      return broken.get();
    }
    Throwable root = failure;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    return new IllegalStateException(otherwise + ": " + root, failure);
  }
}
