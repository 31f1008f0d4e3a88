package dev.surety.trials.cluster;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.function.Predicate;

/** Looks again and again, until something is seen or the time is over. */
final class Poll {

  /** One look. A {@link FlinkUnreachable} means: look again, it may be starting. */
  interface Look<T> {
    T look() throws IOException;
  }

  private static final Duration PAUSE = Duration.ofMillis(200);

  private Poll() {}

  /**
   * Returns the first thing seen that is what we wait for.
   *
   * @param goal what we wait for, as the start of a sentence for the error
   * @throws IOException if the time is over, with what was seen last, or if a look fails
   */
  static <T> T until(String goal, Duration limit, Look<T> look, Predicate<T> reached)
      throws IOException {
    long end = System.nanoTime() + limit.toNanos();
    Object last;
    do {
      try {
        T seen = look.look();
        if (reached.test(seen)) {
          return seen;
        }
        last = seen;
      } catch (FlinkUnreachable e) {
        last = e.getMessage();
      }
      pause();
    } while (System.nanoTime() < end);
    throw new IOException(
        "%s: not within %d s; last seen: %s".formatted(goal, limit.toSeconds(), last));
  }

  private static void pause() throws InterruptedIOException {
    try {
      Thread.sleep(PAUSE.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("Interrupted while waiting");
    }
  }
}
