package dev.surety.gateway.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.surety.domain.ModelOffer;
import dev.surety.domain.ModelSpec;
import dev.surety.domain.SlaLimits;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What the door looks like: its endpoints, its keys, its headers; bodies pass as they are. */
class DoorShapeTest {

  @Test
  void point1_everyEndpointIsThere() throws Exception {
    try (OpenDoor door = new OpenDoor()) {
      assertThat(door.chat("").statusCode()).isEqualTo(200);
      assertThat(door.post("/v1/responses", "{\"model\":\"auto\",\"input\":\"hi\"}").statusCode())
          .isEqualTo(200);
      assertThat(door.post("/v1/embeddings", "{\"model\":\"small\",\"input\":\"hi\"}").body())
          .contains("\"embedding\":[0.1,0.2]");
      assertThat(door.get("/v1/models").statusCode()).isEqualTo(200);
      assertThat(door.get("/health").statusCode()).isEqualTo(200);
      assertThat(door.get("/ready").statusCode()).isEqualTo(200);
      assertThat(door.metrics())
          .contains("surety_gateway_requests_total{api=\"chat\",status=\"200\"} 1.0")
          .contains("surety_gateway_overhead_seconds_bucket");
      assertThat(door.get("/v1/feedback").statusCode()).isEqualTo(405);
      assertThat(door.get("/v1/nothing").statusCode()).isEqualTo(404);

      door.router.ready = false;
      assertThat(door.get("/ready").statusCode()).isEqualTo(503);
      assertThat(door.get("/health").statusCode()).isEqualTo(200);
    }
  }

  @Test
  void point2_onlyTheModelIsChangedInEitherDirection() throws Exception {
    String body =
        "{ \"temperature\" : 1.0e0,\t\"model\"\n:  \"surety\" ,\"x\":{\"model\":\"stays\"},"
            + "\"messages\":[{\"role\":\"user\",\"content\":\"\\u00e4 \u00e4 \\ud83d\\ude00\"}], \"big\":12345678901234567890 }";
    try (OpenDoor door = new OpenDoor()) {
      HttpResponse<String> answer = door.post("/v1/chat/completions?api-version=1", body);

      assertThat(door.upstream.seen.element().body().toString(UTF_8))
          .isEqualTo(body.replace("\"surety\"", "\"provider-small\""));
      assertThat(door.upstream.seen.element().path())
          .isEqualTo("/v1/chat/completions?api-version=1");
      assertThat(answer.body()).isEqualTo(Upstream.chat("provider-small", "Hello world"));
      assertThat(answer.headers().firstValue("openai-processing-ms")).hasValue("12");
    }
  }

  @Test
  void point3_modelsListsWhatAKeyMayUseWithWindowsAndCapabilities() throws Exception {
    try (OpenDoor door = new OpenDoor()) {
      door.router.pool =
          Map.of(
              "small", ModelSpec.builder("small", 1).contextWindow(8_000).build(),
              "large",
                  ModelSpec.builder("large", 1).contextWindow(128_000).provider("acme-ai").build());

      assertThat(cards(door))
          .containsExactly(
              entry("surety", "surety", 128_000, true),
              entry("auto", "surety", 128_000, true),
              entry("large", "acme-ai", 128_000, true),
              entry("small", "sim", 8_000, false));
      assertThat(card(door.get("/v1/models/small").body()))
          .isEqualTo(entry("small", "sim", 8_000, false));
      assertThat(door.get("/v1/models/gpt-9").statusCode()).isEqualTo(404);
    }
  }

  @Test
  void point3_onlyWhatThePromiseAllowsIsListedWithItsLongestAnswer() throws Exception {
    try (OpenDoor door = new OpenDoor("--upstreams.sim.models.third=third")) {
      ModelOffer eu = new ModelOffer(List.of("tools"), List.of("eu"), 4_096);
      door.router.pool =
          Map.of(
              "small", ModelSpec.builder("small", 1).contextWindow(8_000).offer(eu).build(),
              "large", ModelSpec.builder("large", 1).contextWindow(128_000).build());
      door.router.limits = new SlaLimits(List.of("eu"), List.of(), List.of());
      String only =
          "{\"id\":\"%s\",\"object\":\"model\",\"created\":0,\"owned_by\":\"%s\",\"context_window\":8000,\"max_output\":4096,\"capabilities\":[\"tools\"]}";
      assertThat(cards(door))
          .containsExactly(
              only.formatted("surety", "surety"),
              only.formatted("auto", "surety"),
              only.formatted("small", "sim"));
      assertThat(door.get("/v1/models/large").statusCode()).isEqualTo(404);

      door.router.limits = new SlaLimits(List.of(), List.of(), List.of("LARGE"));
      assertThat(ids(door)).containsExactly("surety", "auto", "small", "third");
      door.router.limits = new SlaLimits(List.of(), List.of("nobody"), List.of());
      assertThat(ids(door)).containsExactly("surety", "auto");
      door.router.limits = SlaLimits.NONE;
      door.router.pool =
          Map.of("large", ModelSpec.builder("large", 1).status(ModelSpec.Status.DOWN).build());
      assertThat(ids(door)).as("who is down answers nobody").doesNotContain("large");
    }
  }

  /** Clients that know OpenRouter's list find its words, and no prices. */
  @Test
  void point3_theListIsWrittenInOpenRoutersWordsToo() throws Exception {
    try (OpenDoor door = new OpenDoor("--upstreams.sim.models.third=third")) {
      ModelOffer offer = new ModelOffer(List.of("vision", "tools"), null, 4_096);
      door.router.pool =
          Map.of(
              "large",
              ModelSpec.builder("large", 1).price(7, 7).contextWindow(8_000).offer(offer).build());
      assertThat(door.get("/v1/models/third").body())
          .contains("\"context_length\":null", "\"max_completion_tokens\":null");
      assertThat(door.get("/v1/models/large").body())
          .contains(
              "\"canonical_slug\":\"large\",\"name\":\"large\",\"context_length\":8000",
              "\"input_modalities\":[\"text\",\"image\"],\"output_modalities\":[\"text\"]",
              "\"pricing\":{\"prompt\":\"-1\",\"completion\":\"-1\"}",
              "\"top_provider\":{\"context_length\":8000,\"max_completion_tokens\":4096",
              "\"supported_parameters\":[\"max_tokens\",\"tools\",\"tool_choice\"]")
          .doesNotContain("7");
    }
  }

  private static List<JsonObject> list(OpenDoor door) throws Exception {
    return new JsonObject(door.get("/v1/models").body())
        .getJsonArray("data").stream().map(JsonObject.class::cast).toList();
  }

  private static List<String> ids(OpenDoor door) throws Exception {
    return list(door).stream().map(one -> one.getString("id")).toList();
  }

  private static List<String> cards(OpenDoor door) throws Exception {
    return list(door).stream().map(one -> card(one.encode())).toList();
  }

  /** An entry without what is said once more in OpenRouter's words. */
  private static String card(String entry) {
    return entry.substring(0, entry.indexOf(",\"canonical_slug\"")) + '}';
  }

  private static String entry(String id, String owner, int window, boolean sees) {
    return "{\"id\":\"%s\",\"object\":\"model\",\"created\":0,\"owned_by\":\"%s\",\"context_window\":%d,\"capabilities\":[%s\"files\",\"tools\",\"json_schema\"]}"
        .formatted(id, owner, window, sees ? "\"vision\",\"audio\"," : "");
  }

  @Test
  void point20_headersSayWhoAnsweredAndWhy() throws Exception {
    try (OpenDoor door = new OpenDoor()) {
      HttpResponse<String> answer = door.chat("", "x-request-id", "trace-7");

      String asked = door.router.asked.element().requestId();
      assertThat(answer.headers().firstValue("x-request-id")).hasValue("trace-7");
      assertThat(answer.headers().firstValue("x-surety-request-id")).hasValue(asked);
      assertThat(answer.headers().firstValue("x-surety-decision-id")).hasValue("d-" + asked);
      assertThat(answer.headers().firstValue("x-surety-model")).hasValue("small");
      assertThat(answer.headers().firstValue("x-surety-reason")).hasValue("exploit");
      assertThat(answer.headers().firstValue("x-surety-overhead-ms"))
          .hasValueSatisfying(ms -> assertThat(Double.parseDouble(ms)).isBetween(0.0, 10_000.0));
      assertThat(answer.body()).contains("\"model\":\"provider-small\"");
      assertThat(door.chat("").headers().firstValue("x-request-id")).isPresent();
    }
  }

  /** Whatever the answer is: who asks for help quotes it. */
  @Test
  void point20_everyAnswerHasAnId() throws Exception {
    try (OpenDoor door = new OpenDoor("--request.max-body=1 kb")) {
      String long2Kb = OpenDoor.ask(",\"user\":\"" + "x".repeat(2_000) + '"');
      HttpRequest stranger = HttpRequest.newBuilder(URI.create(door.base() + "/v1/models")).build();
      List<HttpResponse<String>> answers =
          List.of(
              door.send(stranger),
              door.get("/v1/models"),
              door.get("/v1/models/nobody"),
              door.get("/v1/chat/completions"),
              door.get("/v1/else"),
              door.chat(",\"stream\":7"),
              door.post("/v1/chat/completions", long2Kb),
              door.post("/v1/feedback", "{}"),
              door.post("/v1/route", "[]"),
              door.post("/v1/route", "{\"candidates\":[\"small\"]}"));
      assertThat(answers)
          .extracting(HttpResponse::statusCode)
          .containsExactly(401, 200, 404, 405, 404, 400, 413, 400, 400, 200);
      assertThat(answers)
          .allSatisfy(
              answer ->
                  assertThat(answer.headers().allValues("x-request-id"))
                      .as(answer.body())
                      .hasSize(1)
                      .doesNotContain(""));
    }
  }

  @Test
  void point20_theAliasIsInTheBodyOnOption() throws Exception {
    try (OpenDoor door = new OpenDoor("--answer.model=alias")) {
      assertThat(door.chat("").body()).isEqualTo(Upstream.chat("surety", "Hello world"));
      assertThat(door.chat(",\"stream\":true").body())
          .contains("\"model\":\"surety\"")
          .doesNotContain("provider-small");
      assertThat(
              door.post("/v1/responses", "{\"model\":\"auto\",\"input\":\"hi\",\"stream\":true}")
                  .body())
          .contains("\"model\":\"auto\"")
          .doesNotContain("provider-small");
    }
  }

  @Test
  void point21_keysMakeTheTenantAndStayHere() throws Exception {
    try (OpenDoor door = new OpenDoor()) {
      door.post(
          "/v1/chat/completions",
          OpenDoor.ask(",\"tenant\":\"evil\",\"user\":\"u1\""),
          "x-surety-tenant",
          "evil",
          "x-surety-tag",
          "chat",
          "openai-organization",
          "org-of-the-client");

      assertThat(door.router.asked.element().key()).hasToString("acme/gold");
      assertThat(door.router.asked.element().tag()).isEqualTo("chat");
      Map<String, String> upstream = door.upstream.seen.element().headers();
      assertThat(upstream.get("authorization")).isEqualTo("Bearer upstream-secret");
      assertThat(upstream.keySet())
          .noneMatch(name -> name.startsWith("x-surety") || name.startsWith("openai-"));
      assertThat(upstream.values()).noneMatch(value -> value.contains(door.key));
    }
  }

  @Test
  void point21_whoHasNoKeyThatCountsIsRefused() throws Exception {
    try (OpenDoor door = new OpenDoor()) {
      HttpRequest.Builder bare = HttpRequest.newBuilder(URI.create(door.base() + "/v1/models"));
      String other =
          door.key.substring(0, door.key.length() - 1) + (door.key.endsWith("A") ? 'B' : 'A');

      assertThat(door.send(bare.build()).statusCode()).isEqualTo(401);
      assertThat(door.send(bare.copy().header("x-api-key", other).build()).statusCode())
          .isEqualTo(401);
      assertThat(door.send(bare.copy().header("x-api-key", door.key).build()).statusCode())
          .isEqualTo(200);
      HttpResponse<String> refused =
          door.send(bare.copy().header("authorization", "Bearer " + other).build());
      JsonObject error = new JsonObject(refused.body()).getJsonObject("error");
      assertThat(error.fieldNames()).containsExactlyInAnyOrder("message", "type", "param", "code");
      assertThat(error.getString("code")).isEqualTo("invalid_api_key");
      assertThat(door.metrics()).contains("surety_gateway_keys_refused_total 3.0");
    }
  }

  @Test
  void point24_aListOfModelsIsTheAllowListInItsOrder() throws Exception {
    try (OpenDoor door = new OpenDoor()) {
      door.post(
          "/v1/chat/completions",
          "{\"models\":[\"sim/large\",\"small\"],\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}]}");
      door.post(
          "/v1/chat/completions", "{\"model\":\"small\",\"messages\":[],\"models\":[\"large\"]}");

      assertThat(door.router.asked)
          .extracting(r -> r.candidates())
          .containsExactly(
              java.util.List.of("large", "small"), java.util.List.of("small", "large"));
      assertThat(door.upstream.seen)
          .extracting(s -> s.body().toString())
          .containsExactly(
              "{\"model\":\"provider-small\",\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}]}",
              "{\"model\":\"provider-small\",\"messages\":[]}");
    }
  }

  @Test
  void namesOfProvidersAreOursInBothDirections() throws Exception {
    try (OpenDoor door = new OpenDoor()) {
      door.upstream.when(
          "provider-small",
          (request, body, up) -> Upstream.json(request, 200, Upstream.chat("provider-large", "x")));
      for (String name :
          new String[] {
            "large",
            "provider-large-2026-01-01",
            "openai/provider-large-2026-01-01",
            "large-2026-05-05"
          }) {
        door.post("/v1/chat/completions", OpenDoor.ask("").replace("surety", name));
        assertThat(door.router.nextReport().model()).as(name).isEqualTo("large");
      }
      assertThat(door.router.asked).allMatch(request -> "large".equals(request.pinnedModel()));
      assertThat(door.upstream.modelsAsked()).containsOnly("provider-large-2026-01-01");
      assertThat(
              door.post("/v1/chat/completions", OpenDoor.ask("").replace("surety", "gpt-9")).body())
          .contains("model_not_found");
    }
  }

  @Test
  void aNameWithASlashIsFoundEncoded() throws Exception {
    try (OpenDoor door = new OpenDoor()) {
      assertThat(door.get("/v1/models/provider%2Fsmall").body()).contains("\"id\":\"small\"");
      assertThat(door.get("/v1/models/sm%61ll").statusCode()).isEqualTo(200);
      assertThat(door.get("/v1/models/none+such").statusCode()).isEqualTo(404);
    }
  }
}
