package dev.surety.gateway.http;

import com.fasterxml.jackson.databind.JsonNode;
import dev.surety.domain.Feedback;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * What somebody says of an answer, in one of the forms that people send: the door's own, a score of
 * Langfuse, an evaluation of OpenTelemetry.
 *
 * @param ids by which the answer may be known
 * @param score 0..1
 * @param idempotencyKey the body's own, or {@code null}
 * @param requestId for an answer that this door does not know, or {@code null}
 * @param decisionId the same
 * @param model the same
 */
record Judgement(
    List<String> ids,
    double score,
    Feedback.Source source,
    String idempotencyKey,
    String requestId,
    String decisionId,
    String model) {

  private static final Set<String> GOOD =
      Set.of("true", "yes", "pass", "passed", "good", "positive", "correct", "relevant", "like");
  private static final Set<String> BAD =
      Set.of(
          "false", "no", "fail", "failed", "bad", "negative", "incorrect", "irrelevant", "dislike");

  /**
   * Reads one.
   *
   * @param names of scores that are judgements of the answer
   * @throws IllegalArgumentException with what is wrong and how to mend it
   */
  static Judgement of(JsonNode body, List<String> names) {
    if (!body.isObject()) {
      throw new IllegalArgumentException("The body must be a JSON object.");
    }
    if (body.has("traceId") || body.has("observationId")) {
      return langfuse(body, names);
    }
    if (body.has("attributes")) {
      return openTelemetry(body, names);
    }
    String decision = text(body, "decision_id");
    String request = text(body, "request_id");
    List<String> ids =
        java.util.stream.Stream.of(text(body, "response_id"), text(body, "id"), decision, request)
            .filter(id -> id != null)
            .toList();
    if (ids.isEmpty()) {
      throw new IllegalArgumentException(
          "Say which answer: response_id (the id of its body) or decision_id (x-surety-decision-id).");
    }
    return new Judgement(
        ids, own(body), source(text(body, "source")), null, request, decision, text(body, "model"));
  }

  private static double own(JsonNode body) {
    if (body.path("score").isNumber()) {
      return share(body.get("score").asDouble());
    }
    if (body.path("satisfied").isBoolean()) {
      return body.get("satisfied").asBoolean() ? 1 : 0;
    }
    throw new IllegalArgumentException("Give satisfied (true or false) or score (0 to 1).");
  }

  private static Judgement langfuse(JsonNode body, List<String> names) {
    mustCount(text(body, "name"), names);
    List<String> ids =
        java.util.stream.Stream.of(text(body, "observationId"), text(body, "traceId"))
            .filter(id -> id != null)
            .toList();
    return new Judgement(
        ids,
        value(body.path("value")),
        Feedback.Source.UNKNOWN,
        text(body, "id"),
        null,
        null,
        null);
  }

  private static Judgement openTelemetry(JsonNode body, List<String> names) {
    JsonNode attributes = body.get("attributes");
    String id = attribute(attributes, "gen_ai.response.id").asText("");
    if (id.isEmpty()) {
      throw new IllegalArgumentException(
          "The evaluation names no answer: give the attribute gen_ai.response.id.");
    }
    String name = attribute(attributes, "gen_ai.evaluation.name").asText(null);
    mustCount(name, names);
    JsonNode score = attribute(attributes, "gen_ai.evaluation.score.value");
    JsonNode given =
        score.isMissingNode() ? attribute(attributes, "gen_ai.evaluation.score.label") : score;
    return new Judgement(List.of(id), value(given), Feedback.Source.JUDGE, null, null, null, null);
  }

  /** Attributes are an object, or OTLP's list of keys and typed values. */
  private static JsonNode attribute(JsonNode attributes, String name) {
    for (JsonNode one : attributes) {
      if (one.path("key").asText("").equals(name)) {
        JsonNode value = one.path("value");
        return value.isObject() && value.size() == 1 ? value.elements().next() : value;
      }
    }
    return attributes.path(name);
  }

  private static void mustCount(String name, List<String> names) {
    if (name == null || !names.contains(name)) {
      throw new IllegalArgumentException(
          "Scores named '%s' are no judgement of an answer here; those that are: %s (feedback.score-names)."
              .formatted(name, String.join(", ", names)));
    }
  }

  private static double value(JsonNode value) {
    if (value.isNumber()) {
      return share(value.asDouble());
    }
    String word = value.asText("").toLowerCase(Locale.ROOT);
    if (GOOD.contains(word)) {
      return 1;
    }
    if (BAD.contains(word)) {
      return 0;
    }
    throw new IllegalArgumentException(
        "The value must be a number from 0 to 1, or a word such as pass or fail, not '%s'."
            .formatted(word));
  }

  private static double share(double score) {
    if (!(score >= 0 && score <= 1)) {
      throw new IllegalArgumentException("The score must be from 0 to 1, not " + score + ".");
    }
    return score;
  }

  private static Feedback.Source source(String word) {
    if (word == null) {
      return Feedback.Source.USER;
    }
    try {
      return Feedback.Source.valueOf(word.toUpperCase(Locale.ROOT));
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "'source' is user, judge, solicited or implicit, not '" + word + "'.", e);
    }
  }

  private static String text(JsonNode body, String field) {
    String text = body.path(field).isTextual() ? body.get(field).asText().strip() : "";
    return text.isEmpty() ? null : text;
  }
}
