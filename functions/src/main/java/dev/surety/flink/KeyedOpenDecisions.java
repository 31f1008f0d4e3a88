package dev.surety.flink;

import dev.surety.engine.OpenDecision;
import dev.surety.engine.OpenDecisions;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.apache.flink.api.common.state.MapState;

/** Open decisions in Flink's map states, of the key that is being processed. */
final class KeyedOpenDecisions implements OpenDecisions {

  private final MapState<String, OpenDecision> a;
  private final MapState<String, OpenDecision> b;

  KeyedOpenDecisions(MapState<String, OpenDecision> a, MapState<String, OpenDecision> b) {
    this.a = a;
    this.b = b;
  }

  @Override
  public OpenDecision get(int map, String requestId) {
    try {
      return of(map).get(requestId);
    } catch (Exception e) {
      throw failed("read", requestId, e);
    }
  }

  @Override
  public void put(int map, String requestId, OpenDecision decision) {
    try {
      of(map).put(requestId, decision);
    } catch (Exception e) {
      throw failed("write", requestId, e);
    }
  }

  @Override
  public void clear(int map) {
    of(map).clear();
  }

  private MapState<String, OpenDecision> of(int map) {
    return map == 0 ? a : b;
  }

  private static UncheckedIOException failed(String what, String requestId, Exception cause) {
    return new UncheckedIOException(
        new IOException("cannot " + what + " the open decision of " + requestId, cause));
  }
}
