package dev.surety.tools.ope.journal;

import dev.surety.engine.OpenDecision;
import dev.surety.engine.OpenDecisions;
import dev.surety.engine.Spending;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Open decisions and their money in memory whose last change can be taken back. */
final class TentativeDecisions implements OpenDecisions {

  private final List<Map<String, OpenDecision>> maps = List.of(new HashMap<>(), new HashMap<>());
  private final List<Map<String, OpenDecision>> cleared = List.of(new HashMap<>(), new HashMap<>());
  private final List<Map<String, Spending>> money = List.of(new HashMap<>(), new HashMap<>());
  private final List<Map<String, Spending>> spent = List.of(new HashMap<>(), new HashMap<>());
  private int putMap = -1;
  private String put;

  /** From here on changes can be taken back: at most one new entry, and clearings before it. */
  void begin() {
    putMap = -1;
    cleared.forEach(Map::clear);
    spent.forEach(Map::clear);
  }

  /** Takes back what changed since {@link #begin}. */
  void rollBack() {
    if (putMap >= 0) {
      maps.get(putMap).remove(put);
    }
    for (int map = 0; map < maps.size(); map++) {
      maps.get(map).putAll(cleared.get(map));
      money.get(map).putAll(spent.get(map));
    }
  }

  @Override
  public OpenDecision get(int map, String requestId) {
    return maps.get(map).get(requestId);
  }

  @Override
  public void put(int map, String requestId, OpenDecision decision) {
    putMap = map;
    put = requestId;
    maps.get(map).put(requestId, decision);
  }

  @Override
  public void clear(int map) {
    cleared.get(map).putAll(maps.get(map));
    maps.get(map).clear();
  }

  @Override
  public Spending spending(int map, String requestId) {
    return money.get(map).get(requestId);
  }

  /** Comes with feedback alone, which is never taken back. */
  @Override
  public void putSpending(int map, String requestId, Spending spending) {
    money.get(map).put(requestId, spending);
  }

  @Override
  public void clearSpending(int map) {
    spent.get(map).putAll(money.get(map));
    money.get(map).clear();
  }
}
