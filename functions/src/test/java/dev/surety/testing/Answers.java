package dev.surety.testing;

import dev.surety.domain.Decision;
import dev.surety.domain.Feedback;
import dev.surety.domain.Feedback.Source;
import dev.surety.domain.TenantTier;

/** Builds feedback on an answer: {@code Answers.to(decision).at(9).satisfied(true).feedback()}. */
public final class Answers {

  private final Feedback.Builder feedback;

  private Answers(String requestId, String model, String decisionId) {
    feedback =
        Feedback.builder(requestId, Requests.KEY, model, 0)
            .decisionId(decisionId)
            .source(Source.USER);
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
    feedback.key(tenantTier);
    return this;
  }

  public Answers by(String otherModel) {
    feedback.model(otherModel);
    return this;
  }

  public Answers decidedBy(String otherDecisionId) {
    feedback.decisionId(otherDecisionId);
    return this;
  }

  public Answers at(long millis) {
    feedback.time(millis);
    return this;
  }

  public Answers satisfied(boolean yes) {
    return scored(yes ? 1 : 0);
  }

  public Answers scored(double score) {
    feedback.satisfaction(score);
    return this;
  }

  public Answers tokens(int input, int output) {
    feedback.inputTokens(input).outputTokens(output);
    return this;
  }

  public Answers input(int tokens) {
    feedback.inputTokens(tokens);
    return this;
  }

  public Answers output(int tokens) {
    feedback.outputTokens(tokens);
    return this;
  }

  public Answers cachedInput(int tokens) {
    feedback.cachedInputTokens(tokens);
    return this;
  }

  public Answers reasoning(int tokens) {
    feedback.reasoningTokens(tokens);
    return this;
  }

  public Answers latency(long millis) {
    feedback.latencyMillis(millis);
    return this;
  }

  /** Which try of the model it is, from 0. */
  public Answers attempt(int number) {
    feedback.attempt(number);
    return this;
  }

  public Answers paid(double usd) {
    feedback.costUsd(usd);
    return this;
  }

  public Answers failed(boolean forGood) {
    feedback.error("timeout").finalError(forGood);
    return this;
  }

  /** It failed, and another answer made good for it. */
  public Answers error(String text) {
    feedback.error(text);
    return this;
  }

  public Answers says(Source who) {
    feedback.source(who);
    return this;
  }

  public Feedback feedback() {
    return feedback.build();
  }
}
