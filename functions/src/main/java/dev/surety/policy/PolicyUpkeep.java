package dev.surety.policy;

/**
 * What operators look at and set right in a policy's memory, by tools that read savepoints and
 * write them anew. A policy without a thing of its own keeps what stands here.
 */
public interface PolicyUpkeep {

  /** Of a policy that keeps neither a debt of its own nor costs, and learns nothing. */
  PolicyUpkeep NONE = new PolicyUpkeep() {};

  /**
   * The debt, in answers, that decisions are made by: below zero where more was given than promised
   * and that counts.
   *
   * @param queue the account's
   */
  default double debt(PolicyMemory memory, double queue) {
    return queue;
  }

  /**
   * The account's queue was set, by an operator or because the memory began afresh: a policy with a
   * debt of its own takes it over. Changes both parts of the memory.
   */
  default void owe(PolicyMemory memory, double queue) {}

  /** An operator wants forgotten how a model was judged. Changes both parts of the memory. */
  default void forget(PolicyMemory memory, int slot) {}

  /** An operator wants forgotten what a model's answers cost. Changes both parts of the memory. */
  default void forgetCosts(PolicyMemory memory, int slot) {}

  /** The same of all models and all requests. Changes both parts of the memory. */
  default void forgetAllCosts(PolicyMemory memory) {}

  /**
   * What a model's answers cost, over what they would by its list, where the policy keeps that
   * itself; otherwise {@link Double#NaN}. For people who look into a state.
   */
  default double costRatio(PolicyMemory memory, int slot) {
    return Double.NaN;
  }

  /**
   * Satisfaction of a model by what the tenant's fleet says of it, 0..1, where a version is in
   * force that knows it; otherwise {@link Double#NaN}. For people who look into a state.
   */
  default double fleet(PolicyMemory memory, int slot) {
    return Double.NaN;
  }

  /**
   * How often the judge errs on a model, where a promise has named one; otherwise {@code null}. For
   * people who look into a state.
   */
  default JudgeBelief judge(PolicyMemory memory, int slot) {
    return null;
  }
}
