package dev.surety.policy;

/**
 * What became of the answers that one model gave in one context bucket, once it can be said of all
 * of them: their feedback window has closed.
 *
 * @param slot the model that answered, as far as is known
 * @param bucket the context bucket of the decisions
 * @param silent answers nobody judged
 * @param up sum of the satisfactions of the judged ones
 * @param down sum of their dissatisfactions; {@code up + down} answers were judged
 */
public record ClosedOutcomes(int slot, int bucket, int silent, double up, double down) {

  public double answers() {
    return silent + up + down;
  }

  /** Sum of the answers' surrogate satisfactions. */
  public double satisfaction(SilenceSurrogate surrogate) {
    return silent * surrogate.silent() + up * surrogate.up() + down * surrogate.down();
  }
}
