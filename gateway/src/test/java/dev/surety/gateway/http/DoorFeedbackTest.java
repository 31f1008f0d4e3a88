package dev.surety.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.surety.domain.Feedback;
import dev.surety.domain.TenantTier;
import dev.surety.gateway.keys.NewKey;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Judgements over HTTP. */
class DoorFeedbackTest {

  private static final String FEEDBACK = "/v1/feedback";

  @Test
  void anAnswerIsJudgedByTheIdOfItsBodyOrOfItsDecision() throws Exception {
    try (OpenDoor door = new OpenDoor()) {
      String decision = door.chat("").headers().firstValue("x-surety-decision-id").orElseThrow();
      Feedback usage = door.router.nextReport();

      assertThat(
              door.post(
                      FEEDBACK,
                      "{\"response_id\":\"chatcmpl-1\",\"satisfied\":true,\"comment\":\"secret\"}")
                  .statusCode())
          .isEqualTo(202);
      Feedback thumb = door.router.nextReport();
      assertThat(thumb.requestId()).isEqualTo(usage.requestId());
      assertThat(thumb.decisionId()).isEqualTo(decision);
      assertThat(thumb.model()).isEqualTo("small");
      assertThat(thumb.satisfaction()).isEqualTo(1);
      assertThat(thumb.source()).isEqualTo(Feedback.Source.USER);
      assertThat(thumb.toString()).doesNotContain("secret");

      door.post(
          FEEDBACK,
          "{\"decision_id\":\"%s\",\"score\":0.25,\"source\":\"judge\"}".formatted(decision));
      Feedback judged = door.router.nextReport();
      assertThat(judged.satisfaction()).isEqualTo(0.25);
      assertThat(judged.source()).isEqualTo(Feedback.Source.JUDGE);
    }
  }

  @Test
  void whatHasTheSameKeyCountsOnce() throws Exception {
    try (OpenDoor door = new OpenDoor()) {
      door.chat("");
      door.router.nextReport();
      String body = "{\"response_id\":\"chatcmpl-1\",\"satisfied\":false}";
      assertThat(door.post(FEEDBACK, body, "idempotency-key", "a").body()).contains("taken");
      HttpResponse<String> again = door.post(FEEDBACK, body, "idempotency-key", "a");
      assertThat(again.statusCode()).isEqualTo(202);
      assertThat(again.body()).contains("repeated");
      assertThat(door.router.reported).hasSize(1);
    }
  }

  /** The door remembers a hundred thousand of them. */
  @Test
  void anIdempotencyKeyIsNoBook() throws Exception {
    try (OpenDoor door = new OpenDoor()) {
      door.chat("");
      door.router.nextReport();
      String body = "{\"response_id\":\"chatcmpl-1\",\"satisfied\":false}";
      HttpResponse<String> refused = door.post(FEEDBACK, body, "idempotency-key", "a".repeat(513));
      assertThat(refused.statusCode()).isEqualTo(400);
      assertThat(refused.body()).contains("more than 512 characters");
      assertThat(door.router.reported).isEmpty();
    }
  }

  @Test
  void nobodyJudgesAnothersAnswers() throws Exception {
    try (OpenDoor door = new OpenDoor("--api-keys.reload-every=100 ms")) {
      door.chat("");
      String other = NewKey.add(door.folder.resolve("keys.jsonl"), new TenantTier("other", "gold"));
      HttpResponse<String> refused;
      do {
        refused =
            door.send(
                java.net.http.HttpRequest.newBuilder(java.net.URI.create(door.base() + FEEDBACK))
                    .header("x-api-key", other)
                    .POST(
                        java.net.http.HttpRequest.BodyPublishers.ofString(
                            "{\"response_id\":\"chatcmpl-1\",\"satisfied\":false}"))
                    .build());
      } while (refused.statusCode() == 401); // until the file is looked at again
      assertThat(refused.statusCode()).isEqualTo(404);
    }
  }

  @Test
  void anyDoorTakesWhatQuotesBothIds() throws Exception {
    try (OpenDoor door = new OpenDoor()) {
      assertThat(door.post(FEEDBACK, "{\"decision_id\":\"d7\",\"satisfied\":true}").statusCode())
          .isEqualTo(404);
      assertThat(
              door.post(
                      FEEDBACK, "{\"decision_id\":\"d7\",\"request_id\":\"r7\",\"satisfied\":true}")
                  .statusCode())
          .isEqualTo(202);
      Feedback report = door.router.nextReport();
      assertThat(report.requestId()).isEqualTo("r7");
      assertThat(report.decisionId()).isEqualTo("d7");
    }
  }

  @Test
  void aScoreOfLangfuseIsTaken() throws Exception {
    try (OpenDoor door = new OpenDoor()) {
      door.chat("");
      door.router.nextReport();
      String score =
          "{\"id\":\"s1\",\"traceId\":\"t1\",\"observationId\":\"chatcmpl-1\",\"name\":\"user-feedback\",\"value\":1,\"dataType\":\"BOOLEAN\"}";
      assertThat(door.post(FEEDBACK, score).statusCode()).isEqualTo(202);
      assertThat(door.post(FEEDBACK, score).body()).contains("repeated");
      assertThat(door.router.nextReport().satisfaction()).isEqualTo(1);
      HttpResponse<String> other = door.post(FEEDBACK, score.replace("user-feedback", "toxicity"));
      assertThat(other.statusCode()).isEqualTo(400);
      assertThat(other.body()).contains("feedback.score-names");
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{'gen_ai.response.id':'chatcmpl-1','gen_ai.evaluation.name':'quality','gen_ai.evaluation.score.value':0.75}|0.75",
        "{'gen_ai.response.id':'chatcmpl-1','gen_ai.evaluation.name':'quality','gen_ai.evaluation.score.label':'pass'}|1",
        "[{'key':'gen_ai.response.id','value':{'stringValue':'chatcmpl-1'}},{'key':'gen_ai.evaluation.name','value':{'stringValue':'quality'}},{'key':'gen_ai.evaluation.score.value','value':{'doubleValue':0.5}}]|0.5"
      },
      quoteCharacter = '`')
  void anEvaluationOfOpenTelemetryIsTaken(String attributes, double score) throws Exception {
    try (OpenDoor door = new OpenDoor()) {
      door.chat("");
      door.router.nextReport();
      String event =
          "{\"eventName\":\"gen_ai.evaluation.result\",\"attributes\":%s}"
              .formatted(attributes.replace('\'', '"'));
      assertThat(door.post(FEEDBACK, event).statusCode()).isEqualTo(202);
      assertThat(door.router.nextReport().satisfaction()).isEqualTo(score);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{'response_id':'chatcmpl-1'}|satisfied",
        "{'satisfied':true}|response_id",
        "{'response_id':'chatcmpl-1','score':3}|from 0 to 1",
        "{'response_id':'chatcmpl-1','satisfied':true,'source':'mum'}|source",
        "[]|object",
        "{|JSON"
      },
      quoteCharacter = '`')
  void whatCantBeUnderstoodIsRefusedWithTheMend(String body, String mend) throws Exception {
    try (OpenDoor door = new OpenDoor()) {
      door.chat("");
      HttpResponse<String> answer = door.post(FEEDBACK, body.replace('\'', '"'));
      assertThat(answer.statusCode()).isEqualTo(400);
      assertThat(answer.body()).contains(mend);
    }
  }
}
