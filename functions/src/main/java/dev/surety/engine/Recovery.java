package dev.surety.engine;

import dev.surety.domain.Notice;

/**
 * What follows when a policy has failed. The event goes on without it: what was said is booked, a
 * request is answered by a {@link KnownGood} model. A memory that can still be decided by is kept,
 * so that no single record costs a tenant what it has learned; one that can't is worth nothing, and
 * begins afresh with the account's debt.
 */
final class Recovery {

  private Recovery() {}

  /** Called once the policy has been told all that an event has for it, before the event's row. */
  static void settle(RouterState state, TenantConfig config) {
    GuardedPolicy policy = config.guarded();
    RuntimeException failure = policy.takeFailure();
    if (failure == null) {
      return;
    }
    state.failed(failure);
    state.markLearnerChanged(); // by what was done before it failed
    state.raise(Notice.NON_FINITE);
    if (!policy.isSound(state.memory())) {
      PoolBinding.begin(state, config);
      policy.upkeep().owe(state.memory(), state.account().queue);
    }
    policy.takeFailure(); // the key's own: the next event may be another key's
  }
}
