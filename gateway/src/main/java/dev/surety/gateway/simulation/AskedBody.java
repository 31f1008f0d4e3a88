package dev.surety.gateway.simulation;

import io.vertx.core.json.Json;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

/** A request as the simulation reads it, of any of the three shapes. */
final class AskedBody {

  /** In the order of OpenAI's reference. */
  private static final JsonObject UNASKED =
      new JsonObject()
          .put("background", false)
          .putNull("error")
          .put("frequency_penalty", 0)
          .putNull("incomplete_details")
          .putNull("instructions")
          .putNull("max_output_tokens")
          .putNull("max_tool_calls")
          .put("metadata", new JsonObject())
          .put("parallel_tool_calls", true)
          .put("presence_penalty", 0)
          .putNull("previous_response_id")
          .putNull("prompt_cache_key")
          .put("reasoning", new JsonObject().putNull("effort").putNull("summary"))
          .putNull("safety_identifier")
          .put("service_tier", "default")
          .put("store", true)
          .put("temperature", 1)
          .put("text", new JsonObject().put("format", new JsonObject().put("type", "text")))
          .put("tool_choice", "auto")
          .put("tools", new JsonArray())
          .put("top_logprobs", 0)
          .put("top_p", 1)
          .put("truncation", "disabled")
          .putNull("usage")
          .putNull("user");

  private final JsonObject body;

  AskedBody(JsonObject body) {
    this.body = body;
  }

  String model() {
    return body.getString("model", "unnamed");
  }

  boolean isStream() {
    return body.getBoolean("stream", false);
  }

  boolean wantsUsage() {
    return body.getJsonObject("stream_options", new JsonObject())
        .getBoolean("include_usage", false);
  }

  Wish wish(SpeakingPace pace) {
    return Wish.of(body, model(), pace);
  }

  Voice.Asked asked() {
    JsonObject metadata = body.getJsonObject("metadata");
    Map<String, String> texts =
        metadata == null
            ? Map.of()
            : metadata.stream()
                .filter(entry -> entry.getValue() instanceof String)
                .collect(Collectors.toMap(Map.Entry::getKey, e -> (String) e.getValue()));
    return new Voice.Asked(model(), lastText(), texts);
  }

  /** The arguments of a call where tools are offered and their results are not there yet. */
  JsonObject call() {
    JsonArray tools = body.getJsonArray("tools");
    if (tools == null
        || tools.isEmpty()
        || "none".equals(choice(body.getValue("tool_choice")))
        || isResult(last())) {
      return null;
    }
    JsonObject first = tools.getJsonObject(0);
    JsonObject tool = first.getJsonObject("function", first);
    JsonObject parameters =
        tool.getJsonObject("parameters", tool.getJsonObject("input_schema", new JsonObject()));
    return new JsonObject()
        .put("name", tool.getString("name", "unnamed"))
        .put("arguments", Json.encode(SmallestInstance.of(parameters)));
  }

  private static Object choice(Object told) {
    return told instanceof JsonObject object ? object.getString("type") : told;
  }

  /** What an answer of {@code /v1/responses} says again of its request, or what holds unasked. */
  JsonObject settings() {
    JsonObject settings = new JsonObject();
    UNASKED.forEach(
        usual -> settings.put(usual.getKey(), body.getValue(usual.getKey(), usual.getValue())));
    return settings;
  }

  /** An answer in JSON where one is asked for; else {@code null}. */
  String form() {
    JsonObject format =
        body.getJsonObject(
            "response_format",
            body.getJsonObject("text", body.getJsonObject("output_config", new JsonObject()))
                .getJsonObject("format", body.getJsonObject("output_format", new JsonObject())));
    String type = format.getString("type");
    if ("json_object".equals(type)) {
      return "{\"answer\":\"simulated\"}";
    }
    if (!"json_schema".equals(type)) {
      return null;
    }
    JsonObject schema = format.getJsonObject("json_schema", format).getJsonObject("schema");
    return schema == null ? "{}" : Json.encode(SmallestInstance.of(schema));
  }

  private static boolean isResult(Object message) {
    return message instanceof JsonObject last
        && ("tool".equals(last.getString("role"))
            || "function_call_output".equals(last.getString("type"))
            || last.getValue("content") instanceof JsonArray parts
                && parts.stream().anyMatch(AskedBody::isToolResult));
  }

  private static boolean isToolResult(Object part) {
    return part instanceof JsonObject object && "tool_result".equals(object.getString("type"));
  }

  private Object last() {
    Object all = body.getValue("messages", body.getValue("input"));
    return all instanceof JsonArray list && !list.isEmpty() ? list.getValue(list.size() - 1) : all;
  }

  private String lastText() {
    Object last = last();
    Object content =
        last instanceof JsonObject message
            ? message.getValue("content", message.getValue("output"))
            : last;
    if (content instanceof JsonArray parts) {
      return parts.stream()
          .map(part -> part instanceof JsonObject object ? object.getString("text") : null)
          .filter(Objects::nonNull)
          .collect(Collectors.joining(" "));
    }
    return content instanceof String text ? text : "";
  }
}
