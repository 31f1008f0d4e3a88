package dev.surety.gateway.http;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.surety.gateway.body.Api;

/**
 * An error, as clients of OpenAI's and Anthropic's APIs know them.
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

  /** As clients of an API know it; {@code null} for none of those that models answer. */
  ObjectNode json(Api api) {
    ObjectNode body = JSON.createObjectNode();
    boolean anthropic = api == Api.MESSAGES;
    if (anthropic) {
      body.put("type", "error");
    }
    body.putObject("error")
        .put("message", message)
        .put("type", anthropic ? anthropicType() : type)
        .put("param", param)
        .put("code", code);
    return body;
  }

  /** As an event in a stream that has begun. */
  String event(Api api) {
    if (api == Api.MESSAGES) {
      return "event: error\ndata: " + json(api) + "\n\n";
    }
    if (api != Api.RESPONSES) {
      return "data: " + json(api) + "\n\n";
    }
    ObjectNode event = JSON.createObjectNode();
    event.put("type", "error").put("code", code).put("message", message).put("param", param);
    return "event: error\ndata: " + event + "\n\n";
  }

  /** What Anthropic calls errors of a status. */
  private String anthropicType() {
    return switch (status) {
      case 401 -> "authentication_error";
      case 402 -> "billing_error";
      case 403 -> "permission_error";
      case 404 -> "not_found_error";
      case 408, 504 -> "timeout_error";
      case 413 -> "request_too_large";
      case 429 -> "rate_limit_error";
      case 503, 529 -> "overloaded_error";
      default -> status < 500 ? INVALID : "api_error";
    };
  }
}
