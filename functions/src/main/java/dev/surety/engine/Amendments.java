package dev.surety.engine;

import dev.surety.policy.PolicyMemory;
import dev.surety.policy.RoutingPolicy;

/**
 * What an operator may change in a key's state by hand. None of it is in the journal, so a state
 * that was amended is no longer the fold of its journal.
 */
public final class Amendments {

  private Amendments() {}

  /**
   * Sets the debt: the queue, and what the policy keeps of its own. What is let off is booked as
   * satisfaction that was given, so that the queue stays at or above what the books lack; the
   * satisfaction that is reported does not change.
   *
   * @param policy in force for the key
   * @param queue in answers, 0 or more
   */
  public static void owe(RouterState state, RoutingPolicy policy, double queue) {
    Account account = state.account();
    account.bookedSatisfaction += account.queue - queue;
    account.queue = queue;
    if (remembers(state, policy)) {
      policy.upkeep().owe(state.memory(), queue);
      state.markLearnerChanged();
    }
  }

  /**
   * Forgets how a model was judged; what its answers cost stays known.
   *
   * @param policy in force for the key
   * @return whether there was anything to forget: the policy has met the model
   */
  public static boolean forget(RouterState state, RoutingPolicy policy, String model) {
    int slot = state.learner().models.slot(model);
    if (slot < 0 || !remembers(state, policy)) {
      return false;
    }
    policy.upkeep().forget(state.memory(), slot);
    state.account().memoryBegun = state.account().seq;
    state.markLearnerChanged();
    return true;
  }

  /**
   * Forgets what a model's answers took and cost; how it was judged stays known, and so do the
   * books.
   *
   * @param policy in force for the key
   * @return whether there was anything to forget: the key has met the model
   */
  public static boolean forgetCosts(RouterState state, RoutingPolicy policy, String model) {
    int slot = state.learner().models.slot(model);
    if (slot < 0) {
      return false;
    }
    state.learner().costs.forget(slot);
    if (remembers(state, policy)) {
      policy.upkeep().forgetCosts(state.memory(), slot);
    }
    state.markLearnerChanged();
    return true;
  }

  /** The same of all models, and how long prompts are. */
  public static void forgetAllCosts(RouterState state, RoutingPolicy policy) {
    state.learner().costs.forgetAll();
    if (remembers(state, policy)) {
      policy.upkeep().forgetAllCosts(state.memory());
    }
    state.markLearnerChanged();
  }

  /**
   * The state of a key that goes on with what another one has learned, keeping its own debt and
   * counts. Its open decisions, and what is known of their money, are given up: they are in terms
   * of what it had learned itself.
   *
   * @param taught state of the other key, which becomes part of the result: hand in a copy
   * @param policy in force for the key
   * @throws IllegalArgumentException if the policy can't use what the other key has learned
   */
  public static RouterState taught(RouterState state, RouterState taught, RoutingPolicy policy) {
    if (!remembers(taught, policy)) {
      throw new IllegalArgumentException(
          "%s learns for policy %s (%s), but %s has learned in another way (%s)"
              .formatted(
                  state.key(),
                  policy.name(),
                  policy.memoryKind(),
                  taught.key(),
                  taught.learner().memoryKind));
    }
    Account account = state.account();
    Learner learner = taught.learner();
    account.decisions = moved(account.decisions, state.learner().models, learner);
    account.ranking = new short[0];
    account.incumbent = -1;
    account.dropped += account.openPresent + account.openPast;
    account.openPresent = 0;
    account.openPast = 0;
    account.moneyPresent = 0;
    account.moneyPast = 0;
    account.windows[0] = null;
    account.windows[1] = null;
    account.pending[0].clear();
    account.pending[1].clear();
    account.closed = null;
    account.memory = taught.account().memory;
    account.config = ""; // the next event binds the policy to this key's own promise and pool
    policy
        .upkeep()
        .owe(new PolicyMemory(account.memory, learner.memory, learner.models), account.queue);
    return new RouterState(state.key(), account, learner, new OpenDecisionMaps());
  }

  /** Decisions by the slots of another model table; models that it lacks are added. */
  private static long[] moved(long[] decisions, ModelTable from, Learner to) {
    int[] slots = new int[decisions.length];
    for (int slot = 0; slot < decisions.length; slot++) {
      ModelTable.Row row = from.row(slot);
      if (to.models.slot(row.name) < 0) {
        to.models.rows.add(
            new ModelTable.Row(row.name, row.inputUsdPerMtok, row.outputUsdPerMtok, false));
        to.costs.ensureSlots(to.models.size());
      }
      slots[slot] = to.models.slot(row.name);
    }
    long[] moved = new long[to.models.size()];
    for (int slot = 0; slot < decisions.length; slot++) {
      moved[slots[slot]] = decisions[slot];
    }
    return moved;
  }

  /** Whether what the key remembers is this policy's; otherwise it starts afresh anyway. */
  private static boolean remembers(RouterState state, RoutingPolicy policy) {
    return policy.memoryKind().equals(state.learner().memoryKind);
  }
}
