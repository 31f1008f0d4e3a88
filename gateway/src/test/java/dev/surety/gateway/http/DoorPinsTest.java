package dev.surety.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.surety.domain.RoutingRequest;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What only one provider knows goes to the model that it was of. */
class DoorPinsTest {

  private static final String ELSEWHERE = "--upstreams.other.url=http://127.0.0.1:1/v1";
  private static final String OTHERS = "--upstreams.other.models.third=third";

  private static RoutingRequest asked(OpenDoor door) {
    return door.router.asked.remove();
  }

  private static HttpResponse<String> respond(OpenDoor door, String more) throws Exception {
    return door.post("/v1/responses", "{\"model\":\"auto\",\"input\":\"hi\"%s}".formatted(more));
  }

  @Test
  void point18_whatOnlyOneProviderKnowsBindsToIt() throws Exception {
    try (OpenDoor door = new OpenDoor()) {
      door.post("/v1/responses", "{\"model\":\"auto\",\"input\":\"hi\"}");
      assertThat(asked(door).pinnedModel()).isNull();
      door.post(
          "/v1/responses",
          "{\"model\":\"auto\",\"input\":\"go on\",\"previous_response_id\":\"resp_1\"}");
      assertThat(asked(door).pinnedModel()).isEqualTo("small");
      door.post(
          "/v1/responses",
          "{\"model\":\"auto\",\"input\":[{\"type\":\"reasoning\",\"id\":\"rs_1\",\"encrypted_content\":\"x\"},{\"role\":\"user\",\"content\":\"go on\"}]}");
      assertThat(asked(door).pinnedModel()).isEqualTo("small");
      door.post(
          "/v1/responses",
          "{\"model\":\"auto\",\"input\":[{\"type\":\"reasoning\",\"encrypted_content\":\"gAAAsecret\",\"summary\":[]},{\"role\":\"user\",\"content\":\"go on\"}]}");
      assertThat(asked(door).pinnedModel())
          .as("without ids, as where nothing is stored")
          .isEqualTo("small");
      door.post(
          "/v1/responses",
          "{\"model\":\"auto\",\"input\":\"hi\",\"previous_response_id\":\"resp_9\"}");
      assertThat(asked(door).pinnedModel()).isNull();
    }
  }

  /** As the AI SDK sends what went before where the provider stores it. */
  @Test
  void point18_anItemThatIsReferredToBindsWhateverItIs() throws Exception {
    try (OpenDoor door = new OpenDoor()) {
      respond(door, "");
      respond(door, ",\"stream\":true");
      door.router.asked.clear();
      door.post(
          "/v1/responses",
          "{\"model\":\"auto\",\"input\":[{\"type\":\"item_reference\",\"id\":\"msg_1\"},{\"role\":\"user\",\"content\":\"go on\"}]}");
      assertThat(asked(door).pinnedModel()).isEqualTo("small");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"\"conv_1\"", "{\"id\":\"conv_1\"}"})
  void point18_aStoredConversationStaysWithWhoKeepsIt(String conversation) throws Exception {
    String in = ",\"conversation\":" + conversation;
    try (OpenDoor door = new OpenDoor(ELSEWHERE, OTHERS)) {
      HttpResponse<String> unknown = respond(door, in);
      JsonObject error = new JsonObject(unknown.body()).getJsonObject("error");
      assertThat(unknown.statusCode()).isEqualTo(400);
      assertThat(error.getString("code")).isEqualTo("unknown_conversation");
      assertThat(error.getString("param")).isEqualTo("conversation");
      assertThat(door.router.asked).as("nobody is asked, and nothing is paid").isEmpty();

      String named = "{\"model\":\"large\",\"input\":\"hi\"" + in + '}';
      assertThat(door.post("/v1/responses", named).statusCode()).isEqualTo(200);
      assertThat(asked(door).conversationId()).as("a conversation's key").isEqualTo("conv_1");

      assertThat(respond(door, in).statusCode()).isEqualTo(200);
      assertThat(asked(door).pinnedModel()).as("who answered last in it").isEqualTo("large");
      assertThat(respond(door, ",\"conversation\":\"conv_2\"").statusCode()).isEqualTo(400);
      assertThat(door.chat(in).statusCode()).as("no field of chats").isEqualTo(200);
      assertThat(asked(door).pinnedModel()).isNull();
    }
  }

  @Test
  void point18_ofOneProviderEachModelKnowsItsConversations() throws Exception {
    try (OpenDoor door = new OpenDoor()) {
      assertThat(respond(door, ",\"conversation\":\"conv_1\"").statusCode()).isEqualTo(200);
      assertThat(asked(door).pinnedModel()).isNull();
      for (String none : new String[] {"null", "7", "[]", "{}", "\" \""}) {
        assertThat(respond(door, ",\"conversation\":" + none).statusCode()).isEqualTo(200);
        assertThat(asked(door).pinnedModel()).as(none).isNull();
      }
    }
  }

  /** As OpenRouter, LiteLLM and OpenAI's voices have them in chats, streamed or not. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"reasoning_details\":[null,{\"type\":\"reasoning.encrypted\",\"data\":\"sealed\"}]",
        "\"thinking_blocks\":[{\"type\":\"thinking\",\"thinking\":\"hm\",\"signature\":\"sealed\"}]",
        "\"audio\":{\"id\":\"sealed\",\"data\":\"UklGRg==\"}",
      })
  void point18_soDoesWhatChatsKeepSealed(String sealed) throws Exception {
    String said = "\"role\":\"assistant\",\"content\":\"x\"," + sealed;
    String next = ",\"messages\":[{" + said + "},{\"role\":\"user\",\"content\":\"go on\"}]";
    for (boolean stream : new boolean[] {false, true}) {
      try (OpenDoor door = new OpenDoor()) {
        String chunk = "\"delta\":{" + said + "},\"finish_reason\":\"stop\"";
        door.upstream.when(
            "provider-large-2026-01-01",
            stream
                ? Upstream.stream(Upstream.chunk("large", chunk), "data: [DONE]\n\n")
                : Upstream.status(
                    200,
                    Upstream.chat("large", "x")
                        .replace("\"content\":\"x\"", "\"content\":\"x\"," + sealed)));
        door.router.decide("large");
        assertThat(door.chat(",\"stream\":" + stream).statusCode()).isEqualTo(200);
        door.router.asked.clear();
        door.chat(next);
        assertThat(asked(door).pinnedModel()).as("streamed: " + stream).isEqualTo("large");
        door.chat(next.replace("sealed", "another's"));
        assertThat(asked(door).pinnedModel()).isNull();
      }
    }
  }

  /** Its first answer is empty, and each model in turn would seem to have failed, and be paid. */
  @Test
  void anAnswerInTheBackgroundThatNobodyCouldFetchIsRefused() throws Exception {
    try (OpenDoor door = new OpenDoor()) {
      HttpResponse<String> answer = respond(door, ",\"background\":true");
      assertThat(answer.statusCode()).isEqualTo(400);
      assertThat(answer.body()).contains("\"param\":\"background\"");
      assertThat(door.upstream.seen).isEmpty();
      assertThat(respond(door, ",\"background\":false").statusCode()).isEqualTo(200);
    }
  }
}
