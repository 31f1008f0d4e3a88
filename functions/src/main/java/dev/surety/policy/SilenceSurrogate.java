package dev.surety.policy;

import dev.surety.domain.FeedbackTerms;

/**
 * What each outcome of an answer counts for when satisfied and dissatisfied users speak at
 * different rates (dossier 2.2): a number whose mean over what users say is their satisfaction,
 * {@code E[value | s] = s}. With the rates f1 of the satisfied and f0 of the dissatisfied:
 *
 * <ul>
 *   <li>f1 = 0: {@code 1 - 1{down} / f0};
 *   <li>f0 = 0: {@code 1{up} / f1};
 *   <li>both speak: the mean of {@code 1{up} / f1} and {@code 1 - 1{down} / f0};
 *   <li>f1 = f0: silence says nothing; a judgement counts as itself.
 * </ul>
 *
 * Rates are not clipped: a complaint that counted for fewer than 1 / f0 would be a silent breach.
 *
 * @param silent value of an answer nobody spoke about
 * @param up value of one that satisfied
 * @param down value of one that did not; negative
 */
public record SilenceSurrogate(double silent, double up, double down) {

  public static SilenceSurrogate of(FeedbackTerms terms) {
    double up = terms.satisfiedRate();
    double down = terms.dissatisfiedRate();
    if (up == down) {
      return new SilenceSurrogate(0.5, 1, 0);
    }
    if (up == 0) {
      return new SilenceSurrogate(1, 1, 1 - 1 / down);
    }
    return down == 0
        ? new SilenceSurrogate(0, 1 / up, 0)
        : new SilenceSurrogate(0.5, 0.5 / up + 0.5, 0.5 - 0.5 / down);
  }

  /** Value of a judged answer; a score between 0 and 1 counts as that much up and the rest down. */
  public double judged(double satisfaction) {
    return satisfaction * up + (1 - satisfaction) * down;
  }

  /**
   * The variance of an answer's value where a share s of answers satisfies is {@code base + slope s
   * - s^2}: this is its base, what comes of the dissatisfied alone.
   */
  public double base(FeedbackTerms terms) {
    double speaks = terms.dissatisfiedRate();
    return speaks * down * down + (1 - speaks) * silent * silent;
  }

  /** The slope of that: by how much more comes of the satisfied. */
  public double slope(FeedbackTerms terms) {
    double speaks = terms.satisfiedRate();
    return speaks * up * up + (1 - speaks) * silent * silent - base(terms);
  }
}
