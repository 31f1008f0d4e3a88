package dev.surety.flink;

import dev.surety.engine.OpenDecision;
import dev.surety.engine.OpenDecisions;
import dev.surety.engine.Spending;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.state.MapState;

/** Open decisions and their money in Flink's map states, of the key that is being processed. */
final class KeyedOpenDecisions implements OpenDecisions {

  private final List<MapState<String, OpenDecision>> open;
  private final List<MapState<String, Spending>> money;

  KeyedOpenDecisions(KeyedStates states) {
    open = states.open();
    money = states.money();
  }

  @Override
  public OpenDecision get(int map, String requestId) {
    return get(open.get(map), requestId);
  }

  @Override
  public void put(int map, String requestId, OpenDecision decision) {
    put(open.get(map), requestId, decision);
  }

  @Override
  public void clear(int map) {
    open.get(map).clear();
  }

  @Override
  public Spending spending(int map, String requestId) {
    return get(money.get(map), requestId);
  }

  @Override
  public void putSpending(int map, String requestId, Spending spending) {
    put(money.get(map), requestId, spending);
  }

  @Override
  public void clearSpending(int map) {
    money.get(map).clear();
  }

  static <T> T get(MapState<String, T> map, String requestId) {
    try {
      return map.get(requestId);
    } catch (Exception e) {
      throw failed("read", requestId, e);
    }
  }

  static <T> void put(MapState<String, T> map, String requestId, T value) {
    try {
      map.put(requestId, value);
    } catch (Exception e) {
      throw failed("write", requestId, e);
    }
  }

  /** In one batch, where the backend has such. */
  static <T> void putAll(MapState<String, T> map, Map<String, T> entries) {
    try {
      map.putAll(entries);
    } catch (Exception e) {
      throw failed("write", "many, " + entries.size(), e);
    }
  }

  private static UncheckedIOException failed(String what, String requestId, Exception cause) {
    return new UncheckedIOException(
        new IOException("cannot " + what + " what is kept of request " + requestId, cause));
  }
}
