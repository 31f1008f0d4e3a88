package dev.surety.engine;

import dev.surety.domain.ControlUpdate;
import dev.surety.domain.ControlUpdate.ArtefactUpdate;
import dev.surety.domain.ControlUpdate.SlaUpdate;
import dev.surety.domain.SlaPolicy;
import dev.surety.domain.TenantTier;
import dev.surety.policy.Artefacts;
import dev.surety.policy.Policies;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Everything the control topic says, ready to be asked "what is in force for this key at this
 * time?". What is in force is a function of the known versions of every subject, so the order in
 * which records arrived does not matter. Not thread-safe.
 */
public final class Configuration {

  private static final String ANY = "*";

  private final Map<String, List<ControlUpdate>> subjects = new HashMap<>();
  private final Map<String, Map<String, SlaPolicy>> slas = new HashMap<>();
  private final Artefacts artefacts = new Artefacts();
  private final Map<SlaPolicy, TenantConfig[]> resolved = new HashMap<>();
  private PoolTimeline pools = new PoolTimeline(List.of());
  private boolean poolsStale;

  /**
   * Takes in one record.
   *
   * @return the known versions of its subject from now on, ascending; empty after a tombstone
   */
  public List<ControlUpdate> put(ControlUpdate update) {
    String subject = update.subject();
    List<ControlUpdate> versions = Versions.with(subjects.getOrDefault(subject, List.of()), update);
    if (versions.isEmpty()) {
      List<ControlUpdate> before = subjects.remove(subject);
      if (before != null) {
        takeEffect(before.get(0), null);
      }
    } else {
      subjects.put(subject, versions);
      takeEffect(update, versions.get(versions.size() - 1));
    }
    return versions;
  }

  private void takeEffect(ControlUpdate about, ControlUpdate newest) {
    if (about instanceof SlaUpdate || about instanceof ControlUpdate.SlaRemoved) {
      String[] parts = about.subject().split("/", -1);
      Map<String, SlaPolicy> byTier = slas.computeIfAbsent(parts[1], t -> new HashMap<>());
      SlaPolicy before = byTier.remove(parts[2]);
      if (before != null) {
        resolved.remove(before);
      }
      if (newest instanceof SlaUpdate update) {
        byTier.put(parts[2], update.sla());
      }
    } else if (about.subject().startsWith("model/")) {
      poolsStale = true;
    } else {
      String subject = about.subject();
      artefacts.remove(subject);
      if (newest instanceof ArtefactUpdate artefact) {
        artefacts.put(artefact);
      }
      resolved.keySet().removeIf(sla -> Policies.artefacts(sla).contains(subject));
    }
  }

  /** The promise to a key and the pool at a time, or {@code null} if nothing was promised. */
  public TenantConfig inForce(TenantTier key, long time) {
    SlaPolicy sla = sla(key);
    if (sla == null) {
      return null;
    }
    PoolTimeline timeline = pools();
    int segment = timeline.segment(time);
    TenantConfig[] bySegment =
        resolved.computeIfAbsent(sla, s -> new TenantConfig[timeline.segments()]);
    if (bySegment[segment] == null) {
      bySegment[segment] = TenantConfig.of(sla, timeline.pool(segment), artefacts);
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

  /** The pool over time. */
  public PoolTimeline pools() {
    if (poolsStale) {
      pools =
          new PoolTimeline(
              subjects.entrySet().stream()
                  .filter(e -> e.getKey().startsWith("model/"))
                  .sorted(Map.Entry.comparingByKey())
                  .map(Map.Entry::getValue)
                  .toList());
      resolved.clear();
      poolsStale = false;
    }
    return pools;
  }
}
