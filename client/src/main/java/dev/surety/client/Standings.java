package dev.surety.client;

import dev.surety.domain.Standing;
import dev.surety.domain.TenantTier;
import java.util.Collection;
import java.util.Collections;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The newest standing of every tenant and tier that a {@link Gateway} has read: what it falls back
 * on when no decision comes in time, and what may be shown to the owners of the promises. The
 * gateway keeps it up to date; all methods may be called from any thread and never block.
 */
public final class Standings {

  private final Map<String, Standing> byKey = new ConcurrentHashMap<>();

  Standings() {}

  void put(Standing standing) {
    byKey.merge(
        standing.key().key(), standing, (known, news) -> news.seq() >= known.seq() ? news : known);
  }

  /** The router has forgotten the key: what it says of it next counts from the start. */
  void forget(String key) {
    byKey.remove(key);
  }

  /**
   * The newest standing of a tenant in a tier.
   *
   * @param key whose
   * @return it, or {@code null} if none has been read
   */
  public Standing of(TenantTier key) {
    return byKey.get(key.key());
  }

  /**
   * The newest standings of all.
   *
   * @return a view that follows what is read, in no order; it can't be changed
   */
  public Collection<Standing> all() {
    return Collections.unmodifiableCollection(byKey.values());
  }
}
