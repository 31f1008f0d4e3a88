package dev.surety.gateway.http;

import dev.surety.gateway.http.Upstream.Manners;

/** Answers of {@code /v1/messages}, as Anthropic's API has them. */
final class Messages {

  static final String USAGE =
      "\"usage\":{\"input_tokens\":7,\"cache_read_input_tokens\":40,\"cache_creation_input_tokens\":3,\"output_tokens\":%d}";

  private Messages() {}

  /** A whole answer in the blocks that are given. */
  static Manners whole(String blocks, String stopReason) {
    return (request, body, upstream) ->
        Upstream.json(
            request, 200, message(body.getString("model"), blocks, '"' + stopReason + '"', 2));
  }

  /** Says "Hello world", streamed or not. */
  static Manners well() {
    return (request, body, upstream) -> {
      String model = body.getString("model");
      if (Boolean.TRUE.equals(body.getBoolean("stream"))) {
        Upstream.sse(request)
            .end(start(model) + block("text") + word("Hello") + word(" world") + end("end_turn"));
      } else {
        whole("{\"type\":\"text\",\"text\":\"Hello world\"}", "end_turn")
            .answer(request, body, upstream);
      }
    };
  }

  private static String message(String model, String blocks, String reason, int output) {
    return "{\"id\":\"msg_1\",\"type\":\"message\",\"role\":\"assistant\",\"model\":\"%s\",\"content\":[%s],\"stop_reason\":%s,%s}"
        .formatted(model, blocks, reason, USAGE.formatted(output));
  }

  static String start(String model) {
    return event("message_start", "\"message\":" + message(model, "", "null", 1));
  }

  static String block(String type) {
    return event(
        "content_block_start",
        "\"index\":0,\"content_block\":{\"type\":\"%s\",\"%s\":\"\"}".formatted(type, type));
  }

  static String word(String text) {
    return delta("\"type\":\"text_delta\",\"text\":\"%s\"".formatted(text));
  }

  static String delta(String fields) {
    return event("content_block_delta", "\"index\":0,\"delta\":{%s}".formatted(fields));
  }

  static String end(String reason) {
    return event("content_block_stop", "\"index\":0")
        + event(
            "message_delta",
            "\"delta\":{\"stop_reason\":\"%s\"},\"usage\":{\"output_tokens\":9}".formatted(reason))
        + event("message_stop", "\"x\":0");
  }

  static String event(String type, String fields) {
    return "event: %s\ndata: {\"type\":\"%s\",%s}\n\n".formatted(type, type, fields);
  }
}
