package dev.surety.gateway.route;

import dev.surety.domain.TenantTier;
import java.util.concurrent.ConcurrentHashMap;

/**
 * How many requests of each tenant and tier are on their way: so many, no more. One that sends more
 * than it gets answers to is turned away, and nobody else waits behind its requests.
 */
public final class KeyPlaces {

  private final int most;
  private final ConcurrentHashMap<TenantTier, Integer> taken = new ConcurrentHashMap<>();

  /**
   * @param most places of one key; 0 is as many as are wanted
   */
  public KeyPlaces(int most) {
    this.most = most;
  }

  /** Takes a place; gives whether there was one. */
  public boolean take(TenantTier key) {
    if (most == 0) {
      return true;
    }
    boolean[] found = new boolean[1];
    taken.compute(
        key,
        (same, count) -> {
          int before = count == null ? 0 : count;
          found[0] = before < most;
          return found[0] ? before + 1 : before;
        });
    return found[0];
  }

  /** Gives a place back that was taken. */
  public void give(TenantTier key) {
    taken.computeIfPresent(key, (same, count) -> count == 1 ? null : count - 1);
  }
}
