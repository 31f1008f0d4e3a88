package dev.surety.job;

import dev.surety.domain.ControlUpdate;
import java.io.Serializable;

/**
 * How FEATURIZE hears what was promised, beside the records that it works on: a second input would
 * take it out of the task that reads requests. Begun by each of its subtasks.
 */
@FunctionalInterface
public interface PromiseFollower extends Serializable {

  /** Hears nothing, so features are made for all. */
  PromiseFollower NONE = () -> Following.NOTHING;

  /** Begins to listen, and waits for nothing. */
  Following begin();

  /** Goes on until it is closed. For one thread. */
  interface Following extends AutoCloseable {

    Following NOTHING =
        new Following() {
          @Override
          public ControlUpdate poll() {
            return null;
          }

          @Override
          public boolean isUpToDate() {
            return false;
          }

          @Override
          public void close() {
            // Nothing was begun.
          }
        };

    /** The next word on a promise, in the order of the topic; {@code null} while there is none. */
    ControlUpdate poll();

    /** Whether all that the topic had was handed out some moments ago. */
    boolean isUpToDate();

    @Override
    void close();
  }
}
