package dev.surety.policy.proteus;

/** Which expected cost of a model counts in the score; training finds out which routes cheaper. */
public enum CostBasis {
  /** That of its usual answer: the paper's fixed c. */
  USUAL,
  /** That of its answer to the very request, by its length. */
  REQUEST
}
