package dev.surety.domain;

import java.util.List;

/**
 * The answer to a request, as the gateway gets it.
 *
 * @param decisionId equal exactly when it is the same decision
 * @param apply whether to execute it; {@code false} when the tenant is only observed
 * @param alsoQuery further models to query for learning; their answers are not shown
 * @param fallbacks what to try when the model fails, best first
 * @param solicit whether to ask for a judgement on this answer
 * @param explored whether chance, not the estimate, chose the model
 * @param propensity probability with which this model was chosen
 * @param expectedCostUsd of the model's answer
 * @param expectedSatisfaction of the model's answer, 0..1
 * @param decidedAt epoch milliseconds
 * @param replaces the decision on an earlier form of the request that this one takes the place of,
 *     or {@code null}
 */
public record Decision(
    String decisionId,
    String requestId,
    TenantTier key,
    String model,
    boolean apply,
    List<String> alsoQuery,
    List<String> fallbacks,
    boolean solicit,
    boolean explored,
    double propensity,
    double expectedCostUsd,
    double expectedSatisfaction,
    String policy,
    Reason reason,
    long decidedAt,
    String replaces)
    implements Answer {

  /** Why this model. */
  public enum Reason {
    /** The estimates say so. */
    EXPLOIT,
    /** Chance said so, to learn. */
    EXPLORE,
    /** The request insisted. */
    PINNED,
    /** The policy always takes this one. */
    FIXED,
    /** The policy's own choice was not among the candidates. */
    SUBSTITUTE
  }
}
