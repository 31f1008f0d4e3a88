package dev.surety.domain;

/**
 * What is certified of a promise: that at least so large a share of its answers satisfies.
 *
 * @param atLeast the bound, in [0, 1]; {@link Double#NaN} if nothing can be certified, for the
 *     reason {@code missing}
 * @param confidence chance that the bound holds at every moment since it was begun
 * @param since of which answers it is: those decided from this time on, epoch milliseconds; 0 where
 *     it has not begun
 * @param answers decided since then
 * @param asked those of them whose judgement was asked for
 * @param judged those of them that were judged
 * @param unanswered what stands for the others
 * @param missing why nothing can be certified, or {@code null}
 */
public record Certified(
    double atLeast,
    double confidence,
    long since,
    long answers,
    long asked,
    long judged,
    CertificateTerms.Unanswered unanswered,
    Missing missing) {

  /** Why nothing can be certified. */
  public enum Missing {
    /** No coin asks, and not every answer is judged. */
    NO_UNBIASED_LABELS("no label is asked for by a coin: set feedback.solicit_rate"),
    /** None has come yet. */
    NO_LABEL_YET("no answer that was asked about is judged yet");

    private final String words;

    Missing(String words) {
      this.words = words;
    }

    /** As people read it. */
    public String words() {
      return words;
    }
  }

  /** Whether there is a bound. */
  public boolean isGiven() {
    return missing == null;
  }
}
