package dev.surety.engine;

import dev.surety.domain.BudgetTerms;
import dev.surety.domain.ControlUpdate;
import dev.surety.domain.ControlUpdate.ArtefactUpdate;
import dev.surety.domain.ControlUpdate.BudgetUpdate;
import dev.surety.domain.ControlUpdate.SlaUpdate;
import dev.surety.domain.SlaPolicy;
import dev.surety.domain.TenantShare;
import dev.surety.domain.TenantTier;
import dev.surety.policy.Artefacts;
import dev.surety.policy.Policies;
import dev.surety.policy.PoolSwitch;
import dev.surety.policy.RoutingPolicy;
import dev.surety.policy.budget.TenantLease;
import dev.surety.policy.fleet.FleetPrior;
import dev.surety.policy.health.PoolHealth;
import dev.surety.policy.tagger.TaggerArtefact;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Everything the control topic says, ready to be asked "what is in force for this key at this
 * time?". What is in force is a function of the known versions of every subject, so the order in
 * which records arrived does not matter. Asked for every event, so a promise is found by names
 * alone; tenants that were promised the same share one. Not thread-safe.
 */
public final class Configuration {

  private static final String ANY = "*";
  private static final String TAGGERS = ControlUpdate.artefactSubject(TaggerArtefact.KIND, "");

  private static final String FLEET_WORD = PoolSwitch.FLEET.subject();
  private static final String HEALTH_WORD = PoolSwitch.HEALTH.subject();
  private static final String FLEET_PRIOR =
      ControlUpdate.artefactSubject(FleetPrior.KIND, FleetPrior.POOL);

  private final Map<String, List<ControlUpdate>> subjects = new HashMap<>();
  private final Map<String, Map<String, Promise>> slas = new HashMap<>();
  private final Map<SlaPolicy, Promise> promises = new HashMap<>();
  private final Artefacts artefacts = new Artefacts();
  private final PoolTimeline pools = new PoolTimeline();
  private final SharedBudgets shared = new SharedBudgets();
  private boolean fleetOff;
  private boolean healthOff;

  /**
   * Takes in one record.
   *
   * @return the known versions of its subject from now on, ascending; empty after a tombstone
   */
  public List<ControlUpdate> put(ControlUpdate update) {
    String subject = update.subject();
    List<ControlUpdate> known = known(subject);
    List<ControlUpdate> versions = Versions.with(known, update);
    if (versions == known) {
      return known;
    }
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

  /** The known versions of a subject, ascending; empty if there are none. */
  public List<ControlUpdate> known(String subject) {
    return subjects.getOrDefault(subject, List.of());
  }

  /** What something is known of. */
  public Set<String> subjects() {
    return Collections.unmodifiableSet(subjects.keySet());
  }

  /**
   * Takes a subject out of force, though something of it is known: the newest word on it can't be
   * read. A promise still has its keys, so that no other one takes its place; a model leaves the
   * pool, and the rest of it goes on. What operators said last of a model's status and can be read
   * stays in force: a model that was put down stays down. Until the next {@link #put} about it.
   */
  public void withhold(String subject) {
    if (subject.startsWith("sla/")) {
      promised(subject, Promise.WITHHELD);
    } else if (subject.startsWith("model/")) {
      pools.put(subject, null);
    } else if (subject.startsWith("budget/")) {
      shared.budget(subject, null);
    } else if (!subject.startsWith("status/")) {
      artefact(subject, null);
    }
  }

  /** Nothing is known of a withheld subject, nor was: it has no keys any more. */
  public void forget(String subject) {
    if (subject.startsWith("sla/")) {
      promised(subject, null);
    }
  }

  /** Whether the promise that counts for a key is {@linkplain #withhold withheld}. */
  public boolean isWithheld(TenantTier key) {
    return promise(key) == Promise.WITHHELD;
  }

  private void takeEffect(ControlUpdate about, ControlUpdate newest) {
    String subject = about.subject();
    if (about instanceof SlaUpdate || about instanceof ControlUpdate.SlaRemoved) {
      promised(
          subject,
          newest instanceof SlaUpdate update
              ? promises.computeIfAbsent(update.sla(), Promise::new)
              : null);
    } else if (subject.startsWith("model/")) {
      pools.put(subject, newest == null ? null : ModelTimeline.of(subjects.get(subject)));
    } else if (subject.startsWith("status/")) {
      pools.putStatus(subject, newest == null ? null : StatusTimeline.of(subjects.get(subject)));
    } else if (subject.startsWith("budget/")) {
      shared.budget(subject, newest instanceof BudgetUpdate update ? update.budget() : null);
    } else if (subject.startsWith(TenantLease.SUBJECTS)) {
      shared.lease(subject, newest instanceof ArtefactUpdate artefact ? artefact : null);
    } else {
      artefact(subject, newest instanceof ArtefactUpdate artefact ? artefact : null);
    }
  }

  private void promised(String subject, Promise promise) {
    String[] parts = subject.split("/", -1);
    Map<String, Promise> byTier = slas.computeIfAbsent(parts[1], t -> new HashMap<>());
    Promise before = promise == null ? byTier.remove(parts[2]) : byTier.put(parts[2], promise);
    if (before != null && before != promise) {
      promises.remove(before.sla, before);
    }
  }

  private PoolHealth newestHealth() {
    return newest(PoolHealth.SUBJECT) instanceof ArtefactUpdate artefact
        ? PoolHealth.read(artefact.payload())
        : PoolHealth.NONE;
  }

  private ControlUpdate newest(String subject) {
    List<ControlUpdate> known = known(subject);
    return known.isEmpty() ? null : known.get(known.size() - 1);
  }

  /** What is known of the models' health and in force, by whatever name feedback has for them. */
  public PoolHealth health() {
    return healthOff ? PoolHealth.NONE : newestHealth();
  }

  /** Whether an operator said that no model is kept from all tenants. */
  public boolean isHealthOff() {
    return healthOff;
  }

  /** The word on the fleet decides whether what it publishes is in force. */
  private void artefact(String subject, ArtefactUpdate artefact) {
    if (subject.equals(HEALTH_WORD) || subject.equals(PoolHealth.SUBJECT)) {
      if (subject.equals(HEALTH_WORD)) {
        healthOff = PoolSwitch.HEALTH.isOff(artefact);
      }
      pools.putHealth(healthOff ? PoolHealth.NONE : newestHealth());
    } else if (subject.equals(FLEET_WORD)) {
      fleetOff = PoolSwitch.FLEET.isOff(artefact);
      inForce(FLEET_PRIOR, fleetOff ? null : newestFleetPrior());
    } else {
      inForce(subject, fleetOff && subject.equals(FLEET_PRIOR) ? null : artefact);
    }
  }

  private ArtefactUpdate newestFleetPrior() {
    return newest(FLEET_PRIOR) instanceof ArtefactUpdate artefact ? artefact : null;
  }

  /** Whether an operator said that tenants have nothing to do with their fleet. */
  public boolean isFleetOff() {
    return fleetOff;
  }

  /** The version of the fleet's prior in force, or 0 if there is none. */
  public long fleetVersion() {
    return Math.max(0, artefacts.version(FLEET_PRIOR));
  }

  private void inForce(String subject, ArtefactUpdate artefact) {
    artefacts.remove(subject);
    if (artefact != null) {
      artefacts.put(artefact);
    }
    for (Map<String, Promise> byTier : slas.values()) {
      byTier.values().forEach(promise -> promise.artefactChanged(subject));
    }
    shared.forget();
  }

  /** The promise to a key and the pool at a time, or {@code null} if nothing was promised. */
  public TenantConfig inForce(TenantTier key, long time) {
    return inForce(key, time, time);
  }

  /**
   * The same where some time has gone by since: prices are those of a request's time, but a model
   * that is down by now answers nobody.
   *
   * @param now what operators say of models counts as of then, epoch milliseconds
   */
  public TenantConfig inForce(TenantTier key, long time, long now) {
    Promise promise = promise(key);
    return promise == null || promise == Promise.WITHHELD
        ? null
        : shared.of(key, promise).with(pools.pool(time, now), artefacts);
  }

  /** What is promised to a key, or {@code null} if nothing is, or it can't be read. */
  public SlaPolicy promised(TenantTier key) {
    Promise promise = promise(key);
    return promise == null ? null : promise.sla;
  }

  /** Whether a promise names this tenant and this tier, both. */
  public boolean isNamed(TenantTier key) {
    Map<String, Promise> byTier = slas.get(key.tenant());
    return byTier != null && byTier.containsKey(key.tier());
  }

  /**
   * Whether the policy that is promised to a key looks at features. Also where nothing is known of
   * the key, as whoever asks may know less than ROUTE does. No artefact changes it.
   */
  public boolean readsFeatures(TenantTier key) {
    Promise promise = promise(key);
    return promise == null || promise == Promise.WITHHELD || promise.readsFeatures();
  }

  /** The same of sketches: whether what is promised names a tagger. */
  public boolean readsSketches(TenantTier key) {
    Promise promise = promise(key);
    return promise == null || promise == Promise.WITHHELD || promise.namesTagger();
  }

  /** The budget that all tiers of a tenant share, or {@code null}. */
  public BudgetTerms sharedBudget(String tenant) {
    return shared.terms(tenant);
  }

  /** Precedence: exact, (tenant, *), (*, tier), (*, *). */
  private Promise promise(TenantTier key) {
    Promise own = promise(key.tenant(), key.tier());
    return own != null ? own : promise(ANY, key.tier());
  }

  private Promise promise(String tenant, String tier) {
    Map<String, Promise> byTier = slas.get(tenant);
    if (byTier == null) {
      return null;
    }
    Promise exact = byTier.get(tier);
    return exact != null ? exact : byTier.get(ANY);
  }

  /** The pool over time; goes with the configuration. */
  public PoolTimeline pools() {
    return pools;
  }

  /** What was promised, and what that means with each of the pools that it last met. */
  static final class Promise {

    /** Prices of the day and of the night, and their neighbours at the change. */
    private static final int REMEMBERED = 16;

    /** In the place of one that can't be read. */
    static final Promise WITHHELD = new Promise(null);

    private final SlaPolicy sla;
    private final TenantShare share;
    private final Pool[] met = new Pool[REMEMBERED];
    private final TenantConfig[] configs = new TenantConfig[REMEMBERED];
    private int last;
    private RoutingPolicy policy;
    private Boolean readsFeatures;
    private Boolean namesTagger;

    Promise(SlaPolicy sla) {
      this(sla, null);
    }

    private Promise(SlaPolicy sla, TenantShare share) {
      this.sla = sla;
      this.share = share;
    }

    /** The same to a key whose tenant's tiers share a budget. */
    Promise sharing(TenantShare others) {
      return new Promise(sla, others);
    }

    TenantConfig with(Pool pool, Artefacts artefacts) {
      if (met[last] != pool) {
        find(pool, artefacts);
      }
      return configs[last];
    }

    private void find(Pool pool, Artefacts artefacts) {
      for (int i = 0; i < REMEMBERED; i++) {
        if (met[i] == pool) {
          last = i;
          return;
        }
      }
      if (policy == null) {
        policy = Policies.of(sla, artefacts);
      }
      TenantConfig config = TenantConfig.of(sla, policy, pool, artefacts, share);
      last = (last + 1) % REMEMBERED;
      met[last] = pool;
      configs[last] = config;
    }

    boolean readsFeatures() {
      if (readsFeatures == null) {
        readsFeatures = Policies.of(sla, new Artefacts()).readsFeatures();
      }
      return readsFeatures;
    }

    boolean namesTagger() {
      if (namesTagger == null) {
        namesTagger =
            Policies.artefacts(sla).stream().anyMatch(subject -> subject.startsWith(TAGGERS));
      }
      return namesTagger;
    }

    void artefactChanged(String subject) {
      if (sla != null && Policies.artefacts(sla).contains(subject)) {
        Arrays.fill(met, null);
        policy = null;
      }
    }
  }
}
