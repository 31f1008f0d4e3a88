package dev.surety.flink;

import java.io.Serializable;

/** Notices whether another run decides on the same topics. Begun by each subtask of ROUTE. */
@FunctionalInterface
public interface RunWatch extends Serializable {

  /** Sees nobody. */
  RunWatch NONE = run -> Watching.NOBODY;

  /**
   * Called before the first record; may wait until it is clear that another run is over.
   *
   * @throws Exception if another run decides, and this one must not beside it: says how to mend it
   */
  Watching begin(Run run) throws Exception;

  /**
   * Who asks.
   *
   * @param id of the run, the same after its failovers
   * @param goesOn whether the run has come to a checkpoint before, so that it restarts by itself
   * @param speaks whether this subtask is the one that tells others of the run
   */
  record Run(String id, boolean goesOn, boolean speaks) {}

  /** Goes on until it is closed. */
  interface Watching extends AutoCloseable {

    Watching NOBODY =
        new Watching() {

          @Override
          public void check() {
            // Nobody to be seen.
          }

          @Override
          public int others() {
            return 0;
          }

          @Override
          public void close() {
            // Nothing was begun.
          }
        };

    /**
     * Asked with every record.
     *
     * @throws RuntimeException if this run must not decide any more: says why
     */
    void check();

    /** How many other runs were heard of lately; from any thread. */
    int others();

    @Override
    void close();
  }
}
