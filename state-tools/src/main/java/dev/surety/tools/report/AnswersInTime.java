package dev.surety.tools.report;

import dev.surety.domain.DeadlineTerms;

/**
 * How a deadline was kept.
 *
 * @param answers whose time is known, or that were not given
 * @param inTime of them
 */
record AnswersInTime(DeadlineTerms terms, long answers, long inTime) {

  /** Share of them, or {@link Double#NaN} where none is known. */
  double share() {
    return answers == 0 ? Double.NaN : (double) inTime / answers;
  }
}
