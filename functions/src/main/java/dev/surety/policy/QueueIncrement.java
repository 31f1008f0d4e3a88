package dev.surety.policy;

import dev.surety.domain.FeedbackTerms;

/** What one judgement adds to the virtual queue (dossier 2.3). */
public enum QueueIncrement {

  /**
   * {@code target - s}, for judged answers only: MESS+'s {@code Q_tracked}. Under sparse feedback
   * the queue is smaller by the feedback rate, so it repays more slowly.
   */
  OBSERVED,

  /**
   * {@code (target - s) / rate}: unbiased for the debt of all answers when each is judged with the
   * same probability. The factor is at most {@value #MAX_WEIGHT}.
   */
  INVERSE_PROPENSITY;

  /** Bounds the variance a single judgement can bring. */
  public static final double MAX_WEIGHT = 20;

  /** How many answers one judgement stands for. */
  public double weight(FeedbackTerms terms) {
    if (this == OBSERVED) {
      return 1;
    }
    double rate = Math.max(terms.satisfiedRate(), terms.dissatisfiedRate());
    return rate > 0 ? Math.min(MAX_WEIGHT, 1 / rate) : MAX_WEIGHT;
  }
}
