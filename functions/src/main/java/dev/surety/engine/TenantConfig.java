package dev.surety.engine;

import dev.surety.domain.BudgetTerms;
import dev.surety.domain.ControlUpdate.ArtefactUpdate;
import dev.surety.domain.DeadlineTerms;
import dev.surety.domain.ModelSpec;
import dev.surety.domain.SlaLimits;
import dev.surety.domain.SlaPolicy;
import dev.surety.domain.TenantShare;
import dev.surety.policy.Artefacts;
import dev.surety.policy.Policies;
import dev.surety.policy.RoutingPolicy;
import dev.surety.policy.health.PoolHealth;
import dev.surety.policy.health.PoolLatencies;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/**
 * The configuration one decision uses: a promise, the artefacts that it names and the pool in
 * force, named by a hash of their content.
 */
public final class TenantConfig {

  private final String hash;
  private final SlaPolicy sla;
  private final GuardedPolicy policy;
  private final List<ModelSpec> models;
  private final List<ArtefactUpdate> artefacts;
  private final PoolHealth health;
  private final TenantShare share;
  private final ModelAliases aliases;
  private final ActiveModels active;

  /** By place in the pool; {@code null} where the promise has no deadline. */
  private final double[] lateBefore;

  /**
   * @param models in force at the time in question, in the order of their names; not all are active
   * @param artefacts in force of those that the promise names
   */
  public TenantConfig(
      String hash,
      SlaPolicy sla,
      RoutingPolicy policy,
      List<ModelSpec> models,
      List<ArtefactUpdate> artefacts) {
    this(hash, sla, policy, models, artefacts, PoolHealth.NONE);
  }

  /**
   * The same where some models are not closed.
   *
   * @param health of the models, by their names
   */
  public TenantConfig(
      String hash,
      SlaPolicy sla,
      RoutingPolicy policy,
      List<ModelSpec> models,
      List<ArtefactUpdate> artefacts,
      PoolHealth health) {
    this(hash, sla, policy, models, artefacts, health, null);
  }

  /**
   * The same where tiers of the tenant share a budget.
   *
   * @param share what the key may count on of it, or {@code null}
   */
  public TenantConfig(
      String hash,
      SlaPolicy sla,
      RoutingPolicy policy,
      List<ModelSpec> models,
      List<ArtefactUpdate> artefacts,
      PoolHealth health,
      TenantShare share) {
    this.hash = hash;
    this.health = health;
    this.share = share;
    this.sla = sla;
    this.policy = new GuardedPolicy(policy);
    this.models = List.copyOf(models);
    this.artefacts = List.copyOf(artefacts);
    this.aliases = ModelAliases.of(models);
    this.active = new ActiveModels(models, sla.limits(), aliases, policy, health);
    this.lateBefore = sla.deadline() == null ? null : lateBefore(sla.deadline());
  }

  /** Of a promise that names no artefact. */
  public TenantConfig(String hash, SlaPolicy sla, RoutingPolicy policy, List<ModelSpec> models) {
    this(hash, sla, policy, models, List.of());
  }

  /**
   * Of a promise that names no artefact, or none that is there.
   *
   * @throws IllegalArgumentException if the SLA names an unknown policy or parameter
   */
  public static TenantConfig of(SlaPolicy sla, List<ModelSpec> models) {
    return of(sla, models, new Artefacts());
  }

  /**
   * @param artefacts in force; those that the SLA does not name are left out
   * @throws IllegalArgumentException if the SLA names an unknown policy or parameter, or an
   *     artefact is not usable
   */
  public static TenantConfig of(SlaPolicy sla, List<ModelSpec> models, Artefacts artefacts) {
    return of(sla, models, artefacts, PoolHealth.NONE);
  }

  /** The same where some models are not closed. */
  public static TenantConfig of(
      SlaPolicy sla, List<ModelSpec> models, Artefacts artefacts, PoolHealth health) {
    return of(sla, models, artefacts, health, null);
  }

  /** The same where tiers of the tenant share a budget, or {@code null}. */
  public static TenantConfig of(
      SlaPolicy sla,
      List<ModelSpec> models,
      Artefacts artefacts,
      PoolHealth health,
      TenantShare share) {
    Pool pool = new Pool(List.copyOf(models), health);
    return of(sla, Policies.of(sla, artefacts), pool, artefacts, share);
  }

  /** With a policy that was made of the promise and these artefacts. */
  static TenantConfig of(
      SlaPolicy sla, RoutingPolicy policy, Pool pool, Artefacts artefacts, TenantShare share) {
    List<ArtefactUpdate> named = artefacts.namedBy(sla);
    return new TenantConfig(
        hash(sla, pool, named, share), sla, policy, pool.models(), named, pool.health(), share);
  }

  private double[] lateBefore(DeadlineTerms deadline) {
    PoolLatencies known = PoolLatencies.NONE;
    for (ArtefactUpdate artefact : artefacts) {
      if (artefact.subject().equals(PoolLatencies.SUBJECT)) {
        known = PoolLatencies.read(artefact.payload());
      }
    }
    double[] chances = new double[models.size()];
    for (int i = 0; i < chances.length; i++) {
      chances[i] = lateBefore(known, models.get(i), deadline);
    }
    return chances;
  }

  /** HEALTH knows models by the names that feedback has for them. */
  private static double lateBefore(PoolLatencies known, ModelSpec model, DeadlineTerms deadline) {
    double late = known.late(model.name(), deadline);
    for (String alias : model.aliases()) {
      late = Double.isNaN(late) ? known.late(alias, deadline) : late;
    }
    return late;
  }

  /**
   * How likely an answer of a model is late, as all tenants together meet it; {@link Double#NaN}
   * where that isn't known. Only of a promise with a deadline.
   *
   * @param place in the pool
   */
  double lateBefore(int place) {
    return lateBefore[place];
  }

  public String hash() {
    return hash;
  }

  public SlaPolicy sla() {
    return sla;
  }

  public RoutingPolicy policy() {
    return policy;
  }

  GuardedPolicy guarded() {
    return policy;
  }

  public List<ModelSpec> models() {
    return models;
  }

  /** Whether the pool has a model, whatever its status, that the promise allows. */
  boolean offers(String name) {
    for (ModelSpec model : models) {
      if (model.name().equals(name)) {
        return sla.limits().allow(model);
      }
    }
    return false;
  }

  /**
   * The names of the models that the promise allows, or {@code null} if it allows all there are.
   */
  List<String> allowed() {
    return sla.limits().equals(SlaLimits.NONE)
        ? null
        : models.stream().filter(sla.limits()::allow).map(ModelSpec::name).toList();
  }

  /** The names of the models in a status. */
  List<String> named(ModelSpec.Status status) {
    return models.stream().filter(model -> model.status() == status).map(ModelSpec::name).toList();
  }

  public List<ArtefactUpdate> artefacts() {
    return artefacts;
  }

  /** Which models are kept from all tenants at present. */
  public PoolHealth health() {
    return health;
  }

  /**
   * What the key may count on of a budget that its tenant's tiers share, or {@code null}: as it is
   * on record, whether or not decisions are held to it.
   */
  public TenantShare share() {
    return share;
  }

  /**
   * What the key may spend, or {@code null} where its decisions are held to nothing, as while it is
   * only observed.
   */
  public BudgetTerms budget() {
    return sla.mode() == SlaPolicy.Mode.APPLY ? sla.budget() : null;
  }

  /** The same of what its tenant's tiers share. */
  public TenantShare sharedBudget() {
    return sla.mode() == SlaPolicy.Mode.APPLY ? share : null;
  }

  ModelAliases aliases() {
    return aliases;
  }

  ActiveModels active() {
    return active;
  }

  /** First 16 hex digits of SHA-256 over the records' texts, which are the same on every JVM. */
  private static String hash(
      SlaPolicy sla, Pool pool, List<ArtefactUpdate> artefacts, TenantShare share) {
    String content =
        sla
            + "\n"
            + pool.text()
            + (artefacts.isEmpty() ? "" : "\n" + artefacts)
            + (share == null ? "" : "\n" + share);
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(content.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest, 0, 8);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JVM has SHA-256", e);
    }
  }
}
