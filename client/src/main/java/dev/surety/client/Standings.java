package dev.surety.client;

import dev.surety.domain.RoutingRequest;
import dev.surety.domain.Standing;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The newest standing of every key: what to do when no decision comes in time. */
public final class Standings {

  private final Map<String, Standing> byKey = new ConcurrentHashMap<>();
  private final String lastResort;

  /**
   * @param lastResort model for a key that has no standing yet
   */
  public Standings(String lastResort) {
    this.lastResort = lastResort;
  }

  void put(Standing standing) {
    byKey.merge(
        standing.key().key(), standing, (known, news) -> news.seq() >= known.seq() ? news : known);
  }

  /** The router has forgotten the key: what it says of it next counts from the start. */
  void forget(String key) {
    byKey.remove(key);
  }

  /** The model to use for a request without a decision. */
  public String model(RoutingRequest request) {
    return Wishes.withoutDecision(request, byKey.get(request.key().key()), lastResort);
  }

  /** The newest standing of a key, or {@code null}. */
  public Standing of(String key) {
    return byKey.get(key);
  }
}
