package dev.surety.tools.ope.journal;

import dev.surety.domain.FeedbackTerms;
import dev.surety.policy.SilenceSurrogate;

/** Which judgements speak for all answers, by the feedback terms of the promise (dossier 2.2). */
enum LabelUse {
  /** Satisfied and dissatisfied users speak equally often: the judged answers stand for all. */
  EVERY_JUDGEMENT("every judgement (users speak at equal rates)"),

  /** They do not, but some were asked by chance: those answers alone, which stand for all. */
  SOLICITED("solicited judgements alone (users speak at unequal rates)"),

  /**
   * They do not, and nobody was asked: every answer whose window is over, silent ones too, counts
   * for the {@link SilenceSurrogate} of what was said. As true as the promise's reporting rates.
   */
  SILENCE_COUNTS("every closed answer by the promise's reporting rates (silence counts)");

  private final String title;

  LabelUse(String title) {
    this.title = title;
  }

  String title() {
    return title;
  }

  static LabelUse of(FeedbackTerms terms) {
    if (!terms.silenceCounts()) {
      return EVERY_JUDGEMENT;
    }
    return terms.solicitRate() > 0 ? SOLICITED : SILENCE_COUNTS;
  }

  /** What an answer counts for, or {@link Double#NaN} if it does not count. */
  double satisfaction(Answered answer, FeedbackTerms terms) {
    return switch (this) {
      case EVERY_JUDGEMENT -> answer.label;
      case SOLICITED -> answer.row.decision().isSurvey() ? answer.label : Double.NaN;
      case SILENCE_COUNTS -> {
        SilenceSurrogate surrogate = SilenceSurrogate.of(terms);
        if (!answer.windowClosed) {
          yield Double.NaN;
        }
        yield Double.isNaN(answer.label) ? surrogate.silent() : surrogate.judged(answer.label);
      }
    };
  }
}
