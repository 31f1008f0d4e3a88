package dev.surety.gateway.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a request asks of the simulation it gets, in the shapes of OpenAI's API. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SimulatedUpstreamTest {

  private static final String SCHEMA =
      """
      {"type":"object","properties":{"city":{"type":"string"},"days":{"type":"integer"},
       "unit":{"enum":["C","F"]},"ok":{"type":["boolean","null"]},"names":{"type":"array","items":{"type":"string"}}}}""";
  private static final JsonObject FILLED =
      new JsonObject(
          "{\"city\":\"simulated\",\"days\":1,\"unit\":\"C\",\"ok\":true,\"names\":[\"simulated\"]}");

  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private SimulatedUpstream upstream;

  @BeforeAll
  void open() throws Exception {
    upstream = SimulatedUpstream.open(0, 2, SpeakingPace.AT_ONCE, Voice::plain);
  }

  @AfterAll
  void close() {
    upstream.close();
  }

  private HttpResponse<String> post(String path, String body) throws Exception {
    return http.send(
        HttpRequest.newBuilder(URI.create(upstream.url() + path))
            .POST(BodyPublishers.ofString(body))
            .build(),
        BodyHandlers.ofString());
  }

  private HttpResponse<String> chat(String more) throws Exception {
    return post(
        "/chat/completions",
        "{\"model\":\"m\",\"messages\":[{\"role\":\"user\",\"content\":\"What?\"}]%s}"
            .formatted(more));
  }

  private static List<JsonObject> events(String stream) {
    return stream
        .lines()
        .filter(line -> line.startsWith("data: {"))
        .map(line -> new JsonObject(line.substring(6)))
        .toList();
  }

  @Test
  void aMessageIsAnsweredInTheShapeOfAnthropicsApi() throws Exception {
    String ask =
        "{\"model\":\"m\",\"max_tokens\":9,\"messages\":[{\"role\":\"user\",\"content\":\"What?\"}]%s}";
    JsonObject whole = new JsonObject(post("/messages", ask.formatted("")).body());
    assertThat(whole.getString("type")).isEqualTo("message");
    assertThat(whole.getString("stop_reason")).isEqualTo("end_turn");
    String text = whole.getJsonArray("content").getJsonObject(0).getString("text");
    assertThat(text).endsWith("You said: What?");
    List<JsonObject> events = events(post("/messages", ask.formatted(",\"stream\":true")).body());
    assertThat(events.get(0).getString("type")).isEqualTo("message_start");
    assertThat(events.get(events.size() - 1).getString("type")).isEqualTo("message_stop");
    assertThat(
            events.stream()
                .filter(event -> event.getString("type").equals("content_block_delta"))
                .map(event -> event.getJsonObject("delta").getString("text"))
                .reduce("", String::concat))
        .isEqualTo(text);
    String tool = ",\"tools\":[{\"name\":\"f\",\"input_schema\":%s}]".formatted(SCHEMA);
    JsonObject call = new JsonObject(post("/messages", ask.formatted(tool)).body());
    assertThat(call.getJsonArray("content").getJsonObject(0).getJsonObject("input"))
        .isEqualTo(FILLED);
    assertThat(post("/messages", ask.formatted(",\"simulate\":{\"status\":529}")).body())
        .startsWith("{\"type\":\"error\"");
  }

  @Test
  void aChatIsAnsweredByTheModelThatIsNamed() throws Exception {
    JsonObject answer = new JsonObject(chat("").body());

    assertThat(answer.getString("model")).isEqualTo("m");
    assertThat(answer.getString("id")).startsWith("chatcmpl-sim-");
    assertThat(
            answer
                .getJsonArray("choices")
                .getJsonObject(0)
                .getJsonObject("message")
                .getString("content"))
        .contains("This is m", "You said: What?");
    assertThat(answer.getJsonObject("usage").getInteger("total_tokens")).isPositive();
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1})
  void aStreamBringsTheSameWordByWord(int tokenMillis) throws Exception {
    String stream =
        chat(",\"stream\":true,\"stream_options\":{\"include_usage\":true},\"simulate\":{\"text\":\"a  b c\",\"token_ms\":%d}"
                .formatted(tokenMillis))
            .body();

    StringBuilder text = new StringBuilder();
    for (JsonObject event : events(stream)) {
      JsonArray choices = event.getJsonArray("choices");
      if (!choices.isEmpty()) {
        text.append(choices.getJsonObject(0).getJsonObject("delta").getString("content", ""));
      }
    }
    assertThat(text).hasToString("a  b c");
    assertThat(stream).contains("\"usage\"").endsWith("data: [DONE]\n\n");
  }

  @Test
  void aResponseIsStreamedInItsEvents() throws Exception {
    List<JsonObject> events =
        events(
            post(
                    "/responses",
                    "{\"model\":\"m\",\"input\":\"Hi\",\"stream\":true,\"simulate\":{\"text\":\"yes\"}}")
                .body());

    assertThat(events.stream().map(event -> event.getString("type")))
        .containsExactly(
            "response.created",
            "response.in_progress",
            "response.output_item.added",
            "response.content_part.added",
            "response.output_text.delta",
            "response.output_text.done",
            "response.content_part.done",
            "response.output_item.done",
            "response.completed");
    assertThat(events.stream().map(event -> event.getInteger("sequence_number")))
        .containsExactly(0, 1, 2, 3, 4, 5, 6, 7, 8);
    assertThat(
            events
                .get(8)
                .getJsonObject("response")
                .getJsonObject("usage")
                .getInteger("input_tokens"))
        .isPositive();
  }

  @Test
  void aToolIsCalledUntilItsResultIsThere() throws Exception {
    String tools =
        ",\"tools\":[{\"type\":\"function\",\"function\":{\"name\":\"weather\",\"parameters\":%s}}]"
            .formatted(SCHEMA);
    JsonObject choice = new JsonObject(chat(tools).body()).getJsonArray("choices").getJsonObject(0);
    JsonObject call = choice.getJsonObject("message").getJsonArray("tool_calls").getJsonObject(0);

    assertThat(choice.getString("finish_reason")).isEqualTo("tool_calls");
    assertThat(call.getJsonObject("function").getString("name")).isEqualTo("weather");
    assertThat(new JsonObject(call.getJsonObject("function").getString("arguments")))
        .isEqualTo(FILLED);
    String answered =
        post(
                "/chat/completions",
                "{\"model\":\"m\",\"messages\":[{\"role\":\"tool\",\"content\":\"sun\"}]%s}"
                    .formatted(tools))
            .body();
    assertThat(answered).contains("\"finish_reason\":\"stop\"").doesNotContain("tool_calls");
    assertThat(chat(tools + ",\"stream\":true").body())
        .contains("\"tool_calls\":[{\"id\":\"call_sim\"", "\"finish_reason\":\"tool_calls\"");
  }

  @Test
  void aSchemaIsFilledIn() throws Exception {
    JsonObject answer =
        new JsonObject(
            chat(",\"response_format\":{\"type\":\"json_schema\",\"json_schema\":{\"name\":\"n\",\"schema\":%s}}"
                    .formatted(SCHEMA))
                .body());

    assertThat(
            new JsonObject(
                answer
                    .getJsonArray("choices")
                    .getJsonObject(0)
                    .getJsonObject("message")
                    .getString("content")))
        .isEqualTo(FILLED);
  }

  @Test
  void anEmbeddingComesAsNumbersOrPacked() throws Exception {
    String body = "{\"model\":\"m\",\"input\":[\"a\",\"b\"]%s}";
    JsonArray listed =
        new JsonObject(post("/embeddings", body.formatted("")).body()).getJsonArray("data");

    assertThat(listed).hasSize(2);
    assertThat(listed.getJsonObject(0).getJsonArray("embedding")).hasSize(8);
    assertThat(post("/embeddings", body.formatted(",\"encoding_format\":\"base64\"")).body())
        .containsPattern("\"embedding\":\"[A-Za-z0-9+/=]{40,}\"");
  }

  @Test
  void aFailureThatIsAskedForComes() throws Exception {
    HttpResponse<String> limited = chat(",\"simulate\":{\"status\":429,\"retry_after_ms\":1200}");

    assertThat(limited.statusCode()).isEqualTo(429);
    assertThat(limited.headers().firstValue("retry-after")).hasValue("2");
    assertThat(new JsonObject(limited.body()).getJsonObject("error").getString("code"))
        .isEqualTo("simulated_429");
    assertThat(chat(",\"simulate\":{\"status\":500,\"models\":[\"other\"]}").statusCode())
        .as("of another model")
        .isEqualTo(200);
    assertThat(chat(",\"simulate\":{\"empty\":true}").body()).contains("\"choices\":[]");
    assertThat(chat(",\"simulate\":{\"usage\":false}").body()).doesNotContain("usage");
  }

  @ParameterizedTest
  @CsvSource({"0,0", "2,0", "2,1"})
  void aStreamThatShallBreakBreaks(int after, int tokenMillis) {
    assertThatThrownBy(
            () ->
                chat(
                    ",\"stream\":true,\"simulate\":{\"break_after\":%d,\"token_ms\":%d}"
                        .formatted(after, tokenMillis)))
        .isInstanceOf(IOException.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "[", "[]", "{\"simulate\":3}"})
  void aBodyThatIsNoneIsToldSo(String body) throws Exception {
    assertThat(post("/chat/completions", body).statusCode()).isEqualTo(400);
  }

  @Test
  void aPortThatIsTakenIsNamed() {
    int taken = URI.create(upstream.url()).getPort();

    assertThatThrownBy(() -> SimulatedUpstream.open(taken, 1, SpeakingPace.AT_ONCE, Voice::plain))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("port " + taken);
  }
}
