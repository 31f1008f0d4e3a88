package dev.surety.engine;

import dev.surety.domain.TenantTier;
import dev.surety.policy.PolicyMemory;

/**
 * The whole state of one key, for the time of one event. The engine changes it in place; {@link
 * #learnerChanged} tells its owner what must be written back besides the account.
 */
public final class RouterState {

  private final TenantTier key;
  private final Account account;
  private final Learner learner;
  private final OpenDecisions open;
  private boolean learnerChanged;

  public RouterState(TenantTier key, Account account, Learner learner, OpenDecisions open) {
    this.key = key;
    this.account = account;
    this.learner = learner;
    this.open = open;
  }

  public TenantTier key() {
    return key;
  }

  public Account account() {
    return account;
  }

  public Learner learner() {
    return learner;
  }

  public OpenDecisions open() {
    return open;
  }

  public boolean learnerChanged() {
    return learnerChanged;
  }

  void markLearnerChanged() {
    learnerChanged = true;
  }

  PolicyMemory memory() {
    return new PolicyMemory(account.memory, learner.memory);
  }
}
