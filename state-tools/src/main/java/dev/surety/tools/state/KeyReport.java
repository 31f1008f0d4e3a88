package dev.surety.tools.state;

import dev.surety.domain.BudgetStanding;
import dev.surety.domain.Certified;
import dev.surety.domain.DeadlineStanding;
import dev.surety.domain.TenantBudgetStanding;
import dev.surety.domain.TenantTier;
import dev.surety.engine.Account;
import dev.surety.engine.Configuration;
import dev.surety.engine.JudgeBooks;
import dev.surety.engine.Learner;
import dev.surety.engine.ModelTable;
import dev.surety.engine.StandingReader;
import dev.surety.engine.TenantConfig;
import dev.surety.estimator.Interval;
import dev.surety.estimator.UsualAnswer;
import dev.surety.policy.Belief;
import dev.surety.policy.PolicyMemory;
import dev.surety.policy.RoutingPolicy;
import dev.surety.tools.savepoint.KeyState;
import java.util.ArrayList;
import java.util.List;

/**
 * One key for people: how it stands and what it believes.
 *
 * @param policy in force, or {@code null} if nothing is promised to the key any more
 * @param target promised, or {@link Double#NaN}
 * @param delivered share of answers that satisfied, as far as users said
 * @param floor what of these had to satisfy, or NaN
 * @param queue SLA debt in answers; {@code debt} is what the policy itself decides by
 * @param openDecisions whose feedback may still come
 * @param clock the largest time the key has seen, epoch milliseconds
 * @param judge what its judge was asked, and has cost
 * @param certified what is certified of what was delivered, or {@code null} where the promise asks
 *     for no certificate
 * @param budget how its budget stands, or {@code null} where the promise has none
 * @param deadline how it stands to its deadline, likewise
 * @param tenantBudget how it stands in the one that its tenant's tiers share, or {@code null}
 */
record KeyReport(
    TenantTier key,
    String policy,
    double target,
    Interval delivered,
    double floor,
    double queue,
    double debt,
    boolean catchingUp,
    boolean infeasible,
    long requests,
    long labels,
    long explored,
    double costUsd,
    double expectedCostUsd,
    int openDecisions,
    long dropped,
    long seq,
    long clock,
    JudgeBooks judge,
    Certified certified,
    BudgetStanding budget,
    DeadlineStanding deadline,
    TenantBudgetStanding tenantBudget,
    List<ModelReport> models) {

  /** With the promise and the pool that are in force at the key's own time. */
  static KeyReport of(KeyState state, Configuration configuration) {
    Account account = state.account();
    TenantConfig config = configuration.inForce(state.key(), account.clock);
    RoutingPolicy policy = config == null ? null : config.policy();
    PolicyMemory memory = memory(state, policy);
    return new KeyReport(
        state.key(),
        policy == null ? null : policy.name(),
        config == null ? Double.NaN : config.sla().target(),
        account.delivery.interval(),
        account.delivery.floor(config == null ? 0 : config.sla().tolerance()),
        account.queue,
        memory == null ? account.queue : policy.upkeep().debt(memory, account.queue),
        account.catchingUp,
        account.infeasible,
        account.requests,
        account.labels,
        account.explored,
        account.costUsd,
        account.expectedCostUsd,
        account.openPresent + account.openPast,
        account.dropped,
        account.seq,
        account.clock,
        account.judge,
        config == null ? null : StandingReader.certified(account, config.sla()),
        config == null ? null : StandingReader.budget(account, config),
        config == null ? null : StandingReader.deadline(account, config.sla()),
        config == null ? null : StandingReader.tenantBudget(account, config),
        models(state, config, policy, memory));
  }

  /** What is remembered, if the policy in force can make sense of it. */
  static PolicyMemory memory(KeyState state, RoutingPolicy policy) {
    return policy != null && policy.memoryKind().equals(state.learner().memoryKind)
        ? new PolicyMemory(state.account().memory, state.learner().memory, state.learner().models)
        : null;
  }

  private static List<ModelReport> models(
      KeyState state, TenantConfig config, RoutingPolicy policy, PolicyMemory memory) {
    Learner learner = state.learner();
    List<ModelReport> models = new ArrayList<>();
    for (int slot = 0; slot < learner.models.size(); slot++) {
      ModelTable.Row row = learner.models.row(slot);
      long[] decisions = state.account().decisions;
      UsualAnswer usual = policy == null ? UsualAnswer.UNKNOWN : policy.usualAnswer(row.name);
      models.add(
          new ModelReport(
              row.name,
              row.inPool,
              slot < decisions.length ? decisions[slot] : 0,
              memory == null ? Belief.NONE : policy.belief(memory, slot),
              learner.costs.costUsd(slot, usual, -1, -1, row.inputUsdPerMtok, row.outputUsdPerMtok),
              learner.costs.ratio(slot, usual),
              memory == null ? Double.NaN : policy.upkeep().costRatio(memory, slot),
              memory == null ? Double.NaN : policy.upkeep().fleet(memory, slot),
              keptBack(config, row.name),
              memory == null ? null : policy.upkeep().judge(memory, slot)));
    }
    return models;
  }

  private static String keptBack(TenantConfig config, String model) {
    if (config == null || config.health().isClosed(model)) {
      return null;
    }
    return config.health().open().contains(model) ? "open" : "half_open";
  }

  /** That no model reaches what it should, or nothing, to be put behind the promise. */
  String reach() {
    if (infeasible) {
      return "; no model is believed to reach it";
    }
    return catchingUp ? "; no model repays its debt as fast as is wished: catching up" : "";
  }
}
