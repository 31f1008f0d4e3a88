package dev.surety.engine;

import dev.surety.domain.ControlUpdate;
import dev.surety.domain.ControlUpdate.ModelUpdate;
import dev.surety.domain.ControlUpdate.SlaUpdate;
import dev.surety.domain.ModelSpec;
import dev.surety.domain.SlaPolicy;
import dev.surety.domain.TenantTier;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Everything the control topic says, ready to be asked "what is in force for this key at this
 * time?". Built from the versions of every subject, so the order in which records arrived does not
 * matter. Not thread-safe: answers are cached.
 */
public final class Configuration {

  private static final String ANY = "*";

  private final Map<String, Map<String, SlaPolicy>> slas = new HashMap<>();
  private final Map<String, List<ControlUpdate>> models = new TreeMap<>();

  /** Times at which the pool changes; segment i lies before the i-th, the last one after all. */
  private final long[] changes;

  private final List<List<ModelSpec>> pools = new ArrayList<>();
  private final Map<SlaPolicy, TenantConfig[]> resolved = new HashMap<>();
  private int unconfirmed;

  /**
   * @param subjects the known versions of every subject, each list as {@link Versions} keeps it
   */
  public Configuration(Collection<List<ControlUpdate>> subjects) {
    TreeSet<Long> times = new TreeSet<>();
    for (List<ControlUpdate> versions : subjects) {
      ControlUpdate last = versions.get(versions.size() - 1);
      if (last instanceof SlaUpdate update) {
        slas.computeIfAbsent(update.tenant(), t -> new HashMap<>())
            .put(update.tier(), update.sla());
      } else if (last.subject().startsWith("model/")) {
        models.put(last.subject(), versions);
        for (ControlUpdate version : versions) {
          if (version instanceof ModelUpdate u && u.model().effectiveAt() > Long.MIN_VALUE) {
            times.add(u.model().effectiveAt());
          }
        }
      }
    }
    changes = times.stream().mapToLong(Long::longValue).toArray();
    for (int segment = 0; segment <= changes.length; segment++) {
      pools.add(pool(segment == 0 ? Long.MIN_VALUE : changes[segment - 1]));
    }
  }

  /** The promise to a key and the pool at a time, or {@code null} if nothing was promised. */
  public TenantConfig inForce(TenantTier key, long time) {
    SlaPolicy sla = sla(key);
    if (sla == null) {
      return null;
    }
    int segment = 0;
    while (segment < changes.length && time >= changes[segment]) {
      segment++;
    }
    TenantConfig[] bySegment =
        resolved.computeIfAbsent(sla, s -> new TenantConfig[changes.length + 1]);
    if (bySegment[segment] == null) {
      bySegment[segment] = TenantConfig.of(sla, pools.get(segment));
    }
    return bySegment[segment];
  }

  /** Precedence: exact, (tenant, *), (*, tier), (*, *). */
  private SlaPolicy sla(TenantTier key) {
    SlaPolicy own = sla(key.tenant(), key.tier());
    return own != null ? own : sla(ANY, key.tier());
  }

  private SlaPolicy sla(String tenant, String tier) {
    Map<String, SlaPolicy> byTier = slas.get(tenant);
    if (byTier == null) {
      return null;
    }
    SlaPolicy exact = byTier.get(tier);
    return exact != null ? exact : byTier.get(ANY);
  }

  private List<ModelSpec> pool(long time) {
    unconfirmed = 0;
    List<ModelSpec> pool = new ArrayList<>();
    for (List<ControlUpdate> versions : models.values()) {
      ModelSpec inForce = null;
      boolean held = false;
      for (ControlUpdate version : versions) {
        if (!(version instanceof ModelUpdate update)) {
          inForce = null;
          held = false;
        } else if (update.model().effectiveAt() <= time) {
          held = !PricePlausibility.holds(inForce, update.model());
          inForce = held ? inForce : update.model();
        }
      }
      unconfirmed += held ? 1 : 0;
      if (inForce != null) {
        pool.add(inForce);
      }
    }
    return List.copyOf(pool);
  }

  /** Models whose newest price waits to be confirmed. */
  public int unconfirmedPrices() {
    return unconfirmed;
  }

  /** Models in force once all announced changes are effective. */
  public int poolSize() {
    return pools.get(pools.size() - 1).size();
  }
}
