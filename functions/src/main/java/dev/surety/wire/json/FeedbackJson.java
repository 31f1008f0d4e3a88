package dev.surety.wire.json;

import dev.surety.domain.Feedback;
import dev.surety.domain.RoutingRequest;
import java.io.IOException;

/**
 * JSON of the topic {@code feedback}; the contract is {@code configs/schemas/feedback.schema.json}.
 */
public final class FeedbackJson {

  private static final WireNames<Feedback.Source> SOURCES =
      new WireNames<>(Feedback.Source.class, Feedback.Source.UNKNOWN);

  private static final String MEND =
      "give satisfied, score, error, input_tokens, output_tokens, latency_ms or cost_usd";

  /**
   * Most that an answer can have cost, in US dollars: no number of such answers makes an account
   * infinite, and what is expected of a cost stays a number.
   */
  static final double DEAREST_ANSWER_USD = 1e6;

  private FeedbackJson() {}

  /**
   * Reads one record. {@code satisfied} is a judgement of 1 or 0; where {@code score} stands beside
   * it, the finer one counts. Strict is what the record says of the answer: whose it is and how
   * good; its other fields cost it nothing, see {@link LenientFields}.
   */
  public static Feedback read(byte[] json) throws MalformedRecord {
    return JsonRecord.read(json, FeedbackJson::fields);
  }

  /**
   * The same.
   *
   * @param cut told once if something that decorates the record was cut or left out
   */
  public static Feedback read(byte[] json, Runnable cut) throws MalformedRecord {
    return JsonRecord.read(json, FeedbackJson::fields, cut);
  }

  public static byte[] write(Feedback feedback) {
    return JsonRecord.write(
        out -> {
          out.text("request_id", feedback.requestId())
              .key(feedback.key())
              .text("model", feedback.model())
              .time("time", feedback.time())
              .text("decision_id", feedback.decisionId())
              .number("score", feedback.satisfaction())
              .count("input_tokens", feedback.inputTokens())
              .count("output_tokens", feedback.outputTokens())
              .count("latency_ms", feedback.latencyMillis())
              .number("cost_usd", feedback.costUsd())
              .text("error", feedback.error());
          if (feedback.finalError()) {
            out.truth("final", true);
          }
          out.text("source", SOURCES.name(feedback.source()))
              .count("cached_input_tokens", feedback.cachedInputTokens())
              .count("reasoning_tokens", feedback.reasoningTokens());
          if (feedback.attempt() > 0) {
            out.integer("attempt", feedback.attempt());
          }
          out.count("first_token_ms", feedback.firstTokenMillis());
          if (feedback.usageEstimated()) {
            out.truth("usage_estimated", true);
          }
        });
  }

  private static Feedback fields(FieldReader in) throws IOException, MalformedRecord {
    String requestId = null;
    String tenant = null;
    String tier = null;
    String model = null;
    Long time = null;
    String decisionId = null;
    double satisfied = Double.NaN;
    double score = Double.NaN;
    int inputTokens = RoutingRequest.UNKNOWN;
    int outputTokens = RoutingRequest.UNKNOWN;
    long latencyMillis = RoutingRequest.UNKNOWN;
    double costUsd = Double.NaN;
    String error = null;
    boolean finalError = false;
    Feedback.Source source = Feedback.Source.UNKNOWN;
    int cachedInputTokens = RoutingRequest.UNKNOWN;
    int reasoningTokens = RoutingRequest.UNKNOWN;
    int attempt = 0;
    long firstTokenMillis = RoutingRequest.UNKNOWN;
    boolean usageEstimated = false;
    for (String field; (field = in.next()) != null; ) {
      switch (field) {
        case "request_id" -> requestId = in.text(1, FieldReader.MAX_ID);
        case "tenant" -> tenant = in.name(FieldReader.MAX_NAME);
        case "tier" -> tier = in.name(FieldReader.MAX_NAME);
        case "model" -> model = in.name(FieldReader.MAX_NAME);
        case "time" -> time = in.time();
        case "decision_id" -> decisionId = in.text(1, FieldReader.MAX_ID);
        case "satisfied" -> satisfied = in.truth() ? 1 : 0;
        case "score" -> score = in.share();
        case "input_tokens" -> inputTokens = LenientFields.count(in);
        case "output_tokens" -> outputTokens = LenientFields.count(in);
        case "latency_ms" -> latencyMillis = LenientFields.millis(in);
        case "cost_usd" -> costUsd = LenientFields.amount(in, DEAREST_ANSWER_USD);
        case "error" -> error = LenientFields.text(in, FieldReader.MAX_FREE_TEXT);
        case "final" -> finalError = in.truth();
        case "source" -> source = LenientFields.oneOf(in, SOURCES, Feedback.Source.UNKNOWN);
        case "cached_input_tokens" -> cachedInputTokens = LenientFields.count(in);
        case "reasoning_tokens" -> reasoningTokens = LenientFields.count(in);
        case "attempt" -> attempt = Math.max(0, LenientFields.count(in));
        case "first_token_ms" -> firstTokenMillis = LenientFields.millis(in);
        case "usage_estimated" -> usageEstimated = LenientFields.truth(in);
        default -> in.skip();
      }
    }
    double satisfaction = Double.isNaN(score) ? satisfied : score;
    boolean usage =
        inputTokens >= 0
            || outputTokens >= 0
            || cachedInputTokens >= 0
            || reasoningTokens >= 0
            || latencyMillis >= 0
            || costUsd >= 0;
    if (Double.isNaN(satisfaction) && !usage && error == null) {
      throw MalformedRecord.field("score", "is missing, and so is all that could replace it", MEND);
    }
    return new Feedback(
        Required.field("request_id", requestId),
        Required.key(tenant, tier),
        Required.field("model", model),
        Required.field("time", time),
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
