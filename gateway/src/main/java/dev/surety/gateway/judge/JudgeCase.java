package dev.surety.gateway.judge;

import dev.surety.domain.Feedback;
import dev.surety.domain.TenantTier;

/**
 * An answer that is to be judged. Its text shows nothing of question and answer.
 *
 * @param model whose answer it is
 * @param priceUsd what the decision expects the label to cost
 * @param question all texts of the request
 * @param answer the text that the client got
 */
public record JudgeCase(
    TenantTier key,
    String requestId,
    String decisionId,
    String model,
    double priceUsd,
    String question,
    String answer) {

  /**
   * What the router is told.
   *
   * @param costUsd what the judge took, or NaN where nobody knows: then the router books its price
   */
  Feedback feedback(double score, double costUsd) {
    return Feedback.builder(requestId, key, model, System.currentTimeMillis())
        .decisionId(decisionId)
        .source(Feedback.Source.JUDGE)
        .satisfaction(score)
        .costUsd(costUsd)
        .build();
  }

  @Override
  public String toString() {
    return "the answer to request " + requestId;
  }
}
