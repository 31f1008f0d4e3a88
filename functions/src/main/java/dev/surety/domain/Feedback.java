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
 * @param firstTokenMillis from the question to the first word of a streamed answer, or {@link
 *     RoutingRequest#UNKNOWN}
 * @param usageEstimated whether the gateway reckoned the tokens, as nobody counted them
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
    int attempt,
    long firstTokenMillis,
    boolean usageEstimated)
    implements TenantEvent {

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
    return toBuilder().time(newTime).build();
  }

  /** The judgement this record carries: 0..1, or {@link Double#NaN} for none. */
  public double label() {
    return error != null && finalError ? 0 : satisfaction;
  }

  public boolean hasLabel() {
    return !Double.isNaN(label());
  }

  /**
   * Whether it is a word of the judge whom a promise names: so it says, or it answers a decision
   * that has asked the judge. Where no promise names one there is none.
   *
   * @param bought whether the decision on the answer has asked the judge for a label
   */
  public boolean isJudges(boolean bought) {
    return error == null && (source == Source.JUDGE || bought && source == Source.SOLICITED);
  }

  /** Whether anything about what the answer cost is known: tokens or money, not time. */
  public boolean hasUsage() {
    return outputTokens >= 0
        || inputTokens >= 0
        || cachedInputTokens >= 0
        || reasoningTokens >= 0
        || !Double.isNaN(costUsd);
  }

  /** A builder of feedback that says nothing yet but whose answer it is about. */
  public static Builder builder(String requestId, TenantTier key, String model, long time) {
    return new Builder(requestId, key, model, time);
  }

  /** A builder of what says the same, for what says nearly the same. */
  public Builder toBuilder() {
    return new Builder(requestId, key, model, time)
        .decisionId(decisionId)
        .satisfaction(satisfaction)
        .inputTokens(inputTokens)
        .outputTokens(outputTokens)
        .latencyMillis(latencyMillis)
        .costUsd(costUsd)
        .error(error)
        .finalError(finalError)
        .source(source)
        .cachedInputTokens(cachedInputTokens)
        .reasoningTokens(reasoningTokens)
        .attempt(attempt)
        .firstTokenMillis(firstTokenMillis)
        .usageEstimated(usageEstimated);
  }

  /** Builds feedback; what is not told is absent. */
  public static final class Builder {

    private String requestId;
    private TenantTier key;
    private String model;
    private long time;
    private String decisionId;
    private double satisfaction = Double.NaN;
    private int inputTokens = RoutingRequest.UNKNOWN;
    private int outputTokens = RoutingRequest.UNKNOWN;
    private long latencyMillis = RoutingRequest.UNKNOWN;
    private double costUsd = Double.NaN;
    private String error;
    private boolean finalError;
    private Source source = Source.UNKNOWN;
    private int cachedInputTokens = RoutingRequest.UNKNOWN;
    private int reasoningTokens = RoutingRequest.UNKNOWN;
    private int attempt;
    private long firstTokenMillis = RoutingRequest.UNKNOWN;
    private boolean usageEstimated;

    private Builder(String requestId, TenantTier key, String model, long time) {
      this.requestId = requestId;
      this.key = key;
      this.model = model;
      this.time = time;
    }

    public Builder model(String value) {
      model = value;
      return this;
    }

    public Builder key(TenantTier value) {
      key = value;
      return this;
    }

    public Builder time(long value) {
      time = value;
      return this;
    }

    public Builder decisionId(String value) {
      decisionId = value;
      return this;
    }

    public Builder satisfaction(double value) {
      satisfaction = value;
      return this;
    }

    public Builder inputTokens(int value) {
      inputTokens = value;
      return this;
    }

    public Builder outputTokens(int value) {
      outputTokens = value;
      return this;
    }

    public Builder latencyMillis(long value) {
      latencyMillis = value;
      return this;
    }

    public Builder costUsd(double value) {
      costUsd = value;
      return this;
    }

    public Builder error(String value) {
      error = value;
      return this;
    }

    public Builder finalError(boolean value) {
      finalError = value;
      return this;
    }

    public Builder source(Source value) {
      source = value;
      return this;
    }

    public Builder cachedInputTokens(int value) {
      cachedInputTokens = value;
      return this;
    }

    public Builder reasoningTokens(int value) {
      reasoningTokens = value;
      return this;
    }

    public Builder attempt(int value) {
      attempt = value;
      return this;
    }

    public Builder firstTokenMillis(long value) {
      firstTokenMillis = value;
      return this;
    }

    public Builder usageEstimated(boolean value) {
      usageEstimated = value;
      return this;
    }

    /** Returns the record. */
    public Feedback build() {
      return new Feedback(
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
          cachedInputTokens,
          reasoningTokens,
          attempt,
          firstTokenMillis,
          usageEstimated);
    }
  }
}
