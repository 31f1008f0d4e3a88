package dev.surety.engine;

import dev.surety.domain.Notice;
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
  private int notices;
  private RuntimeException failure;

  /** As it was last asked for: an event asks some ten times. */
  private PolicyMemory memory;

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

  /** What went wrong inside the policy while the event was applied, or {@code null}. */
  public RuntimeException failure() {
    return failure;
  }

  /**
   * For those whose figures would be worthless with a substitute in a policy's place.
   *
   * @throws RuntimeException what went wrong inside the policy, if anything did
   */
  public void throwFailure() {
    if (failure != null) {
      throw failure;
    }
  }

  void failed(RuntimeException what) {
    failure = what;
  }

  void markLearnerChanged() {
    learnerChanged = true;
  }

  /** Something about the present event is odd. */
  void raise(Notice notice) {
    notices |= notice.bit();
  }

  /** What was raised since it was last asked, counted now: the set of {@link Notice} bits. */
  int countNotices() {
    int raised = notices;
    notices = 0;
    account.countNotices(raised);
    return raised;
  }

  PolicyMemory memory() {
    PolicyMemory known = memory;
    if (known == null || known.decisions() != account.memory || known.learned() != learner.memory) {
      known = new PolicyMemory(account.memory, learner.memory, learner.models);
      memory = known;
    }
    return known;
  }
}
