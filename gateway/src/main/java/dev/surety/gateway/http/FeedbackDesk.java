package dev.surety.gateway.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.surety.domain.Feedback;
import dev.surety.domain.TenantTier;
import dev.surety.gateway.route.AnswerLog.Answered;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import java.nio.charset.StandardCharsets;

/** {@code /v1/feedback}: judgements of answers, passed on to the router. Comments are dropped. */
final class FeedbackDesk {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int LONGEST_ID = 512;

  private final Door door;

  FeedbackDesk(Door door) {
    this.door = door;
  }

  void judge(HttpServerRequest request, TenantTier owner, Buffer body) {
    try {
      Judgement judgement =
          Judgement.of(JSON.readTree(body.getBytes()), door.settings.judging().scoreNames());
      Answered answered = answer(owner, judgement);
      if (answered == null) {
        refuse(
            request,
            ApiError.invalid(
                404,
                "unknown_answer",
                null,
                "This door knows no answer of yours by that id. Give decision_id and request_id, as"
                    + " x-surety-decision-id and x-surety-request-id told them, and any door takes"
                    + " it."));
        return;
      }
      String header = request.getHeader("idempotency-key");
      String once = header != null ? header : judgement.idempotencyKey();
      if (once != null && once.length() > LONGEST_ID) {
        throw new IllegalArgumentException(
            "The idempotency key has more than %d characters.".formatted(LONGEST_ID));
      }
      if (once != null && door.judged.find(owner, once) != null) {
        taken(request, "repeated");
        return;
      }
      door.router.report(
          Feedback.builder(
                  answered.requestId(), owner, answered.model(), System.currentTimeMillis())
              .decisionId(answered.decisionId())
              .satisfaction(judgement.score())
              .source(judgement.source())
              .build());
      door.judged.put(once, answered);
      taken(request, "taken");
    } catch (JsonProcessingException e) {
      refuse(
          request,
          ApiError.invalid(
              400, "invalid_body", null, "The body is not JSON: " + e.getOriginalMessage()));
    } catch (java.io.IOException | IllegalArgumentException e) {
      refuse(request, ApiError.invalid(400, "invalid_body", null, e.getMessage()));
    }
  }

  private Answered answer(TenantTier owner, Judgement judgement) {
    for (String id : judgement.ids()) {
      Answered known = door.answers.find(owner, id);
      if (known != null) {
        return known;
      }
    }
    // Of another door, or forgotten: what both ids say is enough, the router knows the rest.
    String request = judgement.requestId();
    String decision = judgement.decisionId();
    if (request == null
        || decision == null
        || Math.max(request.length(), decision.length()) > LONGEST_ID) {
      return null;
    }
    String model = judgement.model() == null ? null : door.served.named(judgement.model());
    return new Answered(owner, request, decision, model == null ? "unknown" : model);
  }

  private void taken(HttpServerRequest request, String result) {
    door.metrics.count(DoorMetric.FEEDBACK, "result", result);
    request
        .response()
        .setStatusCode(202)
        .putHeader("content-type", "application/json")
        .end(
            Buffer.buffer(
                "{\"object\":\"feedback\",\"status\":\"" + result + "\"}",
                StandardCharsets.UTF_8.name()));
  }

  private void refuse(HttpServerRequest request, ApiError error) {
    door.metrics.count(DoorMetric.FEEDBACK, "result", "refused");
    FrontDesk.refuse(request, error);
  }
}
