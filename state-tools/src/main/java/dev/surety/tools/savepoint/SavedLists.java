package dev.surety.tools.savepoint;

import java.io.Serializable;

/**
 * What ROUTE keeps once for all keys beside what is broadcast.
 *
 * @param run which wrote the snapshot, or {@code null} for none
 * @param origin what that run was restored from, or {@code null} where that is not said
 * @param seed of chance, or {@code null} to leave it to the job
 */
record SavedLists(String run, String origin, Long seed) implements Serializable {

  private static final long serialVersionUID = 1L;

  /** Of a savepoint that no run wrote. */
  static final SavedLists NONE = new SavedLists(null, null, null);
}
