package dev.surety.domain;

/**
 * How a tenant's users are known to talk.
 *
 * @param windowMillis how long after a decision its feedback counts
 * @param satisfiedRate probability that a satisfied user says so, in [0, 1]
 * @param dissatisfiedRate probability that a dissatisfied user says so, in [0, 1]
 * @param solicitRate share of decisions for which a judgement is asked for, in [0, 1]
 * @param maxOpen decisions a key keeps open for feedback, at least 2; the newest half of it is kept
 *     in any case, older ones are given up when there are more
 */
public record FeedbackTerms(
    long windowMillis,
    double satisfiedRate,
    double dissatisfiedRate,
    double solicitRate,
    int maxOpen) {

  /** A day's window, every user speaks, nobody is asked. */
  public static final FeedbackTerms DEFAULT = new FeedbackTerms(86_400_000L, 1, 1, 0, 100_000);

  /**
   * Whether silence says something about satisfaction: it does when one kind of user speaks more
   * readily than the other.
   */
  public boolean silenceCounts() {
    return satisfiedRate != dissatisfiedRate;
  }
}
