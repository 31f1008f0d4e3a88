package dev.surety.gateway.body;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Locale;

/** What an upstream says of a failure where its status says nothing: in a 200, or in a stream. */
final class SaidError {

  private static final int UNKNOWN = 500;

  /** A status, and the words by which upstreams name what it means. */
  private record Meaning(int status, List<String> words) {}

  private static final List<Meaning> MEANINGS =
      List.of(
          new Meaning(
              429, List.of("rate_limit", "ratelimit", "quota", "too_many_requests", "exhausted")),
          new Meaning(529, List.of("overloaded")),
          new Meaning(413, List.of("too_large")),
          new Meaning(401, List.of("api_key", "authentication", "unauthorized", "permission")),
          new Meaning(404, List.of("model_not_found", "not_found")),
          new Meaning(408, List.of("timeout", "timed_out")),
          new Meaning(400, List.of("invalid_", "bad_request", "context_length", "content_filter")));

  private SaidError() {}

  /** The status that it would have had: by its code, else by the word for its kind. */
  static int status(JsonNode error) {
    for (String field : List.of("code", "status", "status_code")) {
      int code = error.path(field).asInt(0);
      if (code >= 400 && code <= 599) {
        return code;
      }
    }
    String kind =
        (error.path("code").asText("") + ' ' + error.path("type").asText(""))
            .toLowerCase(Locale.ROOT);
    return MEANINGS.stream()
        .filter(meaning -> meaning.words.stream().anyMatch(kind::contains))
        .findFirst()
        .map(Meaning::status)
        .orElse(UNKNOWN);
  }
}
