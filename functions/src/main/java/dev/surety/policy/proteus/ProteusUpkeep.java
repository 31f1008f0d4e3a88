package dev.surety.policy.proteus;

import dev.surety.policy.PolicyMemory;
import dev.surety.policy.PolicyUpkeep;

/**
 * What operators look at and set right under {@code proteus}.
 *
 * @param online whether the tenant's debt counts
 */
record ProteusUpkeep(boolean online) implements PolicyUpkeep {

  @Override
  public double debt(PolicyMemory memory, double queue) {
    ProteusAccount account = (ProteusAccount) memory.decisions();
    return online && account.decided > 0 ? account.debt : queue;
  }

  @Override
  public void owe(PolicyMemory memory, double queue) {
    ProteusAccount account = (ProteusAccount) memory.decisions();
    account.debt = queue;
    account.decided = Math.min(1, account.decided); // no margin is owed of the time before
  }

  @Override
  public void forget(PolicyMemory memory, int slot) {
    ((ProteusLearner) memory.learned()).forget(slot);
  }
}
