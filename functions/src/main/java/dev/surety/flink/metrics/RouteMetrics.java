package dev.surety.flink.metrics;

import dev.surety.domain.JournalRow.Outcome;
import dev.surety.domain.ModelSpec;
import dev.surety.domain.Rejection;
import dev.surety.domain.Rejection.Reason;
import dev.surety.domain.Requirement;
import dev.surety.engine.Account;
import dev.surety.engine.Effects;
import dev.surety.engine.PoolTimeline;
import dev.surety.engine.RouterState;
import dev.surety.engine.TenantConfig;
import dev.surety.policy.health.PoolHealth;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.metrics.MetricGroup;

/**
 * What ROUTE reports of itself; {@link RouterMetric} says what each metric is. For the task's
 * thread alone: a record costs one look-up by its key, and no allocation once its tenant and model
 * are known. Reporters read what was published last.
 */
public final class RouteMetrics {

  private static final long POOL_INTERVAL_MILLIS = 1_000;

  private final MetricGroup group;
  private final MeteredTenants metered;
  private final TaskMetrics task;
  private final DeadLetterMetrics deadLetters;
  private final Map<Requirement, Counter> unmet = new EnumMap<>(Requirement.class);
  private final Map<String, TenantMetrics> tenants = new HashMap<>();
  private final FailingModels failing = new FailingModels();
  private final Account nothing = new Account();
  private final AccountChange change = new AccountChange();
  private long poolDue = Long.MIN_VALUE;
  private volatile long fleetVersion;
  private volatile int keptBack;

  public RouteMetrics(MetricGroup operator, MeteredTenants metered) {
    this.group = operator.addGroup(RouterMetric.GROUP);
    this.metered = metered;
    this.task = new TaskMetrics(group);
    group.gauge(RouterMetric.FLEET_AGE.key(), (Gauge<Double>) this::fleetAgeSeconds);
    for (Requirement requirement : Requirement.values()) {
      unmet.put(requirement, BookMetrics.counter(group, RouterMetric.UNMET, requirement.word()));
    }
    group.gauge(RouterMetric.MODELS_KEPT_BACK.key(), (Gauge<Integer>) () -> keptBack);
    this.deadLetters =
        new DeadLetterMetrics(
            operator,
            Reason.NO_SLA,
            Reason.NO_MODELS,
            Reason.NO_ARTEFACT,
            Reason.BUDGET_SPENT,
            Reason.UNSUPPORTED,
            Reason.TOO_MANY_KEYS);
  }

  /** An event of any kind is about to be applied. */
  public void before(RouterState state) {
    before(state, true);
  }

  /**
   * An event is about to be applied.
   *
   * @param feedback whether it may be feedback; of all else less has to be remembered
   */
  public void before(RouterState state, boolean feedback) {
    change.before(state.account(), feedback);
  }

  /** The event was refused. */
  public void rejected(Rejection rejection) {
    deadLetters.refused(rejection.reason());
    if (rejection.requirement() != null) {
      unmet.get(rejection.requirement()).inc();
    }
  }

  /** A key is kept of which nothing was. */
  public void began() {
    task.began();
  }

  /** A key is forgotten, as it was {@linkplain #before before}. */
  public void removed(String key) {
    task.meet(key, change);
    change.after(nothing, List.of());
    task.forget(change);
    failing.forget(key);
    task.failing(failing.count());
    TenantMetrics tenant = tenants.get(key);
    if (tenant != null) {
      tenant.stand(nothing, 0);
    }
  }

  /**
   * The event was applied.
   *
   * @param config that it was applied with, or {@code null} where none is needed
   * @param latencyMillis since Kafka had it
   */
  public void applied(
      String key, RouterState state, TenantConfig config, Effects effects, long latencyMillis) {
    task.meet(key, change);
    change.after(state.account(), effects.rows());
    double target = config == null ? Double.NaN : config.sla().target();
    String failed = change.failed < 0 ? null : state.learner().models.name(change.failed);
    if (failed != null) {
      task.books.failed(failed);
    }
    task.add(change, effects.decision(), target, Math.max(0, latencyMillis));
    Outcome judgement = judgement(effects);
    if (judgement != null) {
      task.books.judged(judgement);
    }
    int failingIt = failing.stands(key, state, config);
    task.failing(failing.count());
    TenantMetrics tenant = tenants.get(key);
    if (tenant == null) {
      if (!metered.admits(state.key(), tenants.size())) {
        return;
      }
      tenant = new TenantMetrics(group, state.key());
      tenants.put(key, tenant);
    }
    if (config != null) {
      tenant.promise(config);
    }
    if (failed != null) {
      tenant.books.failed(failed);
    }
    tenant.books.add(change, effects.decision());
    if (judgement != null) {
      tenant.books.judged(judgement);
    }
    tenant.stand(state.account(), failingIt);
  }

  /** The row of feedback that judges an answer, or {@code null}; it comes last. */
  private static Outcome judgement(Effects effects) {
    int rows = effects.rows().size();
    return rows > 0
            && effects.rows().get(rows - 1) instanceof Outcome outcome
            && outcome.feedback().hasLabel()
        ? outcome
        : null;
  }

  /** Time passed: announced changes of the pool may have come into force. */
  public void look(PoolTimeline pools, long now) {
    if (now >= poolDue) {
      configured(pools, now);
    }
  }

  /** Of so many subjects the state has a record that can't be read. */
  public void unreadable(int subjects) {
    task.unreadable(subjects);
  }

  /**
   * The version of the fleet's prior that is in force.
   *
   * @param version its number, which is the time at which it was made; 0 while none is
   */
  public void fleet(long version) {
    fleetVersion = version;
  }

  /** What is in force of the models' health. */
  public void health(PoolHealth health) {
    keptBack = health.oneIn().size();
  }

  private double fleetAgeSeconds() {
    long version = fleetVersion;
    return version <= 0 ? 0 : (System.currentTimeMillis() - version) / 1e3;
  }

  /** Asked whenever somebody looks: how many other runs are heard of, how much feedback waits. */
  public void watch(Gauge<Integer> otherRuns, Gauge<Long> heldFeedbackBytes) {
    group.gauge(RouterMetric.OTHER_RUNS.key(), otherRuns);
    group.gauge(RouterMetric.HELD_FEEDBACK.key(), heldFeedbackBytes);
  }

  /**
   * Asked whenever somebody looks, of the cache before a backend on disk.
   *
   * @param bytes that it takes
   * @param missed looks that the backend had to answer
   * @param dropped keys that made room
   */
  public void watchCache(Gauge<Long> bytes, Gauge<Long> missed, Gauge<Long> dropped) {
    group.gauge(RouterMetric.STATE_CACHE.key(), bytes);
    group.gauge(RouterMetric.STATE_CACHE_MISSED.key(), missed);
    group.gauge(RouterMetric.STATE_CACHE_DROPPED.key(), dropped);
  }

  /** The configuration is a new one. */
  public void configured(PoolTimeline pools, long now) {
    Set<String> active = new HashSet<>();
    for (ModelSpec model : pools.at(now)) {
      if (model.status() == ModelSpec.Status.ACTIVE) {
        active.add(model.name());
      }
    }
    task.pool(pools, active.size());
    failing.pool(
        active,
        (key, models) -> {
          TenantMetrics tenant = tenants.get(key);
          if (tenant != null) {
            tenant.failing(models);
          }
        });
    task.failing(failing.count());
    poolDue = now + POOL_INTERVAL_MILLIS;
  }
}
