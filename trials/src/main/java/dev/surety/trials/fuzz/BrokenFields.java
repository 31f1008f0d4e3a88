package dev.surety.trials.fuzz;

import static dev.surety.domain.Rejection.Reason.BAD_TIME;
import static dev.surety.trials.fuzz.Breakage.any;
import static dev.surety.trials.fuzz.Breakage.malformedText;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Well-formed JSON whose fields break the contract of their topic. */
final class BrokenFields {

  private static final String[] NO_TEXT = {"1", "true", "[]", "{}", "[\"a\"]"};
  private static final String[] NO_SHARE = {
    "-0.1", "1.0000001", "1e308", "1e999", "\"1\"", "false", "{}"
  };
  private static final String[] NO_MONEY = {"-0.01", "1e308", "1e999", "\"free\"", "true"};
  private static final String[] NO_TRUTH = {"1", "\"true\"", "[]", "0.0"};
  private static final String[] NO_TIME = {
    "\"now\"",
    "\"\"",
    "1700000000000",
    "\"2026-13-01T00:00:00Z\"",
    "\"2026-02-30T00:00:00Z\"",
    "\"2026-01-01T25:00:00Z\"",
    "\"2026-01-01T00:00:00\"",
    "\"2026-01-01\"",
    "\"1969-12-31T23:59:59Z\"",
    "\"10000-01-01T00:00:00Z\"",
    "\"+999999999-12-31T23:59:59Z\""
  };

  private BrokenFields() {}

  static List<Breakage> ofRequests() {
    return all(
        new String[] {"request_id", "tenant", "tier", "time"},
        Map.of(
            "request_id", NO_TEXT,
            "prompt", NO_TEXT,
            "pinned_model", NO_TEXT,
            "embedding", new String[] {"[]", "\"x\"", "[1e39]", "[\"1\"]", "[null]", "{}", "[[1]]"},
            "candidates", new String[] {"[]", "\"a\"", "[1]", "[\"\"]", "[null]", "{}"},
            "time", NO_TIME),
        timed());
  }

  static List<Breakage> ofFeedback() {
    return all(
        new String[] {"request_id", "tenant", "tier", "model", "time"},
        Map.of(
            "model", NO_TEXT,
            "decision_id", NO_TEXT,
            "satisfied", NO_TRUTH,
            "score", NO_SHARE,
            "time", NO_TIME),
        timed(),
        List.of(
            malformedText(
                "nothing said",
                (good, dice) ->
                    good.without("score")
                        .without("satisfied")
                        .without("cost_usd")
                        .without("output_tokens")
                        .without("latency_ms")
                        .without("error")
                        .json())));
  }

  static List<Breakage> ofModels() {
    return all(
        new String[] {"model", "version", "input_usd_per_mtok", "output_usd_per_mtok", "type"},
        Map.of(
            "version",
            new String[] {"-1", "9223372036854775807", "1.5", "\"2\"", "1e30"},
            "input_usd_per_mtok",
            NO_MONEY,
            "output_usd_per_mtok",
            NO_MONEY,
            "context_window",
            new String[] {"0", "-5", "\"8k\"", "1e12"},
            "status",
            new String[] {"\"on\"", "1", "\"ACTIVE\""},
            "confirmed",
            NO_TRUTH,
            "effective_at",
            NO_TIME,
            "type",
            new String[] {"\"modell\"", "1", "\"\"", "\"MODEL\""}),
        List.of());
  }

  @SafeVarargs
  private static List<Breakage> all(
      String[] required, Map<String, String[]> wrong, List<Breakage>... more) {
    List<Breakage> all = new ArrayList<>();
    all.add(malformedText("a field missing", (good, d) -> good.without(any(d, required)).json()));
    all.add(malformedText("a field null", (good, d) -> good.raw(any(d, required), "null").json()));
    wrong.forEach(
        (field, values) ->
            all.add(
                malformedText(
                    "wrong " + field, (good, d) -> good.raw(field, any(d, values)).json())));
    for (List<Breakage> others : more) {
      all.addAll(others);
    }
    return all;
  }

  /** What requests and feedback have in common: an id, a tenant and a time. */
  private static List<Breakage> timed() {
    return List.of(
        malformedText(
            "half a character",
            (good, d) -> good.raw("request_id", any(d, "\"\\ud83d\"", "\"\\ude42x\"")).json()),
        malformedText(
            "a name that is none",
            (good, d) ->
                good.raw(
                        any(d, "tenant", "tier"),
                        any(d, "\"\"", "\"a/b\"", "\"a\\u0007b\"", '"' + "n".repeat(201) + '"'))
                    .json()),
        malformedText(
            "an id too long",
            (good, d) -> good.text("request_id", "i".repeat(513 + d.nextInt(5000))).json()),
        new Breakage("a time far off", BAD_TIME, BrokenFields::farOff));
  }

  private static byte[] farOff(Fields good, Random dice) {
    Duration off = Duration.ofDays(2 + dice.nextInt(10_000));
    Instant now = Instant.now();
    String time =
        any(
            dice,
            "9999-12-31T23:59:59Z",
            "1970-01-01T00:00:00Z",
            now.plus(off).toString(),
            now.minus(off).toString());
    return good.text("time", time).json().getBytes(UTF_8);
  }
}
