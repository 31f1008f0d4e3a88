package dev.surety.tools.evaluate;

import dev.surety.engine.OpenDecision;
import dev.surety.engine.OpenDecisions;
import java.util.HashMap;
import java.util.Map;

/** Open decisions in plain maps of this process. */
final class HashedOpenDecisions implements OpenDecisions {

  private final Map<String, OpenDecision> even = new HashMap<>();
  private final Map<String, OpenDecision> odd = new HashMap<>();

  @Override
  public OpenDecision get(int map, String requestId) {
    return of(map).get(requestId);
  }

  @Override
  public void put(int map, String requestId, OpenDecision decision) {
    of(map).put(requestId, decision);
  }

  @Override
  public void clear(int map) {
    of(map).clear();
  }

  private Map<String, OpenDecision> of(int map) {
    return map == 0 ? even : odd;
  }
}
