package dev.surety.engine;

import dev.surety.domain.ModelSpec;
import dev.surety.engine.Spending.Answer;
import dev.surety.estimator.CostEstimator;
import dev.surety.estimator.FadingMeans;
import java.util.List;

/**
 * How many tokens an answer can have: those that its request allowed, those that its model's window
 * holds, and never more than any model's could. What is told beyond that is a mistake of whoever
 * counted, and is learnt from and counts as saved up to there only.
 *
 * @param input tokens at most
 * @param output tokens at most
 */
record UsageLimits(int input, int output) {

  /** More than the windows of all models. */
  static final int MOST_TOKENS = 10_000_000;

  /** Counting differs a little between a provider and its callers. */
  private static final double TOLERANCE = 1.1;

  private static final int TOLERATED_TOKENS = 16;

  /**
   * @param open the decision on record, or {@code null}
   * @param pool of the request's time
   * @param model that answered, or {@code null} if no pool knows it
   */
  static UsageLimits of(OpenDecision open, List<ModelSpec> pool, String model) {
    int window = MOST_TOKENS;
    for (ModelSpec spec : pool) {
      if (spec.name().equals(model) && spec.contextWindow() >= 0) {
        window = Math.min(window, spec.contextWindow());
        break;
      }
    }
    int allowed = open == null || open.maxOutputTokens < 0 ? window : open.maxOutputTokens;
    return new UsageLimits(window, Math.min(window, allowed));
  }

  int input(int tokens) {
    return Math.min(tokens, input);
  }

  int output(int tokens) {
    return Math.min(tokens, output);
  }

  /** Whether an answer is told to have had more. */
  boolean areExceeded(Answer answer) {
    return exceeds(Math.max(answer.inputTokens, answer.cachedInputTokens), input)
        || exceeds(Math.max(answer.outputTokens, answer.reasoningTokens), output);
  }

  private static boolean exceeds(int tokens, int limit) {
    return tokens > TOLERANCE * limit + TOLERATED_TOKENS;
  }

  /** The tokens of an answer that exceeds them as far as they are believed. */
  Answer believed(Answer answer, CostEstimator costs) {
    int in = (int) Math.min(input, FadingMeans.CLIP * costs.inputTokens.common());
    int out = (int) Math.min(output, FadingMeans.CLIP * costs.outputTokens.common());
    Answer believed = new Answer(answer.slot, answer.name, answer.attempt);
    believed.inputTokens = Math.min(in, answer.inputTokens);
    believed.cachedInputTokens = Math.min(in, answer.cachedInputTokens);
    believed.outputTokens = Math.min(out, answer.outputTokens);
    believed.reasoningTokens = Math.min(out, answer.reasoningTokens);
    return believed;
  }
}
