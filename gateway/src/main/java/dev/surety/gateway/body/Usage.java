package dev.surety.gateway.body;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * What an answer took, in tokens; -1 where nobody has said. Upstreams say it in parts and more than
 * once, each time of the whole answer: the last value of each counts, nothing is added up.
 */
public final class Usage {

  private int input = -1;
  private int output = -1;
  private int cached = -1;
  private int reasoning = -1;
  private int written = -1;
  private final boolean apart;

  /**
   * Of an answer that has said nothing yet.
   *
   * @param apart whether what is read from a cache, or written into it, is told beside the input,
   *     as Anthropic does, and not as a part of it
   */
  Usage(boolean apart) {
    this.apart = apart;
  }

  /** Takes what one record says, in the names of either API. */
  void take(JsonNode said) {
    input = last(input, said, "prompt_tokens", "input_tokens");
    output = last(output, said, "completion_tokens", "output_tokens");
    cached = last(cached, details(said, "prompt", "input"), "cached_tokens", "cached_tokens");
    if (apart) {
      cached = last(cached, said, "cache_read_input_tokens", "cache_read_input_tokens");
      written = last(written, said, "cache_creation_input_tokens", "cache_creation_input_tokens");
    }
    reasoning =
        last(
            reasoning,
            details(said, "completion", "output"),
            "reasoning_tokens",
            "reasoning_tokens");
  }

  private static JsonNode details(JsonNode said, String chat, String responses) {
    JsonNode details = said.path(chat + "_tokens_details");
    return details.isObject() ? details : said.path(responses + "_tokens_details");
  }

  private static int last(int before, JsonNode said, String chat, String responses) {
    JsonNode value = said.path(chat).isNumber() ? said.path(chat) : said.path(responses);
    return value.isNumber() && value.asInt(-1) >= 0 ? value.asInt() : before;
  }

  /** Whether anybody has said how long question or answer were. */
  public boolean isKnown() {
    return input >= 0 || output >= 0;
  }

  public int input() {
    return input < 0 || !apart ? input : input + Math.max(0, cached) + Math.max(0, written);
  }

  public int output() {
    return output;
  }

  /** Those of {@link #input} that were read from a cache. */
  public int cached() {
    return cached;
  }

  /** Those of {@link #output} that the user did not see. */
  public int reasoning() {
    return reasoning;
  }

  @Override
  public String toString() {
    return "%d in (%d cached), %d out (%d reasoning)".formatted(input(), cached, output, reasoning);
  }
}
