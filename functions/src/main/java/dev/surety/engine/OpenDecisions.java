package dev.surety.engine;

/**
 * The open decisions of one key, in two maps that change roles: the present feedback window and the
 * one before it. The engine says which map; the owner (Flink state, or plain maps in a replay) only
 * stores. An entry handed out must be {@link #put} back after it was changed.
 */
public interface OpenDecisions {

  /** The entry in map 0 or 1, or {@code null}. */
  OpenDecision get(int map, String requestId);

  void put(int map, String requestId, OpenDecision decision);

  /** Forgets all entries of a map, at once. */
  void clear(int map);
}
