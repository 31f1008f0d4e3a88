package dev.surety.gateway.simulation;

import dev.surety.gateway.simulation.Voice.Said;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;

/** An answer of {@code /v1/chat/completions}. */
final class ChatReply implements Reply {

  private final String id;
  private final AskedBody question;
  private final Wish wish;
  private final Said said;
  private final JsonObject call;

  ChatReply(long number, AskedBody question, Wish wish, Said said) {
    this.id = "chatcmpl-sim-" + number;
    this.question = question;
    this.wish = wish;
    this.said = said;
    call = question.call();
  }

  @Override
  public JsonObject whole() {
    JsonObject message =
        new JsonObject().put("role", "assistant").put("content", text()).putNull("refusal");
    if (call != null) {
      message.put("tool_calls", new JsonArray().add(calling()));
    }
    JsonObject whole =
        object("chat.completion")
            .put(
                "choices",
                wish.empty()
                    ? new JsonArray()
                    : new JsonArray()
                        .add(
                            new JsonObject()
                                .put("index", 0)
                                .put("message", message)
                                .putNull("logprobs")
                                .put("finish_reason", reason())));
    return wish.usage() ? whole.put("usage", usage()) : whole;
  }

  @Override
  public List<String> begin() {
    List<String> events = new ArrayList<>();
    events.add(chunk(new JsonObject().put("role", "assistant").put("content", ""), null));
    if (call != null) {
      JsonArray calls = new JsonArray().add(calling().put("index", 0));
      events.add(chunk(new JsonObject().put("tool_calls", calls), null));
    }
    return events;
  }

  @Override
  public String word(String word) {
    return chunk(new JsonObject().put("content", word), null);
  }

  @Override
  public List<String> end() {
    List<String> events = new ArrayList<>();
    events.add(chunk(new JsonObject(), reason()));
    if (wish.usage() && question.wantsUsage()) {
      events.add(
          Reply.event(
              null,
              object("chat.completion.chunk")
                  .put("choices", new JsonArray())
                  .put("usage", usage())));
    }
    events.add("data: [DONE]\n\n");
    return events;
  }

  @Override
  public List<String> words() {
    return call == null ? Reply.words(said.text()) : List.of();
  }

  private String text() {
    return call == null ? said.text() : null;
  }

  private String reason() {
    return call == null ? "stop" : "tool_calls";
  }

  private JsonObject calling() {
    return new JsonObject().put("id", "call_sim").put("type", "function").put("function", call);
  }

  private String chunk(JsonObject delta, String reason) {
    JsonObject choice =
        new JsonObject()
            .put("index", 0)
            .put("delta", delta)
            .putNull("logprobs")
            .put("finish_reason", reason);
    return Reply.event(
        null, object("chat.completion.chunk").put("choices", new JsonArray().add(choice)));
  }

  private JsonObject object(String kind) {
    return new JsonObject()
        .put("id", id)
        .put("object", kind)
        .put("created", System.currentTimeMillis() / 1000)
        .put("model", question.model())
        .put("system_fingerprint", "fp_sim");
  }

  private JsonObject usage() {
    return new JsonObject()
        .put("prompt_tokens", said.inputTokens())
        .put("completion_tokens", said.outputTokens())
        .put("total_tokens", said.inputTokens() + said.outputTokens());
  }
}
