package dev.surety.gateway.simulation;

import dev.surety.gateway.simulation.Voice.Said;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;

/** An answer of {@code /v1/responses}. */
final class ResponseReply implements Reply {

  private static final String COMPLETED = "completed";

  private final String id;
  private final String itemId;
  private final AskedBody question;
  private final Wish wish;
  private final Said said;
  private final JsonObject call;
  private int sequence;

  ResponseReply(long number, AskedBody question, Wish wish, Said said) {
    this.id = "resp_sim_" + number;
    this.itemId = "msg_sim_" + number;
    this.question = question;
    this.wish = wish;
    this.said = said;
    call = question.call();
  }

  @Override
  public JsonObject whole() {
    JsonArray output = new JsonArray();
    if (!wish.empty()) {
      output.add(item(COMPLETED));
    }
    return response(COMPLETED, output);
  }

  @Override
  public List<String> begin() {
    JsonObject begun = response("in_progress", new JsonArray());
    String created = event("response.created", new JsonObject().put("response", begun));
    String progress = event("response.in_progress", new JsonObject().put("response", begun));
    String item = event("response.output_item.added", inOutput().put("item", item("in_progress")));
    if (call == null) {
      return List.of(
          created,
          progress,
          item,
          event("response.content_part.added", inItem().put("part", part(""))));
    }
    String arguments = call.getString("arguments");
    return List.of(
        created,
        progress,
        item,
        event(
            "response.function_call_arguments.delta",
            inOutput().put("item_id", itemId).put("delta", arguments)),
        event(
            "response.function_call_arguments.done",
            inOutput().put("item_id", itemId).put("arguments", arguments)));
  }

  @Override
  public String word(String word) {
    return event(
        "response.output_text.delta", inItem().put("delta", word).put("logprobs", new JsonArray()));
  }

  @Override
  public List<String> end() {
    List<String> events = new ArrayList<>();
    if (call == null) {
      JsonObject text = inItem().put("text", said.text()).put("logprobs", new JsonArray());
      events.add(event("response.output_text.done", text));
      events.add(event("response.content_part.done", inItem().put("part", part(said.text()))));
    }
    events.add(event("response.output_item.done", inOutput().put("item", item(COMPLETED))));
    events.add(event("response.completed", new JsonObject().put("response", whole())));
    return events;
  }

  @Override
  public List<String> words() {
    return call == null ? Reply.words(said.text()) : List.of();
  }

  private String event(String type, JsonObject data) {
    return Reply.event(
        type, new JsonObject().put("type", type).put("sequence_number", sequence++).mergeIn(data));
  }

  private JsonObject inOutput() {
    return new JsonObject().put("output_index", 0);
  }

  private JsonObject inItem() {
    return inOutput().put("item_id", itemId).put("content_index", 0);
  }

  private static JsonObject part(String text) {
    return new JsonObject()
        .put("type", "output_text")
        .put("text", text)
        .put("annotations", new JsonArray());
  }

  private JsonObject item(String status) {
    boolean whole = status.equals(COMPLETED);
    JsonObject item = new JsonObject().put("id", itemId).put("status", status);
    if (call != null) {
      return item.put("type", "function_call")
          .put("call_id", "call_sim")
          .put("name", call.getString("name"))
          .put("arguments", whole ? call.getString("arguments") : "");
    }
    JsonArray content = whole ? new JsonArray().add(part(said.text())) : new JsonArray();
    return item.put("type", "message").put("role", "assistant").put("content", content);
  }

  private JsonObject response(String status, JsonArray output) {
    JsonObject response =
        new JsonObject()
            .put("id", id)
            .put("object", "response")
            .put("created_at", System.currentTimeMillis() / 1000)
            .put("status", status)
            .put("model", question.model())
            .put("output", output)
            .mergeIn(question.settings());
    if (!status.equals(COMPLETED)) {
      return response.putNull("completed_at");
    }
    response.put("completed_at", System.currentTimeMillis() / 1000);
    return wish.usage() ? response.put("usage", usage()) : response;
  }

  private JsonObject usage() {
    JsonObject usage = new JsonObject();
    return usage
        .put("input_tokens", said.inputTokens())
        .put("input_tokens_details", new JsonObject().put("cached_tokens", 0))
        .put("output_tokens", said.outputTokens())
        .put("output_tokens_details", new JsonObject().put("reasoning_tokens", 0))
        .put("total_tokens", said.inputTokens() + said.outputTokens());
  }
}
