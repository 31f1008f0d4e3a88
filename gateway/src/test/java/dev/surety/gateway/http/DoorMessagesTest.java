package dev.surety.gateway.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.surety.domain.Feedback;
import dev.surety.domain.RoutingRequest;
import dev.surety.gateway.http.Upstream.Manners;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code /v1/messages}: who speaks Anthropic's API finds all that the others find. */
class DoorMessagesTest {

  private static final String SMALL = "provider-small";
  private static final String LARGE = "provider-large-2026-01-01";
  private static final String STREAM = ",\"stream\":true";

  private static OpenDoor open(String... options) throws Exception {
    OpenDoor door = new OpenDoor(options);
    door.upstream.when(SMALL, Messages.well()).when(LARGE, Messages.well());
    return door;
  }

  private static String ask(String more) {
    return "{\"model\":\"surety\",\"max_tokens\":64,\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}]%s}"
        .formatted(more);
  }

  private static HttpResponse<String> post(OpenDoor door, String body) throws Exception {
    return door.post("/v1/messages", body, "anthropic-version", "2023-06-01");
  }

  @Test
  void point2_onlyTheModelIsChangedAndTheKeyStaysHere() throws Exception {
    String body = ask(",\"system\": [ {\"type\":\"text\",\"text\":\"Be brief.\"} ]");
    try (OpenDoor door = open("--upstreams.sim.key-header=x-api-key")) {
      HttpResponse<String> answer =
          door.send(
              java.net.http.HttpRequest.newBuilder(
                      java.net.URI.create(door.base() + "/v1/messages?beta=true"))
                  .header("x-api-key", door.key)
                  .header("anthropic-version", "2023-06-01")
                  .header("anthropic-beta", "some-beta")
                  .POST(java.net.http.HttpRequest.BodyPublishers.ofString(body))
                  .build());

      assertThat(answer.statusCode()).isEqualTo(200);
      assertThat(answer.headers().firstValue("x-surety-model")).hasValue("small");
      Upstream.Seen seen = door.upstream.seen.element();
      assertThat(seen.path()).isEqualTo("/v1/messages?beta=true");
      assertThat(seen.body().toString(UTF_8)).isEqualTo(body.replace("surety", SMALL));
      assertThat(seen.headers())
          .containsEntry("anthropic-version", "2023-06-01")
          .containsEntry("anthropic-beta", "some-beta")
          .containsEntry("x-api-key", "upstream-secret")
          .doesNotContainKey("authorization");
      RoutingRequest asked = door.router.asked.element();
      assertThat(asked.prompt()).isEqualTo("hi");
      assertThat(asked.maxOutputTokens()).isEqualTo(64);
    }
  }

  /** Input is told there without what came from a cache or went into one. */
  @ParameterizedTest
  @CsvSource(
      value = {"''; 2", STREAM + "; 9"},
      delimiter = ';')
  void point6_usageCountsWhatWasCachedAndTheLastWordOfOutput(String how, int output)
      throws Exception {
    try (OpenDoor door = open()) {
      assertThat(post(door, ask(how)).body()).contains("Hello").contains("msg_1");
      Feedback report = door.router.nextReport();
      assertThat(report.inputTokens()).isEqualTo(50);
      assertThat(report.cachedInputTokens()).isEqualTo(40);
      assertThat(report.outputTokens()).isEqualTo(output);
      assertThat(report.error()).isNull();
      assertThat(report.usageEstimated()).isFalse();

      HttpResponse<String> judged =
          door.post("/v1/feedback", "{\"response_id\":\"msg_1\",\"satisfied\":true}");
      assertThat(judged.statusCode()).isEqualTo(202);
      assertThat(door.router.nextReport().model()).isEqualTo("small");
    }
  }

  @Test
  void point4_aStreamPassesByteForByteAndEndsWithItsLastEvent() throws Exception {
    try (OpenDoor door = open()) {
      String ping = "event: ping\ndata: {\"type\": \"ping\"}\n\n";
      String all =
          Messages.start(SMALL)
              + Messages.block("text")
              + ping
              + Messages.word("Hi")
              + Messages.end("max_tokens");
      door.upstream.when(SMALL, Upstream.stream(all));
      assertThat(post(door, ask(STREAM)).body()).isEqualTo(all);
    }
  }

  @Test
  void point11_theNextModelAnswersBeforeTheFirstWord() throws Exception {
    String overloaded =
        Messages.event("error", "\"error\":{\"type\":\"overloaded_error\",\"message\":\"x\"}");
    try (OpenDoor door = open()) {
      for (Manners failing :
          new Manners[] {
            Upstream.stream(Messages.start(SMALL), Messages.block("text"), overloaded),
            Upstream.dieAfter(Messages.start(SMALL)),
            Upstream.stream(Messages.start(SMALL), "data: {\n\n"),
            Upstream.stream(Messages.start(SMALL) + Messages.end("end_turn")),
            Upstream.status(529, "{\"type\":\"error\",\"error\":{\"type\":\"overloaded_error\"}}")
          }) {
        door.upstream.when(SMALL, failing);
        HttpResponse<String> answer = post(door, ask(STREAM));
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body())
            .contains("Hello")
            .doesNotContain(SMALL)
            .containsOnlyOnce("\"type\":\"message_start\"");
        assertThat(door.router.nextReport().error()).startsWith("server_error");
        assertThat(door.router.nextReport().model()).isEqualTo("large");
      }
    }
  }

  @Test
  void point12_anEmptyAnswerIsAFailureAndARefusalOrACallIsNone() throws Exception {
    try (OpenDoor door = open()) {
      for (String empty : new String[] {"", "{\"type\":\"text\",\"text\":\"\"}"}) {
        door.upstream.when(SMALL, Messages.whole(empty, "end_turn"));
        assertThat(post(door, ask("")).headers().firstValue("x-surety-model")).hasValue("large");
      }
      door.upstream.when(SMALL, Messages.whole("", "refusal"));
      assertThat(post(door, ask("")).headers().firstValue("x-surety-model")).hasValue("small");
      String call = "{\"type\":\"tool_use\",\"id\":\"toolu_1\",\"name\":\"f\",\"input\":{}}";
      door.upstream.when(SMALL, Messages.whole(call, "tool_use"));
      assertThat(post(door, ask("")).body()).contains("toolu_1").contains(SMALL);
      door.upstream.when(
          SMALL,
          Upstream.stream(
              Messages.start(SMALL)
                  + Messages.event("content_block_start", "\"index\":0,\"content_block\":" + call)
                  + Messages.end("tool_use")));
      assertThat(post(door, ask(STREAM)).body()).contains("toolu_1").contains(SMALL);
    }
  }

  @Test
  void point7_errorsAreShapedAsItsClientsKnowThem() throws Exception {
    try (OpenDoor door = open("--request.max-body=1 kb")) {
      String word = Messages.start(SMALL) + Messages.block("text") + Messages.word("Hel");
      door.upstream.when(SMALL, Upstream.dieAfter(word));
      String broken = post(door, ask(STREAM)).body();
      assertThat(broken).startsWith(word);
      assertError(broken.substring(broken.lastIndexOf("data: ") + 6), "api_error");
      assertThat(broken).contains("event: error\n");

      assertError(post(door, ask("").replace("surety", "gpt-9")).body(), "not_found_error");
      assertError(post(door, "[]").body(), "invalid_request_error");
      assertError(post(door, ask("," + "\"a\":1".repeat(500))).body(), "request_too_large");
      assertError(door.get("/v1/messages").body(), "invalid_request_error");
      door.upstream.when(SMALL, Upstream.status(401, "{}")).when(LARGE, Upstream.status(401, "{}"));
      HttpResponse<String> refused = post(door, ask(""));
      assertError(refused.body(), "api_error");
      assertThat(refused.headers().firstValue("x-should-retry")).hasValue("false");
      assertThat(door.get("/v1/messages/count_tokens").statusCode()).isEqualTo(404);
    }
  }

  private static void assertError(String body, String type) {
    JsonObject said = new JsonObject(body);
    assertThat(said.getString("type")).isEqualTo("error");
    assertThat(said.getJsonObject("error").getString("type")).as(body).isEqualTo(type);
    assertThat(said.getJsonObject("error").getString("message")).isNotBlank();
  }

  @Test
  void point17_whatItsPartsAskOfAModelIsAFilter() throws Exception {
    try (OpenDoor door = open()) {
      String image =
          "{\"type\":\"image\",\"source\":{\"type\":\"base64\",\"media_type\":\"image/png\",\"data\":\"AA==\"}}";
      String result =
          "{\"type\":\"tool_result\",\"tool_use_id\":\"toolu_1\",\"content\":[{\"type\":\"text\",\"text\":\"rainy\"},%s]}"
              .formatted(image);
      for (String part : new String[] {image, result}) {
        post(
            door, ask("").replace("}]", "},{\"role\":\"user\",\"content\":[%s]}]".formatted(part)));
        RoutingRequest asked = door.router.asked.remove();
        assertThat(asked.candidates()).containsExactly("large");
        assertThat(asked.require()).containsExactly("vision");
      }
      post(door, ask(",\"tools\":[{\"name\":\"f\",\"input_schema\":{\"type\":\"object\"}}]"));
      assertThat(door.router.asked.remove().require()).containsExactly("tools");
      post(door, ask(",\"output_config\":{\"format\":{\"type\":\"json_schema\"}}"));
      assertThat(door.router.asked.remove().require()).containsExactly("json_schema");
    }
  }

  /** What a tool has said comes in a message of the user's, and is not the user's question. */
  @Test
  void theUsersQuestionStaysThePromptWhileToolsAnswer() throws Exception {
    try (OpenDoor door = open()) {
      post(
          door,
          ask("")
              .replace(
                  "}]",
                  "},{\"role\":\"user\",\"content\":[{\"type\":\"tool_result\",\"tool_use_id\":\"t\",\"content\":\"rainy rainy rainy\"}]}]"));
      RoutingRequest asked = door.router.asked.element();
      assertThat(asked.prompt()).isEqualTo("hi");
      assertThat(asked.inputTokens()).as("of all that the model reads").isEqualTo(7);
    }
  }

  @Test
  void point18_signedThoughtsAndContainersBindToTheirMaker() throws Exception {
    try (OpenDoor door = open()) {
      door.router.decide("large");
      String thought =
          "{\"type\":\"thinking\",\"thinking\":\"hm\",\"signature\":\"sealed-1\"},{\"type\":\"redacted_thinking\",\"data\":\"sealed-2\"},{\"type\":\"text\",\"text\":\"a\"}";
      door.upstream.when(LARGE, Messages.whole(thought, "end_turn"));
      post(door, ask(""));
      door.upstream.when(
          LARGE,
          Upstream.stream(
              Messages.start(LARGE)
                  + Messages.block("thinking")
                  + Messages.delta("\"type\":\"thinking_delta\",\"thinking\":\"hm\"")
                  + Messages.delta("\"type\":\"signature_delta\",\"signature\":\"sealed-3\"")
                  + Messages.end("end_turn")));
      post(door, ask(STREAM));
      door.router.asked.clear();
      door.router.decide("small");
      for (String seal :
          new String[] {
            "{\"type\":\"thinking\",\"thinking\":\"hm\",\"signature\":\"sealed-1\"}",
            "{\"type\":\"redacted_thinking\",\"data\":\"sealed-2\"}",
            "{\"type\":\"thinking\",\"thinking\":\"hm\",\"signature\":\"sealed-3\"}"
          }) {
        post(
            door,
            ask("")
                .replace(
                    "}]",
                    "},{\"role\":\"assistant\",\"content\":[%s]},{\"role\":\"user\",\"content\":\"go on\"}]"
                        .formatted(seal)));
        assertThat(door.router.asked.remove().pinnedModel()).as(seal).isEqualTo("large");
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", STREAM})
  void point20_theAliasIsInTheBodyOnOption(String how) throws Exception {
    try (OpenDoor door = open("--answer.model=alias")) {
      assertThat(post(door, ask(how)).body())
          .contains("\"model\":\"surety\"")
          .doesNotContain("provider-small");
    }
  }

  @Test
  void anUpstreamIsAskedOnlyForWhatItAnswers() throws Exception {
    try (OpenDoor door =
        open(
            "--upstreams.sim.apis=chat, responses",
            "--upstreams.other.url=http://127.0.0.1:1/v1",
            "--upstreams.other.models.third=third",
            "--upstreams.other.apis=messages")) {
      post(door, ask(""));
      assertThat(door.router.asked.remove().candidates()).containsExactly("third");
      door.chat("");
      assertThat(door.router.asked.remove().candidates()).containsExactly("large", "small");
      HttpResponse<String> none = post(door, ask("").replace("surety", "small"));
      assertThat(none.statusCode()).isEqualTo(400);
      assertThat(none.body()).contains("/v1/messages").contains("upstreams.NAME.apis");
      assertThat(door.post("/v1/embeddings", "{\"model\":\"small\",\"input\":\"hi\"}").body())
          .contains("no_such_api");
    }
  }
}
