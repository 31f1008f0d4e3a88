package dev.surety.tools.ope.journal;

import dev.surety.domain.FeedbackTerms;
import dev.surety.tools.ope.JudgeCalibration;

/**
 * What is known of the satisfaction behind each answer of a key.
 *
 * @param shares of the key, or {@code null} for users' words alone
 * @param judge how often he errs
 */
record Judgements(KnownShares shares, JudgeCalibration judge) {

  /** Of an answer of which nothing is known. */
  private static final Worth UNKNOWN = new Worth(Double.NaN, 1, 1);

  /** Users' words alone, as a first pass has them. */
  static final Judgements OF_USERS = new Judgements(null, null);

  /**
   * What an answer counts for.
   *
   * @param satisfaction as in {@link dev.surety.tools.ope.LoggedDecision}, as are the others
   */
  record Worth(double satisfaction, double weight, double information) {}

  /** Whether a judge's words count beside users'. */
  boolean areWeighed() {
    return shares != null && shares.areWeighed();
  }

  Worth of(Answered answer, LabelUse use, FeedbackTerms terms) {
    boolean spoken = !Double.isNaN(answer.word);
    if (!areWeighed() || use == LabelUse.SOLICITED) {
      return new Worth(use.satisfaction(answer, terms), 1, 1);
    }
    if (use == LabelUse.SILENCE_COUNTS) {
      // Whose answer a judge has seen is known of, whether or not its user spoke.
      return spoken && answer.windowClosed
          ? ofBoth(answer, 1)
          : new Worth(use.satisfaction(answer, terms), 1, 1);
    }
    return Double.isNaN(answer.label) && !spoken
        ? UNKNOWN
        : ofBoth(answer, shares.weight(answer.asked()));
  }

  /** A user's word stands; the judge's is one of him who errs. */
  private Worth ofBoth(Answered answer, double weight) {
    if (!Double.isNaN(answer.label)) {
      return new Worth(answer.label, weight, 1);
    }
    String model = answer.row.decision().model();
    double gap = judge.gap(model);
    return new Worth(judge.surrogate(model, answer.word), weight, gap * gap);
  }
}
