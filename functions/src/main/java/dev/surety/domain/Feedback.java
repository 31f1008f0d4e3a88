package dev.surety.domain;

/**
 * What came of one answer. At least one of satisfaction, usage or error is present; several records
 * may come for one request, also for several models of it.
 *
 * @param model the model that really answered
 * @param time epoch milliseconds
 * @param decisionId the decision that the gateway executed; {@code null} when it answered without
 *     the router
 * @param satisfaction 0..1, or {@link Double#NaN} when the record carries no judgement
 * @param inputTokens or {@link RoutingRequest#UNKNOWN}
 * @param outputTokens or {@link RoutingRequest#UNKNOWN}
 * @param latencyMillis or {@link RoutingRequest#UNKNOWN}
 * @param costUsd what the answer cost, or {@link Double#NaN}
 * @param error what went wrong, or {@code null}
 * @param finalError whether the user got no other answer: only then an error counts as dissatisfied
 * @param cachedInputTokens those of {@code inputTokens} that were read from a cache, or {@link
 *     RoutingRequest#UNKNOWN}
 * @param reasoningTokens those of {@code outputTokens} that the user did not see, or {@link
 *     RoutingRequest#UNKNOWN}
 * @param attempt which try of this model at this request it is, from 0: each has its own money
 */
public record Feedback(
    String requestId,
    TenantTier key,
    String model,
    long time,
    String decisionId,
    double satisfaction,
    int inputTokens,
    int outputTokens,
    long latencyMillis,
    double costUsd,
    String error,
    boolean finalError,
    Source source,
    int cachedInputTokens,
    int reasoningTokens,
    int attempt)
    implements TenantEvent {

  /** Of a first attempt whose tokens are not told apart any further. */
  public Feedback(
      String requestId,
      TenantTier key,
      String model,
      long time,
      String decisionId,
      double satisfaction,
      int inputTokens,
      int outputTokens,
      long latencyMillis,
      double costUsd,
      String error,
      boolean finalError,
      Source source) {
    this(
        requestId,
        key,
        model,
        time,
        decisionId,
        satisfaction,
        inputTokens,
        outputTokens,
        latencyMillis,
        costUsd,
        error,
        finalError,
        source,
        RoutingRequest.UNKNOWN,
        RoutingRequest.UNKNOWN,
        0);
  }

  /** Who says so. */
  public enum Source {
    UNKNOWN,
    USER,
    JUDGE,
    SOLICITED,
    IMPLICIT
  }

  @Override
  public Feedback at(long newTime) {
    return new Feedback(
        requestId,
        key,
        model,
        newTime,
        decisionId,
        satisfaction,
        inputTokens,
        outputTokens,
        latencyMillis,
        costUsd,
        error,
        finalError,
        source,
        cachedInputTokens,
        reasoningTokens,
        attempt);
  }

  /** The judgement this record carries: 0..1, or {@link Double#NaN} for none. */
  public double label() {
    return error != null && finalError ? 0 : satisfaction;
  }

  public boolean hasLabel() {
    return !Double.isNaN(label());
  }

  /** Whether anything about what the answer cost is known: tokens or money, not time. */
  public boolean hasUsage() {
    return outputTokens >= 0
        || inputTokens >= 0
        || cachedInputTokens >= 0
        || reasoningTokens >= 0
        || !Double.isNaN(costUsd);
  }
}
