package dev.surety.testing;

import static dev.surety.domain.RoutingRequest.UNKNOWN;

import dev.surety.domain.Decision;
import dev.surety.domain.Feedback;
import dev.surety.domain.Feedback.Source;
import dev.surety.domain.TenantTier;

/** Builds feedback on an answer: {@code Answers.to(decision).at(9).satisfied(true).feedback()}. */
public final class Answers {

  private final String requestId;
  private TenantTier key = Requests.KEY;
  private String model;
  private String decisionId;
  private long time;
  private double satisfaction = Double.NaN;
  private int inputTokens = UNKNOWN;
  private int outputTokens = UNKNOWN;
  private int cachedInputTokens = UNKNOWN;
  private int reasoningTokens = UNKNOWN;
  private int attempt;
  private long latencyMillis = UNKNOWN;
  private double costUsd = Double.NaN;
  private String error;
  private boolean finalError;
  private Source source = Source.USER;

  private Answers(String requestId, String model, String decisionId) {
    this.requestId = requestId;
    this.model = model;
    this.decisionId = decisionId;
  }

  /** By the model that was decided. */
  public static Answers to(Decision decision) {
    return new Answers(decision.requestId(), decision.model(), decision.decisionId())
        .of(decision.key())
        .at(decision.decidedAt());
  }

  /** By a model that the gateway took without a decision. */
  public static Answers unrouted(String requestId, String model) {
    return new Answers(requestId, model, null);
  }

  public Answers of(TenantTier tenantTier) {
    key = tenantTier;
    return this;
  }

  public Answers by(String otherModel) {
    model = otherModel;
    return this;
  }

  public Answers decidedBy(String otherDecisionId) {
    decisionId = otherDecisionId;
    return this;
  }

  public Answers at(long millis) {
    time = millis;
    return this;
  }

  public Answers satisfied(boolean yes) {
    return scored(yes ? 1 : 0);
  }

  public Answers scored(double score) {
    satisfaction = score;
    return this;
  }

  public Answers tokens(int input, int output) {
    inputTokens = input;
    outputTokens = output;
    return this;
  }

  public Answers input(int tokens) {
    inputTokens = tokens;
    return this;
  }

  public Answers output(int tokens) {
    outputTokens = tokens;
    return this;
  }

  public Answers cachedInput(int tokens) {
    cachedInputTokens = tokens;
    return this;
  }

  public Answers reasoning(int tokens) {
    reasoningTokens = tokens;
    return this;
  }

  public Answers latency(long millis) {
    latencyMillis = millis;
    return this;
  }

  /** Which try of the model it is, from 0. */
  public Answers attempt(int number) {
    attempt = number;
    return this;
  }

  public Answers paid(double usd) {
    costUsd = usd;
    return this;
  }

  public Answers failed(boolean forGood) {
    error = "timeout";
    finalError = forGood;
    return this;
  }

  /** It failed, and another answer made good for it. */
  public Answers error(String text) {
    error = text;
    return this;
  }

  public Answers says(Source who) {
    source = who;
    return this;
  }

  public Feedback feedback() {
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
        attempt);
  }
}
