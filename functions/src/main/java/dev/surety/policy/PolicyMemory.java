package dev.surety.policy;

/**
 * What a policy remembers of one key, in two parts because they are written at different times: at
 * a million tenants it matters that a decision writes hundreds of bytes, not thousands.
 */
public record PolicyMemory(DecisionMemory decisions, LearnedMemory learned) {

  /** Changes with every decision; a few hundred bytes, kept in the account. */
  public interface DecisionMemory {}

  /** Changes when something is learned; kept in the learner. */
  public interface LearnedMemory {}

  /** For policies that remember nothing. */
  public record NoMemory() implements DecisionMemory, LearnedMemory {
    public static final NoMemory INSTANCE = new NoMemory();
    public static final PolicyMemory MEMORY = new PolicyMemory(INSTANCE, INSTANCE);
  }
}
