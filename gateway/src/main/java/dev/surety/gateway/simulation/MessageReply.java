package dev.surety.gateway.simulation;

import dev.surety.gateway.simulation.Voice.Said;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;

/** An answer of {@code /v1/messages}. */
final class MessageReply implements Reply {

  private final String id;
  private final AskedBody question;
  private final Wish wish;
  private final Said said;
  private final JsonObject call;

  MessageReply(long number, AskedBody question, Wish wish, Said said) {
    this.id = "msg_sim_" + number;
    this.question = question;
    this.wish = wish;
    this.said = said;
    call = question.call();
  }

  @Override
  public JsonObject whole() {
    JsonArray content = new JsonArray();
    if (!wish.empty()) {
      content.add(call == null ? text(said.text()) : tool(new JsonObject(arguments())));
    }
    return message(content, said.outputTokens()).put("stop_reason", reason());
  }

  @Override
  public List<String> begin() {
    String start =
        event("message_start", new JsonObject().put("message", message(new JsonArray(), 1)));
    String ping = event("ping", new JsonObject());
    JsonObject block = call == null ? text("") : tool(new JsonObject());
    String opened = event("content_block_start", inBlock().put("content_block", block));
    List<String> events = new ArrayList<>(List.of(start, opened, ping));
    if (call != null) {
      events.add(
          delta(new JsonObject().put("type", "input_json_delta").put("partial_json", arguments())));
    }
    return events;
  }

  @Override
  public String word(String word) {
    return delta(new JsonObject().put("type", "text_delta").put("text", word));
  }

  @Override
  public List<String> end() {
    JsonObject stop = new JsonObject().put("stop_reason", reason()).putNull("stop_sequence");
    JsonObject last = new JsonObject().put("delta", stop);
    if (wish.usage()) {
      last.put("usage", new JsonObject().put("output_tokens", said.outputTokens()));
    }
    return List.of(
        event("content_block_stop", inBlock()),
        event("message_delta", last),
        event("message_stop", new JsonObject()));
  }

  @Override
  public List<String> words() {
    return call == null ? Reply.words(said.text()) : List.of();
  }

  private static String event(String type, JsonObject data) {
    return Reply.event(type, new JsonObject().put("type", type).mergeIn(data));
  }

  private static String delta(JsonObject delta) {
    return event("content_block_delta", inBlock().put("delta", delta));
  }

  private static JsonObject inBlock() {
    return new JsonObject().put("index", 0);
  }

  private static JsonObject text(String text) {
    return new JsonObject().put("type", "text").put("text", text);
  }

  private JsonObject tool(JsonObject input) {
    return new JsonObject()
        .put("type", "tool_use")
        .put("id", "toolu_sim")
        .put("name", call.getString("name"))
        .put("input", input);
  }

  private String arguments() {
    return call.getString("arguments");
  }

  private String reason() {
    return call == null ? "end_turn" : "tool_use";
  }

  private JsonObject message(JsonArray content, int outputTokens) {
    JsonObject message =
        new JsonObject()
            .put("id", id)
            .put("type", "message")
            .put("role", "assistant")
            .put("model", question.model())
            .put("content", content)
            .putNull("stop_reason")
            .putNull("stop_sequence");
    JsonObject usage =
        new JsonObject()
            .put("input_tokens", said.inputTokens())
            .put("cache_read_input_tokens", 0)
            .put("cache_creation_input_tokens", 0)
            .put("output_tokens", outputTokens);
    return wish.usage() ? message.put("usage", usage) : message;
  }
}
