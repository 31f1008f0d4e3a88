package dev.surety.policy;

import dev.surety.domain.FeedbackTerms;

/**
 * What one judgement adds to the virtual queue (dossier 2.3). This is how debt is counted while
 * users speak at equal rates; where they do not, silence counts, and all but {@link #OBSERVED} book
 * the {@link SilenceSurrogate} of every answer when its feedback window closes.
 */
public enum QueueIncrement {

  /**
   * {@code target - s}, for judged answers only: MESS+'s {@code Q_tracked}. Under sparse feedback
   * the queue is smaller by the feedback rate, so it repays more slowly; under unequal rates it is
   * the naive count that takes those who speak for all.
   */
  OBSERVED,

  /**
   * {@code (target - s) / rate}: unbiased for the debt of all answers when each is judged with the
   * same probability. The factor is at most {@value #MAX_WEIGHT}.
   */
  INVERSE_PROPENSITY,

  /**
   * {@code target - (p + (s - p) / rate)}, with the predicted satisfaction p: the queue moves by
   * {@code target - p} when the answer is decided and by the rest when it is judged. As unbiased as
   * {@link #INVERSE_PROPENSITY}, with less variance where the prediction is good.
   */
  DOUBLY_ROBUST;

  /** Bounds the variance a single judgement can bring. */
  public static final double MAX_WEIGHT = 20;

  /**
   * How many answers one judgement stands for.
   *
   * @param solicited whether the judgement was asked for: it then always comes and stands for its
   *     own answer only
   */
  public double weight(FeedbackTerms terms, boolean solicited) {
    if (this == OBSERVED || solicited) {
      return 1;
    }
    double rate = Math.max(terms.satisfiedRate(), terms.dissatisfiedRate());
    return rate > 0 ? Math.min(MAX_WEIGHT, 1 / rate) : MAX_WEIGHT;
  }
}
