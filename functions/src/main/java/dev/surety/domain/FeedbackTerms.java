package dev.surety.domain;

/**
 * How a tenant's users are known to talk.
 *
 * @param windowMillis how long after a decision its feedback counts
 * @param satisfiedRate probability that a satisfied user says so, 0 or in [1e-6, 1]
 * @param dissatisfiedRate probability that a dissatisfied user says so, 0 or in [1e-6, 1]
 * @param solicitRate share of decisions for which a judgement is asked for, in [0, 1]
 * @param maxOpen decisions a key keeps open for feedback, at least 2; the newest half of it is kept
 *     in any case, older ones are given up when there are more; likewise for the answers whose
 *     money it remembers
 * @param moneyWindowMillis how long after a request money for its answers is booked, at least the
 *     feedback window: bills come later than judgements
 */
public record FeedbackTerms(
    long windowMillis,
    double satisfiedRate,
    double dissatisfiedRate,
    double solicitRate,
    int maxOpen,
    long moneyWindowMillis) {

  /** A week: what providers report late, they report within days. */
  public static final long USUAL_MONEY_WINDOW_MILLIS = 7 * 86_400_000L;

  /**
   * A reporting rate above 0 is at least this: what one judgement stands for is over the rate, and
   * no sum of such weights may leave the numbers.
   */
  public static final double LEAST_RATE = 1e-6;

  /** Takes a rate above 0 for {@link #LEAST_RATE} at least. */
  public FeedbackTerms {
    satisfiedRate = spoken(satisfiedRate);
    dissatisfiedRate = spoken(dissatisfiedRate);
  }

  private static double spoken(double rate) {
    return rate > 0 && rate < LEAST_RATE ? LEAST_RATE : rate;
  }

  /** A day's window, every user speaks, nobody is asked. */
  public static final FeedbackTerms DEFAULT = new FeedbackTerms(86_400_000L, 1, 1, 0, 100_000);

  /** With the usual money window, or a feedback window that is longer. */
  public FeedbackTerms(
      long windowMillis,
      double satisfiedRate,
      double dissatisfiedRate,
      double solicitRate,
      int maxOpen) {
    this(
        windowMillis,
        satisfiedRate,
        dissatisfiedRate,
        solicitRate,
        maxOpen,
        Math.max(windowMillis, USUAL_MONEY_WINDOW_MILLIS));
  }

  /**
   * Whether silence says something about satisfaction: it does when one kind of user speaks more
   * readily than the other.
   */
  public boolean silenceCounts() {
    return satisfiedRate != dissatisfiedRate;
  }

  /** Hashes of configurations are made of it: a text that has lasted, and what was added to it. */
  @Override
  public String toString() {
    String text =
        "FeedbackTerms[windowMillis=%d, satisfiedRate=%s, dissatisfiedRate=%s, solicitRate=%s, maxOpen=%d"
            .formatted(windowMillis, satisfiedRate, dissatisfiedRate, solicitRate, maxOpen);
    return moneyWindowMillis == Math.max(windowMillis, USUAL_MONEY_WINDOW_MILLIS)
        ? text + ']'
        : text + ", moneyWindowMillis=" + moneyWindowMillis + ']';
  }
}
