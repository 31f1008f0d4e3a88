package dev.surety.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.surety.domain.RoutingRequest;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpResponse;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Decisions for gateways that stay in front. */
class DoorDecisionsTest {

  private static final String LITELLM =
      """
      {"state": "Prove that the sum of two odd numbers is even.",
       "questions": {"tier": {"type": "choice", "instructions": "How hard is it?", "criteria":
         {"SIMPLE": "a fact", "MEDIUM": "some thought", "COMPLEX": "much", "REASONING": "a proof"}}}}""";

  private static OpenDoor open() throws Exception {
    return new OpenDoor(
        "--choices.SIMPLE=small",
        "--choices.MEDIUM=small",
        "--choices.COMPLEX=large",
        "--choices.REASONING=elsewhere,large");
  }

  @Test
  void ourOwnRecordsLessTenantAndTier() throws Exception {
    try (OpenDoor door = open()) {
      JsonObject decision =
          new JsonObject(
              door.post(
                      "/v1/route",
                      "{\"request_id\":\"r1\",\"tenant\":\"evil\",\"prompt\":\"hi\",\"candidates\":[\"small\",\"large\"],\"tag\":\"t\"}")
                  .body());

      assertThat(decision.getString("decision_id")).isEqualTo("d-r1");
      assertThat(decision.getString("model")).isEqualTo("small");
      assertThat(decision.getString("tenant")).isEqualTo("acme");
      assertThat(decision.getJsonArray("fallbacks")).isEqualTo(new JsonArray(List.of("large")));
      RoutingRequest asked = door.router.asked.element();
      assertThat(asked.key()).hasToString("acme/gold");
      assertThat(asked.tag()).isEqualTo("t");
      assertThat(
              door.post("/v1/feedback", "{\"decision_id\":\"d-r1\",\"satisfied\":true}")
                  .statusCode())
          .isEqualTo(202);
      assertThat(door.router.nextReport().requestId()).isEqualTo("r1");
    }
  }

  @Test
  void theStandingAnswersHereToo() throws Exception {
    try (OpenDoor door = open()) {
      door.router.standing(List.of("large"));
      HttpResponse<String> answer = door.post("/v1/route", "{\"candidates\":[\"large\"]}");
      assertThat(answer.headers().firstValue("x-surety-reason")).hasValue("standing");
      JsonObject said = new JsonObject(answer.body());
      assertThat(said.getString("model")).isEqualTo("large");
      assertThat(said.getString("reason")).isEqualTo("standing");
      assertThat(said.containsKey("decision_id")).isFalse();
    }
  }

  @Test
  void theFourTiersOfAClassifierAreFourSetsOfModels() throws Exception {
    try (OpenDoor door = open()) {
      door.router.decide("large");
      JsonObject answers =
          new JsonObject(door.post("/v1/systemone", LITELLM).body()).getJsonObject("answers");

      JsonObject tier = answers.getJsonObject("tier");
      assertThat(tier.getString("type")).isEqualTo("choice");
      assertThat(tier.getString("choice")).isEqualTo("COMPLEX");
      assertThat(tier.getDouble("confidence")).isEqualTo(0.9);
      assertThat(tier.getJsonObject("probabilities").fieldNames())
          .containsExactly("SIMPLE", "MEDIUM", "COMPLEX", "REASONING");
      assertThat(
              tier.getJsonObject("probabilities").getMap().values().stream()
                  .mapToDouble(p -> ((Number) p).doubleValue())
                  .sum())
          .isEqualTo(1);
      assertThat(door.router.asked.element().candidates())
          .containsExactly("small", "large", "elsewhere");
      assertThat(door.router.asked.element().prompt()).startsWith("Prove");
    }
  }

  @Test
  void aListOfQuestionsGetsAListOfAnswers() throws Exception {
    try (OpenDoor door = open()) {
      JsonObject answer =
          new JsonObject(
              door.post(
                      "/v1/decisions",
                      "{\"model\":\"surety\",\"input\":\"hi\",\"questions\":[{\"type\":\"choice\",\"name\":\"tier\",\"choices\":[{\"value\":\"SIMPLE\"},{\"value\":\"COMPLEX\"}]},{\"type\":\"choice\",\"name\":\"model\",\"choices\":[{\"value\":\"large\",\"description\":\"x\"}]}]}")
                  .body());
      assertThat(answer.getJsonArray("answers").getJsonObject(0).getString("value"))
          .isEqualTo("SIMPLE");
      assertThat(answer.getJsonArray("answers").getJsonObject(1).getString("name"))
          .isEqualTo("model");
      assertThat(answer.getJsonArray("answers").getJsonObject(1).getString("value"))
          .isEqualTo("large");
    }
  }

  /** One small body may not become thousands of records on Kafka. */
  @Test
  void thereAreOnlySoManyQuestionsAtOnce() throws Exception {
    String question = "{\"type\":\"choice\",\"name\":\"q\",\"choices\":[{\"value\":\"large\"}]}";
    String body = "{\"model\":\"surety\",\"input\":\"hi\",\"questions\":[%s]}";
    try (OpenDoor door = open()) {
      HttpResponse<String> many =
          door.post(
              "/v1/decisions", body.formatted(String.join(",", Collections.nCopies(17, question))));
      assertThat(many.statusCode()).isEqualTo(400);
      assertThat(many.body()).contains("17 questions, and may have 16");
      assertThat(door.router.asked).isEmpty();

      String most = body.formatted(String.join(",", Collections.nCopies(16, question)));
      assertThat(door.post("/v1/decisions", most).statusCode()).isEqualTo(200);
      assertThat(door.router.asked).hasSize(16);
    }
  }

  @Test
  void whatCantBeAnsweredIsRefusedWithTheMend() throws Exception {
    try (OpenDoor door = open()) {
      for (String[] row :
          new String[][] {
            {"/v1/systemone", LITELLM.replace("MEDIUM", "HARD"), "choices.HARD"},
            {"/v1/systemone", "{\"state\":\"x\"}", "no question"},
            {"/v1/systemone", LITELLM.replace("\"choice\"", "\"score\""), "type choice"},
            {"/v1/decisions", "{\"questions\":[]}", "'input'"},
            {"/v1/route", "{\"candidates\":[]}", "candidates"},
            {"/v1/route", "[", "JSON"}
          }) {
        HttpResponse<String> answer = door.post(row[0], row[1]);
        assertThat(answer.statusCode()).as(row[1]).isEqualTo(400);
        assertThat(answer.body()).contains(row[2]);
      }
      door.router.refuse("no_sla", "nothing was promised");
      assertThat(door.post("/v1/systemone", LITELLM).statusCode()).isEqualTo(403);
    }
  }
}
