package dev.surety.gateway.http;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.surety.gateway.body.Api;

/**
 * An error as clients of OpenAI's API know them.
 *
 * @param status of HTTP
 * @param type a kind of errors
 * @param code this very error, for machines
 * @param param the field at fault, or {@code null}
 * @param message what, where and how to mend it
 */
record ApiError(int status, String type, String code, String param, String message) {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String INVALID = "invalid_request_error";

  static ApiError invalid(int status, String code, String param, String message) {
    return new ApiError(status, INVALID, code, param, message);
  }

  static ApiError server(int status, String code, String message) {
    return new ApiError(status, "server_error", code, null, message);
  }

  ObjectNode json() {
    ObjectNode body = JSON.createObjectNode();
    body.putObject("error")
        .put("message", message)
        .put("type", type)
        .put("param", param)
        .put("code", code);
    return body;
  }

  /** As an event in a stream that has begun. */
  String event(Api api) {
    if (api != Api.RESPONSES) {
      return "data: " + json() + "\n\n";
    }
    ObjectNode event = JSON.createObjectNode();
    event.put("type", "error").put("code", code).put("message", message).put("param", param);
    return "event: error\ndata: " + event + "\n\n";
  }
}
