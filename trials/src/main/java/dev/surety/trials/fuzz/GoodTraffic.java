package dev.surety.trials.fuzz;

import static dev.surety.trials.fuzz.Breakage.any;

import java.time.Instant;
import java.util.Arrays;
import java.util.Random;

/** Requests and feedback that must be applied, odd ones among them. */
final class GoodTraffic {

  private static final int LONG_PROMPT = 200_000;

  /** Where a count is asked for: costs the record nothing. */
  private static final String[] NO_COUNT = {
    "-1", "1.5", "\"1\"", "true", "2147483648", "1e308", "1e999", "[]", "-1e308", "\"fast\""
  };

  /** Where a text, a name or texts are asked for: costs the record nothing. */
  private static final String[] DECORATION = {
    "1",
    "-0.5e300",
    "true",
    "\"\"",
    "\"x\"",
    "\"\\u0007\"",
    "\"\\ud83d\"",
    "[]",
    "[1,[\"a\"],null]",
    "{}",
    "{\"a\":1,\"b\":[true],\"c\":{\"d\":null}}",
    "{\"\":\"x\"}"
  };

  private final Random dice;

  GoodTraffic(Random dice) {
    this.dice = dice;
  }

  Fields request(String id) {
    return Fields.NONE
        .text("request_id", id)
        .text("tenant", FuzzPool.tenant(dice.nextInt(FuzzPool.POLICIES.size())))
        .text("tier", FuzzPool.TIER)
        .text("time", Instant.now().toString());
  }

  /** The same request, with something strange that does no harm. */
  Fields strange(Fields request) {
    return switch (dice.nextInt(12)) {
      case 0 -> request.text("prompt", text(1 + dice.nextInt(500)));
      case 1 -> request.raw("prompt", "\"cut inside a character \\ud83d\"");
      case 2 -> request.raw("embedding", embedding());
      case 3 -> request.raw("schema_version", "99").raw("what", "{\"is\":[\"this\",null,1e308]}");
      case 4 -> request.raw("input_tokens", "2147483647").raw("max_output_tokens", "0");
      case 5 -> request.raw("prompt", "null").raw("tag", "null").raw("candidates", "null");
      case 6 -> request.raw("candidates", "[\"large\",\"nobody-has-it\"]");
      case 7 -> request.text("tag", text(1 + dice.nextInt(100)));
      case 8 -> request.text("pinned_model", any(dice, "small", "large"));
      case 9 -> request.raw("attributes", any(dice, DECORATION)).raw("tag", any(dice, DECORATION));
      case 10 ->
          request
              .raw("input_tokens", any(dice, NO_COUNT))
              .raw("max_output_tokens", any(dice, NO_COUNT))
              .raw("incumbent", any(dice, DECORATION));
      default ->
          dice.nextInt(200) == 0
              ? request.text("prompt", "word ".repeat(LONG_PROMPT / 5))
              : request.text("prompt", "");
    };
  }

  /** What somebody says of a request that nobody may have sent. */
  Fields feedback(String requestId) {
    Fields about =
        request(requestId).text("model", any(dice, "small", "medium", "large", "never-seen"));
    about = dice.nextBoolean() ? about : about.text("decision_id", "nobody-s");
    return switch (dice.nextInt(5)) {
      case 0 -> about.raw("satisfied", String.valueOf(dice.nextBoolean()));
      case 1 -> about.raw("score", any(dice, "0", "1", "0.5", "1e-300", "0.9999999999999999"));
      case 2 -> about.raw("cost_usd", any(dice, "0", "1e6", "1e-300", "0.01"));
      case 3 ->
          about
              .raw("score", "1")
              .raw("output_tokens", any(dice, NO_COUNT))
              .raw("latency_ms", any(dice, NO_COUNT))
              .raw("cost_usd", any(dice, "-0.01", "1e308", "1e999", "\"free\"", "true"))
              .raw("source", any(dice, DECORATION))
              .raw("error", any(dice, DECORATION));
      default -> about.raw("score", "1").raw("cost_usd", "1000000");
    };
  }

  /** Any characters that there are, surrogate pairs whole. */
  private String text(int length) {
    StringBuilder text = new StringBuilder();
    while (text.length() < length) {
      int c = dice.nextInt(Character.MAX_CODE_POINT + 1);
      if (c < Character.MIN_SURROGATE || c > Character.MAX_SURROGATE) {
        text.appendCodePoint(c);
      }
    }
    return text.toString();
  }

  private String embedding() {
    String[] values = new String[1 + dice.nextInt(64)];
    for (int i = 0; i < values.length; i++) {
      values[i] = any(dice, "3.4e38", "-3.4e38", "1e-45", "0", "-0.0", "0.25");
    }
    return Arrays.toString(values);
  }
}
