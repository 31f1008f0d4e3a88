package dev.surety.engine;

import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The open decisions and the money of one key in memory, for replays and evaluations. Not
 * thread-safe.
 */
public final class OpenDecisionMaps implements OpenDecisions {

  private final List<Map<String, OpenDecision>> maps = List.of(new HashMap<>(), new HashMap<>());
  private final List<Map<String, Spending>> money = List.of(new HashMap<>(), new HashMap<>());

  @Override
  public OpenDecision get(int map, String requestId) {
    return maps.get(map).get(requestId);
  }

  @Override
  public void put(int map, String requestId, OpenDecision decision) {
    maps.get(map).put(requestId, decision);
  }

  @Override
  public void clear(int map) {
    maps.get(map).clear();
  }

  /** A map's entries by request id, in no order; a view. */
  public Map<String, OpenDecision> entries(int map) {
    return Collections.unmodifiableMap(maps.get(map));
  }

  @Override
  public Spending spending(int map, String requestId) {
    return money.get(map).get(requestId);
  }

  @Override
  public void putSpending(int map, String requestId, Spending spending) {
    money.get(map).put(requestId, spending);
  }

  @Override
  public void clearSpending(int map) {
    money.get(map).clear();
  }

  /** What a money map holds, by request id, in no order; a view. */
  public Map<String, Spending> money(int map) {
    return Collections.unmodifiableMap(money.get(map));
  }
}
