package dev.surety.client;

import dev.surety.domain.Standing;
import dev.surety.domain.TenantTier;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The last standing of every tenant and tier that a {@link Gateway} has read: what it falls back on
 * when no decision comes in time, and what may be shown to the owners of the promises. The gateway
 * keeps it up to date; all methods may be called from any thread and never block.
 *
 * <p>The last record of a key counts, not the greatest {@code seq}: a router that was restored from
 * an older state counts on from there, and what it says now is what holds.
 */
public final class Standings {

  /** Where the record that counts stands. */
  private record Place(int partition, long timestamp) {

    /**
     * Whether a record that is read now counts more. Partitions hand out their records in order;
     * between partitions, where a key stands in two once partitions have been added, only the time
     * tells.
     */
    boolean precedes(int another, long then) {
      return another == partition || then >= timestamp;
    }
  }

  private final Map<String, Standing> byKey = new ConcurrentHashMap<>();

  /** The gateway's reader alone looks here. */
  private final Map<String, Place> places = new HashMap<>();

  /** The newest of all keys: which models fail many tenants is the same for each. */
  private volatile Standing newest;

  private long newestAt = Long.MIN_VALUE;

  Standings() {}

  /**
   * Takes the next record of a partition.
   *
   * @param timestamp of the record, epoch milliseconds
   */
  void put(Standing standing, int partition, long timestamp) {
    String key = standing.key().key();
    Place known = places.get(key);
    if (known == null || known.precedes(partition, timestamp)) {
      places.put(key, new Place(partition, timestamp));
      byKey.put(key, standing);
    }
    if (timestamp >= newestAt) {
      newestAt = timestamp;
      newest = standing;
    }
  }

  /** The router has forgotten the key: what it says of it next counts from the start. */
  void forget(String key, int partition, long timestamp) {
    Place known = places.get(key);
    if (known != null && known.precedes(partition, timestamp)) {
      places.remove(key);
      byKey.remove(key);
    }
  }

  /**
   * The last standing of a tenant in a tier. Which models are kept from all tenants ({@code open},
   * {@code halfOpen}) is by the newest standing of anybody, as a tenant without traffic has none.
   *
   * @param key whose
   * @return it, or {@code null} if none has been read
   */
  public Standing of(TenantTier key) {
    Standing own = byKey.get(key.key());
    Standing told = newest;
    return own == null || told == null ? own : own.keptBack(told);
  }

  /**
   * The last standings of all.
   *
   * @return a view that follows what is read, in no order; it can't be changed
   */
  public Collection<Standing> all() {
    return Collections.unmodifiableCollection(byKey.values());
  }
}
