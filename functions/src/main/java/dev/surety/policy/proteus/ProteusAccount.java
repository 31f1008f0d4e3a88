package dev.surety.policy.proteus;

import dev.surety.policy.PolicyMemory;

/** What a tenant's decisions change. */
public final class ProteusAccount implements PolicyMemory.DecisionMemory {

  /** Requests decided with the correction on, since an operator last set the debt. */
  public long decided;

  /** Signed debt in answers: promised less delivered satisfaction. */
  public double debt;

  /** Fading mean of the best satisfaction that any candidate was expected to give. */
  public double reach;
}
