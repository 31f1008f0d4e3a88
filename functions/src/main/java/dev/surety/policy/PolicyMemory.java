package dev.surety.policy;

/**
 * What a policy remembers of one key, in two parts because they are written at different times: at
 * a million tenants it matters that a decision writes hundreds of bytes, not thousands.
 *
 * @param names of the models in the key's slots, for policies that are told of models by name
 */
public record PolicyMemory(DecisionMemory decisions, LearnedMemory learned, ModelNames names) {

  /** Of a key without models yet. */
  public PolicyMemory(DecisionMemory decisions, LearnedMemory learned) {
    this(decisions, learned, ModelNames.NONE);
  }

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
