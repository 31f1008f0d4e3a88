package dev.surety.estimator;

/**
 * Expected tokens and cost of an answer, by model slot: input tokens as the request counts them (or
 * as usual for the tenant), output tokens as learned from usage, prices from the pool. Where usage
 * names the money paid, its ratio to the list is learned too: discounts, cached input, other units.
 * All three are {@link FadingMeans}, so that no record moves them far or for good.
 */
public final class CostEstimator {

  /** Expected before anything is known: a short prompt. */
  public static final double USUAL_INPUT_TOKENS = 500;

  /** How many requests' worth of evidence it counts for. */
  static final double PRIOR_REQUESTS = 1;

  /** Input tokens of the key's requests: one slot. */
  public final FadingMeans inputTokens = new FadingMeans(USUAL_INPUT_TOKENS, false);

  public final FadingMeans outputTokens =
      new FadingMeans(UsualAnswer.UNKNOWN.outputTokens(), false);

  /** Money paid over money by the list. */
  public final FadingMeans paidRatio = new FadingMeans(UsualAnswer.UNKNOWN.paidRatio(), false);

  private long changes;

  public CostEstimator() {
    inputTokens.ensureSlots(1);
  }

  /** Counts what was seen: as long as it stays the same, so do all expectations. */
  public long changes() {
    return changes;
  }

  public int slots() {
    return outputTokens.slots();
  }

  public void ensureSlots(int slots) {
    outputTokens.ensureSlots(slots);
    paidRatio.ensureSlots(slots);
  }

  /** A request's input tokens were counted. */
  public void sawInput(int tokens) {
    changes++;
    inputTokens.saw(0, tokens);
  }

  /** An answer of the model took this many output tokens. */
  public void sawOutput(int slot, int tokens) {
    changes++;
    outputTokens.saw(slot, tokens);
  }

  /** An answer cost {@code ratio} times what its tokens cost by the list. */
  public void sawPaid(int slot, double ratio) {
    changes++;
    paidRatio.saw(slot, ratio);
  }

  /** An operator wants forgotten what a model's answers took and cost. */
  public void forget(int slot) {
    changes++;
    outputTokens.forget(slot);
    paidRatio.forget(slot);
  }

  /** An operator wants forgotten what any answer and request took and cost. */
  public void forgetAll() {
    inputTokens.forget(0);
    for (int slot = 0; slot < slots(); slot++) {
      forget(slot);
    }
  }

  public double usualInputTokens() {
    return inputTokens.mean(0, USUAL_INPUT_TOKENS, PRIOR_REQUESTS);
  }

  public double usualOutputTokens(int slot, UsualAnswer first) {
    return outputTokens.mean(slot, first.outputTokens(), first.answers());
  }

  /**
   * Expected cost in USD.
   *
   * @param first what the model's answers were taken to be at first
   * @param inputTokens of the request, or negative if not counted
   * @param maxOutputTokens limit of the request, or negative without one
   */
  public double costUsd(
      int slot,
      UsualAnswer first,
      int inputTokens,
      int maxOutputTokens,
      double inputUsdPerMtok,
      double outputUsdPerMtok) {
    double in = inputTokens < 0 ? usualInputTokens() : inputTokens;
    double out = usualOutputTokens(slot, first);
    out = maxOutputTokens < 0 ? out : Math.min(out, maxOutputTokens);
    return costUsd(in, out, inputUsdPerMtok, outputUsdPerMtok, ratio(slot, first));
  }

  /** Expected cost in USD of this many tokens, at what the model's answers cost beside its list. */
  public static double costUsd(
      double inputTokens,
      double outputTokens,
      double inputUsdPerMtok,
      double outputUsdPerMtok,
      double ratio) {
    return (inputTokens * inputUsdPerMtok + outputTokens * outputUsdPerMtok) / 1e6 * ratio;
  }

  /**
   * Money paid over money by the list: drawn to what is common in the pool, or to what is known of
   * the model from elsewhere.
   */
  public double ratio(int slot, UsualAnswer first) {
    return ratio(slot, first, paidRatio.common());
  }

  /** The same where the common ratio is at hand. */
  public double ratio(int slot, UsualAnswer first, double common) {
    return first.isKnown()
        ? paidRatio.mean(slot, first.paidRatio(), FadingMeans.VOTES)
        : paidRatio.mean(slot, common);
  }
}
