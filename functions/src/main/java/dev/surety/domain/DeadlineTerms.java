package dev.surety.domain;

/**
 * By when a share of answers is to be there: "95 % within 2 s".
 *
 * @param measure which time of an answer it is about
 * @param millis that an answer may take, 1 or more
 * @param share of answers that take no longer, between 0 and 1, both excluded
 * @param precedence which promise comes first where both can't be kept
 */
public record DeadlineTerms(Measure measure, long millis, double share, Precedence precedence) {

  /** Which time of an answer counts. */
  public enum Measure {
    /** From the question to the first word. */
    FIRST_TOKEN,
    /** From the question to the last. */
    TOTAL
  }

  /** Which promise comes first; the other one gives way. */
  public enum Precedence {
    /** The target is kept; what can be done for the deadline within it is done. */
    QUALITY,
    /** The deadline is kept; what satisfies most within it is done. */
    DEADLINE
  }

  /** Share of answers that may be late. */
  public double mayBeLate() {
    return 1 - share;
  }

  /** Whether answers are late by both alike. */
  public boolean measuresAs(DeadlineTerms other) {
    return measure == other.measure && millis == other.millis;
  }
}
