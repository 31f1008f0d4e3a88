package dev.surety.policy.surety;

import dev.surety.policy.JudgeBelief;
import dev.surety.policy.PolicyMemory;
import dev.surety.policy.PolicyUpkeep;

/** What operators look at and set right under {@code surety}. */
final class SuretyUpkeep implements PolicyUpkeep {

  private final SuretyPolicy policy;

  SuretyUpkeep(SuretyPolicy policy) {
    this.policy = policy;
  }

  @Override
  public double debt(PolicyMemory memory, double queue) {
    return policy.model().debt(policy.state(memory));
  }

  @Override
  public void owe(PolicyMemory memory, double queue) {
    policy.model().owe(policy.state(memory), queue);
  }

  @Override
  public void forget(PolicyMemory memory, int slot) {
    SuretyState state = policy.state(memory);
    if (slot < state.learner.modelCount()) {
      policy.model().renew(state, slot);
    }
  }

  @Override
  public void forgetCosts(PolicyMemory memory, int slot) {
    SuretyState state = policy.state(memory);
    if (slot < state.learner.modelCount()) {
      policy.model().forgetCosts(state, slot);
    }
  }

  @Override
  public void forgetAllCosts(PolicyMemory memory) {
    policy.model().forgetAllCosts(policy.state(memory));
  }

  @Override
  public double fleet(PolicyMemory memory, int slot) {
    FleetView fleet = policy.state(memory).learner.fleet;
    return fleet != null && slot < fleet.mean.length && fleet.known[slot]
        ? fleet.mean[slot]
        : Double.NaN;
  }

  @Override
  public JudgeBelief judge(PolicyMemory memory, int slot) {
    JudgeError judge = policy.state(memory).learner.judge;
    return judge != null && slot < judge.satisfied.length
        ? new JudgeBelief(judge.satisfied[slot], judge.dissatisfied[slot])
        : null;
  }

  @Override
  public double costRatio(PolicyMemory memory, int slot) {
    SuretyLearner learner = (SuretyLearner) memory.learned();
    return slot < learner.modelCount() ? learner.costRatio(slot) : Double.NaN;
  }
}
