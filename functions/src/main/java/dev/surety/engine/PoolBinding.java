package dev.surety.engine;

import dev.surety.domain.ModelSpec;
import dev.surety.estimator.CostEstimator;
import dev.surety.estimator.UsualAnswer;
import dev.surety.policy.PolicyMemory;
import dev.surety.policy.PoolChange;
import dev.surety.policy.RoutingPolicy;

/**
 * Brings a key up to date with the configuration in force, the first time an event meets a new one:
 * new models get slots, prices and departures are noted, a policy with another memory starts
 * afresh.
 */
final class PoolBinding {

  private PoolBinding() {}

  static void apply(RouterState state, TenantConfig config) {
    Account account = state.account();
    if (config.hash().equals(account.config)) {
      return;
    }
    account.config = config.hash();
    state.markLearnerChanged();
    Learner learner = state.learner();
    RoutingPolicy policy = config.policy();
    boolean afresh = !policy.memoryKind().equals(learner.memoryKind);
    if (afresh) {
      forget(state, policy);
    } else {
      policy.adopt(state.memory());
    }
    for (int slot = 0; slot < learner.models.size(); slot++) {
      ModelTable.Row row = learner.models.row(slot);
      if (row.inPool && !config.offers(row.name)) {
        row.inPool = false;
        policy.configure(state.memory(), new PoolChange.Removed(slot));
      }
    }
    bindAll(state, config, policy, afresh);
    learner.unknownNames.forget(
        name -> learner.models.slot(name) >= 0 || config.aliases().model(name) != null);
  }

  /** Lets the policy begin afresh with the models in force. */
  static void begin(RouterState state, TenantConfig config) {
    state.markLearnerChanged();
    forget(state, config.policy());
    state.account().memoryBegun++; // what the present event has taught is gone, too
    bindAll(state, config, config.policy(), true);
  }

  private static void bindAll(
      RouterState state, TenantConfig config, RoutingPolicy policy, boolean afresh) {
    for (ModelSpec model : config.models()) {
      if (config.sla().limits().allow(model)) {
        bind(state, policy, model, afresh);
      } else {
        keepOut(state, policy, model, afresh);
      }
    }
  }

  /**
   * A model that the promise does not allow is to the policy one that has left, so that no plan
   * counts on it. It has its row: an answer of it, from whatever road, is nobody else's.
   */
  private static void keepOut(
      RouterState state, RoutingPolicy policy, ModelSpec model, boolean afresh) {
    int slot = state.learner().models.slot(model.name());
    if (slot < 0 || afresh) {
      bind(state, policy, model, afresh);
      slot = state.learner().models.slot(model.name());
      state.learner().models.row(slot).inPool = false;
      policy.configure(state.memory(), new PoolChange.Removed(slot));
    } else {
      ModelTable.Row row = state.learner().models.row(slot);
      row.inputUsdPerMtok = model.inputUsdPerMtok();
      row.outputUsdPerMtok = model.outputUsdPerMtok();
    }
  }

  private static void forget(RouterState state, RoutingPolicy policy) {
    PolicyMemory memory = policy.newMemory();
    state.account().memory = memory.decisions();
    state.learner().memory = memory.learned();
    state.learner().memoryKind = policy.memoryKind();
    state.account().memoryBegun = state.account().seq;
    state.account().deadline.beliefs.forgetContexts();
  }

  private static void bind(
      RouterState state, RoutingPolicy policy, ModelSpec model, boolean afresh) {
    ModelTable table = state.learner().models;
    CostEstimator costs = state.learner().costs;
    int known = table.slot(model.name());
    int slot = known >= 0 ? known : table.size();
    double cost;
    if (known < 0) {
      table.rows.add(
          new ModelTable.Row(
              model.name(), model.inputUsdPerMtok(), model.outputUsdPerMtok(), false));
      costs.ensureSlots(table.size());
    }
    ModelTable.Row row = table.row(slot);
    UsualAnswer first = policy.usualAnswer(model.name());
    double before = costs.costUsd(slot, first, -1, -1, row.inputUsdPerMtok, row.outputUsdPerMtok);
    row.inputUsdPerMtok = model.inputUsdPerMtok();
    row.outputUsdPerMtok = model.outputUsdPerMtok();
    cost = costs.costUsd(slot, first, -1, -1, row.inputUsdPerMtok, row.outputUsdPerMtok);
    double ratio = cost / before;
    boolean ratioless = before != cost && !(ratio > 0 && ratio <= Double.MAX_VALUE);
    if (!row.inPool || afresh || ratioless) {
      row.inPool = true;
      boolean newcomer = !afresh && state.account().requests > 0;
      double listed = listedUsd(model, first);
      policy.configure(state.memory(), new PoolChange.Added(slot, model.name(), listed, newcomer));
    } else if (before != cost) {
      policy.configure(state.memory(), new PoolChange.Repriced(slot, ratio, cost));
    }
  }

  /**
   * What an answer costs before any was seen. Not what is expected of it by now: a policy that
   * learns what answers cost beside their list learns how much longer they are too, and a model
   * that comes late must start where the others did.
   */
  private static double listedUsd(ModelSpec model, UsualAnswer first) {
    return CostEstimator.costUsd(
        CostEstimator.USUAL_INPUT_TOKENS,
        first.outputTokens(),
        model.inputUsdPerMtok(),
        model.outputUsdPerMtok(),
        first.paidRatio());
  }
}
