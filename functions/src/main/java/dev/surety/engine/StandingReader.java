package dev.surety.engine;

import dev.surety.domain.BudgetStanding;
import dev.surety.domain.Certified;
import dev.surety.domain.DeadlineStanding;
import dev.surety.domain.ModelSpec;
import dev.surety.domain.Notice;
import dev.surety.domain.SlaPolicy;
import dev.surety.domain.Standing;
import dev.surety.domain.TenantBudgetStanding;
import dev.surety.estimator.Interval;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads a key's standing off its state. */
public final class StandingReader {

  private StandingReader() {}

  /**
   * Whether one is due: the key's clock has entered another interval, or there is none. Needs no
   * state of its own.
   *
   * @param intervalMillis 0 for one after every event
   */
  public static boolean due(long clockBefore, long clockNow, long intervalMillis) {
    return intervalMillis == 0
        || clockBefore == Long.MIN_VALUE
        || Math.floorDiv(clockBefore, intervalMillis) != Math.floorDiv(clockNow, intervalMillis);
  }

  /** The standing of a key that has decided or learned at least once. */
  public static Standing of(RouterState state, TenantConfig config) {
    return builder(state, config, state.account().clock).build();
  }

  /**
   * The standing of a key whose request was refused since what is leased to it is spent: as of the
   * request, though it has changed nothing. Of a new key it says that alone.
   *
   * @param clock the key's, with the request taken in
   */
  public static Standing ofRefused(
      RouterState state, TenantConfig config, boolean isNew, long clock) {
    long time = Math.max(state.account().clock, clock);
    return isNew
        ? Standing.builder(state.key(), time, 0)
            .policy(config.policy().name())
            .target(config.sla().target())
            .tenantBudget(tenantBudget(state.account(), config, time))
            .build()
        : builder(state, config, time).build();
  }

  /** All that is to be told as of a time of the key's clock, or later. */
  private static Standing.Builder builder(RouterState state, TenantConfig config, long clock) {
    Account account = state.account();
    ModelTable table = state.learner().models;
    PoolRanking pool = PoolRanking.of(state, config);
    List<String> ranking = table.names(account.health.failingLast(pool.slots()), 0);
    Map<String, Long> decisions = new LinkedHashMap<>();
    for (int slot = 0; slot < account.decisions.length; slot++) {
      if (account.decisions[slot] > 0) {
        decisions.put(table.name(slot), account.decisions[slot]);
      }
    }
    Interval delivered = account.delivery.interval();
    return Standing.builder(state.key(), clock, account.seq)
        .policy(config.policy().name())
        .best(ranking.isEmpty() ? null : ranking.get(0))
        .fallbacks(ranking.size() < 2 ? List.of() : ranking.subList(1, ranking.size()))
        .target(config.sla().target())
        .satisfaction(delivered.mean(), delivered.low(), delivered.high())
        .floor(account.delivery.floor(config.sla().tolerance()))
        .judged(account.delivery.labels())
        .queue(account.queue)
        .catchingUp(pool.catchingUp())
        .infeasible(pool.infeasible())
        .requests(account.requests)
        .labels(account.labels)
        .explored(account.explored)
        .costUsd(account.costUsd)
        .expectedCostUsd(account.expectedCostUsd)
        .bestSingleCostUsd(account.bestSingleCostUsd)
        .models(decisions)
        .notices(notices(account))
        .failures(failures(account.health, table))
        .failing(failing(account.health, table, config))
        .down(config.named(ModelSpec.Status.DOWN))
        .draining(config.named(ModelSpec.Status.DRAINING))
        .allowed(config.allowed())
        .open(kept(config, config.health().open()))
        .halfOpen(kept(config, config.health().halfOpen().keySet()))
        .mode(config.sla().mode())
        .incumbent(incumbent(account, config, table))
        .unknownModels(state.learner().unknownNames.counts())
        .spentUsd(Math.max(0, account.spentUsd))
        .bestSpentUsd(Math.max(0, account.bestUsd))
        .certified(certified(account, config.sla()))
        .budget(budget(account, config, clock))
        .deadline(deadline(account, config.sla()))
        .tenantBudget(tenantBudget(account, config, clock))
        .judge(account.judge.standing(config.sla().judge(), account.clock));
  }

  /** What is certified of a key, or {@code null} where its promise asks for no certificate. */
  public static Certified certified(Account account, SlaPolicy sla) {
    return sla.certificate() == null ? null : account.certificate.certified(sla.certificate());
  }

  /** How a key's budget stands, or {@code null} where it is held to none. */
  public static BudgetStanding budget(Account account, TenantConfig config) {
    return budget(account, config, account.clock);
  }

  private static BudgetStanding budget(Account account, TenantConfig config, long clock) {
    return config.budget() == null
        ? null
        : account.budget.standing(config.budget(), clock, account.spentUsd);
  }

  /** How a key stands to its deadline, or {@code null} where its promise has none. */
  public static DeadlineStanding deadline(Account account, SlaPolicy sla) {
    return sla.deadline() == null ? null : account.deadline.standing(sla.deadline());
  }

  /**
   * How a key stands in a budget that its tenant's tiers share, or {@code null} where it is held to
   * none.
   */
  public static TenantBudgetStanding tenantBudget(Account account, TenantConfig config) {
    return tenantBudget(account, config, account.clock);
  }

  private static TenantBudgetStanding tenantBudget(
      Account account, TenantConfig config, long clock) {
    return config.sharedBudget() == null
        ? null
        : account.shared.standing(config.sharedBudget(), clock, account.spentUsd);
  }

  /** What is in service and kept from all tenants. */
  private static List<String> kept(TenantConfig config, Collection<String> models) {
    return models.stream().filter(config.active()::has).toList();
  }

  /** Who answers while the router only watches, as far as requests told. */
  private static String incumbent(Account account, TenantConfig config, ModelTable table) {
    boolean known = config.sla().mode() == SlaPolicy.Mode.OBSERVE && account.incumbent >= 0;
    return known ? table.name(account.incumbent) : null;
  }

  private static Map<String, Long> failures(ModelHealth health, ModelTable table) {
    Map<String, Long> failures = new LinkedHashMap<>();
    for (int slot = 0; slot < health.slots(); slot++) {
      if (health.failures[slot] > 0) {
        failures.put(table.name(slot), health.failures[slot]);
      }
    }
    return failures;
  }

  /**
   * The models that fail a key at present.
   *
   * @param config that tells which are in service: those that are not fail nobody; {@code null}
   *     where that isn't known
   */
  public static List<String> failing(RouterState state, TenantConfig config) {
    return failing(state.account().health, state.learner().models, config);
  }

  /** A model that is out of service by choice fails nobody. */
  private static List<String> failing(ModelHealth health, ModelTable table, TenantConfig config) {
    List<String> failing = new ArrayList<>();
    for (int slot = 0; slot < health.slots(); slot++) {
      if (health.isFailing(slot) && (config == null || config.active().has(table.name(slot)))) {
        failing.add(table.name(slot));
      }
    }
    return failing;
  }

  private static Map<String, Long> notices(Account account) {
    Map<String, Long> notices = new LinkedHashMap<>();
    for (Notice notice : Notice.values()) {
      long count = account.notices[notice.ordinal()];
      if (count > 0) {
        notices.put(notice.word(), count);
      }
    }
    return notices;
  }
}
