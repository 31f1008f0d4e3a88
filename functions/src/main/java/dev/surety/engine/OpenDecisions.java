package dev.surety.engine;

/**
 * The open decisions of one key, in two maps that change roles: the present feedback window and the
 * one before it; and in two further maps, by the money window, what is known of the money of its
 * answers. The engine says which map; the owner (Flink state, or plain maps in a replay) only
 * stores. An entry handed out must be {@linkplain #put put} back after it was changed.
 */
public interface OpenDecisions {

  /** The entry in map 0 or 1, or {@code null}. */
  OpenDecision get(int map, String requestId);

  void put(int map, String requestId, OpenDecision decision);

  /** Forgets all entries of a map, at once. */
  void clear(int map);

  /** What is known of the money of a request, in money map 0 or 1, or {@code null}. */
  Spending spending(int map, String requestId);

  void putSpending(int map, String requestId, Spending spending);

  /** Forgets all of a money map, at once. */
  void clearSpending(int map);
}
