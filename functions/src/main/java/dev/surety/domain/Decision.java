package dev.surety.domain;

import java.util.List;

/**
 * The answer to a request, as the gateway gets it.
 *
 * @param decisionId equal exactly when it is the same decision
 * @param apply whether to execute it; {@code false} when the tenant is only observed
 * @param alsoQuery further models to query for learning; their answers are not shown
 * @param fallbacks what to try when the model fails, best first
 * @param solicit whether to ask for a judgement on this answer: of the user, or of a judge
 * @param explored whether chance, not the estimate, chose the model
 * @param propensity probability with which this model was chosen
 * @param expectedCostUsd of the model's answer
 * @param expectedSatisfaction of the model's answer, 0..1
 * @param decidedAt epoch milliseconds
 * @param replaces the decision on an earlier form of the request that this one takes the place of,
 *     or {@code null}
 * @param judge that it is a judge who is to be asked, and what that is worth; {@code null} where it
 *     is the user, or nobody
 * @param infeasible which promise can't be kept beside the target by any mixture of models, as far
 *     as is believed: {@value #DEADLINE}; {@code null} where none is known to be so
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
    String replaces,
    JudgeOffer judge,
    String infeasible)
    implements Answer {

  /** What {@link #infeasible} says of a deadline. */
  public static final String DEADLINE = "deadline";

  /** Why a judgement is asked for. */
  public enum SolicitReason {
    /** A coin of known chance asks the user: what is said then is a fair sample. */
    SURVEY,
    /** A judge's label is worth more than it costs. */
    JUDGE
  }

  /** Of which no judge is asked, and that says of no promise that it can't be kept. */
  public Decision(
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
      String replaces) {
    this(
        decisionId,
        requestId,
        key,
        model,
        apply,
        alsoQuery,
        fallbacks,
        solicit,
        explored,
        propensity,
        expectedCostUsd,
        expectedSatisfaction,
        policy,
        reason,
        decidedAt,
        replaces,
        null,
        null);
  }

  /** Why a judgement is asked for, or {@code null} where none is. */
  public SolicitReason solicitReason() {
    if (!solicit) {
      return null;
    }
    return judge == null ? SolicitReason.SURVEY : SolicitReason.JUDGE;
  }

  /** Whether the user is to be asked, by a coin: only such judgements are a fair sample. */
  public boolean isSurvey() {
    return solicit && judge == null;
  }

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
