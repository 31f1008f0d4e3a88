package dev.surety.estimator;

import java.util.Arrays;

/**
 * Expected tokens and cost of an answer, by model slot: input tokens as the request counts them (or
 * as usual for the tenant), output tokens as learned from usage, prices from the pool. Where usage
 * names the money paid, its ratio to the list is learned too: discounts, cached input, other units.
 */
public final class CostEstimator {

  /** Expected before anything is known: a short prompt. */
  public static final double USUAL_INPUT_TOKENS = 500;

  /** How many requests' worth of evidence it counts for. */
  static final double PRIOR_REQUESTS = 1;

  public double inputTokens;
  public long inputCount;

  /** By slot. */
  public double[] outputTokens = new double[0];

  public int[] outputCount = new int[0];

  /** Sum of money paid over money by the list, by slot. */
  public double[] paidRatio = new double[0];

  public int[] paidCount = new int[0];

  private long changes;

  /** Counts what was seen: as long as it stays the same, so do all expectations. */
  public long changes() {
    return changes;
  }

  public void ensureSlots(int slots) {
    if (slots > outputTokens.length) {
      outputTokens = Arrays.copyOf(outputTokens, slots);
      outputCount = Arrays.copyOf(outputCount, slots);
      paidRatio = Arrays.copyOf(paidRatio, slots);
      paidCount = Arrays.copyOf(paidCount, slots);
    }
  }

  /** A request's input tokens were counted. */
  public void sawInput(int tokens) {
    changes++;
    inputTokens += tokens;
    inputCount++;
  }

  /** An answer of the model took this many output tokens. */
  public void sawOutput(int slot, int tokens) {
    changes++;
    outputTokens[slot] += tokens;
    outputCount[slot]++;
  }

  /** An answer cost {@code ratio} times what its tokens cost by the list. */
  public void sawPaid(int slot, double ratio) {
    changes++;
    paidRatio[slot] += ratio;
    paidCount[slot]++;
  }

  public double usualInputTokens() {
    return (inputTokens + PRIOR_REQUESTS * USUAL_INPUT_TOKENS) / (inputCount + PRIOR_REQUESTS);
  }

  public double usualOutputTokens(int slot, UsualAnswer first) {
    return (outputTokens[slot] + first.answers() * first.outputTokens())
        / (outputCount[slot] + first.answers());
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

  /** Money paid over money by the list: as at first where nobody reports what was paid. */
  public double ratio(int slot, UsualAnswer first) {
    return (paidRatio[slot] + first.answers() * first.paidRatio())
        / (paidCount[slot] + first.answers());
  }
}
