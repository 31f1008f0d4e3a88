package dev.surety.client;

import dev.surety.domain.Decision;
import dev.surety.domain.Decision.SolicitReason;
import dev.surety.domain.Feedback;
import dev.surety.domain.Refusal;
import dev.surety.domain.RoutingRequest;
import java.util.List;

/**
 * What a gateway is to do with one request. It comes from {@link Gateway#ask(RoutingRequest) ask};
 * what became of it goes back by {@link #report(String)}.
 *
 * @param request the one that was asked about
 * @param outcome how it came to this
 * @param decision the router's, or {@code null} if none came in time
 * @param refusal why there is no decision and will be none, or {@code null}
 * @param model the model that answers the user, or {@code null} if none may
 * @param fallbacks what to try when that model fails, best first; only what the request allows
 * @param alsoQuery models to query besides, for the router to learn from; their answers are not
 *     shown
 * @param latencyNanos nanoseconds from the question to this
 */
public record Execution(
    RoutingRequest request,
    Outcome outcome,
    Decision decision,
    Refusal refusal,
    String model,
    List<String> fallbacks,
    List<String> alsoQuery,
    long latencyNanos) {

  /** How a request came to its model. */
  public enum Outcome {
    /** The router decided, and the decision is executed. */
    DECIDED,
    /**
     * The router decided; its tenant is only observed, so who would have answered without it does:
     * the request's incumbent, else the one of the tenant's standing, else what the {@link
     * Fallback} says.
     */
    OBSERVED,
    /** The router said that no model answers: the caller has to mend the request. */
    REFUSED,
    /** Nothing came in time: the {@link Fallback} chose. */
    TIMED_OUT,
    /** Kafka did not take the request: the {@link Fallback} chose. */
    NOT_SENT,
    /** The gateway was closed while the request waited: the {@link Fallback} chose. */
    CLOSED
  }

  /** Of a decision that is applied. */
  static Execution of(RoutingRequest request, Decision decision, long latencyNanos) {
    return new Execution(
        request,
        Outcome.DECIDED,
        decision,
        null,
        decision.model(),
        Wishes.allowed(request, decision.fallbacks()),
        decision.alsoQuery(),
        latencyNanos);
  }

  /** Of a decision that is only observed: these models answer, best first. */
  static Execution observed(
      RoutingRequest request, Decision decision, List<String> models, long latencyNanos) {
    return new Execution(
        request,
        Outcome.OBSERVED,
        decision,
        null,
        models.get(0),
        models.subList(1, models.size()),
        List.of(),
        latencyNanos);
  }

  static Execution of(RoutingRequest request, Refusal refusal, long latencyNanos) {
    return new Execution(
        request, Outcome.REFUSED, null, refusal, null, List.of(), List.of(), latencyNanos);
  }

  /** Of a request without an answer of the router. */
  static Execution without(
      RoutingRequest request, Outcome why, List<String> models, long latencyNanos) {
    return new Execution(
        request,
        why,
        null,
        null,
        models.isEmpty() ? null : models.get(0),
        models.isEmpty() ? List.of() : List.copyOf(models.subList(1, models.size())),
        List.of(),
        latencyNanos);
  }

  /** The id of the request, as its asker chose it. */
  public String requestId() {
    return request.requestId();
  }

  /** Whether the gateway had to choose by itself, for whatever reason. */
  public boolean timedOut() {
    return decision == null && refusal == null;
  }

  /** Whether the router said that no model answers; {@link #refusal()} has the reason. */
  public boolean refused() {
    return refusal != null;
  }

  /** What feedback has to quote: the id of the decision on this request, or {@code null}. */
  public String decisionId() {
    return decision == null ? null : decision.decisionId();
  }

  /**
   * Whether the answer is to be judged: the decision is executed and says that a judge's label is
   * worth its price. What the judge says is reported with the source {@code JUDGE}, and what it has
   * cost as {@code costUsd}.
   */
  public boolean wantsJudge() {
    return outcome == Outcome.DECIDED && decision.solicitReason() == SolicitReason.JUDGE;
  }

  /**
   * Begins the report on one model's answer to this request.
   *
   * @param answered the model that really answered, or failed to: {@link #model()}, one of {@link
   *     #fallbacks()} or one of {@link #alsoQuery()}
   * @return what has to be filled in; its request, tenant, tier and decision, and the time of now,
   *     are already
   */
  public Feedback.Builder report(String answered) {
    return Feedback.builder(requestId(), request.key(), answered, System.currentTimeMillis())
        .decisionId(decisionId());
  }
}
