package dev.surety.lab.imports;

import java.util.List;
import java.util.Locale;
import java.util.function.UnaryOperator;

/** What is looked for in a row of a log, and what columns with it are called by others. */
enum LogField {
  ID("request_id", "id", "generation_id", "trace_id", "call_id", "uuid"),
  TIME(
      "timestamp",
      "time",
      "created_at",
      "start_time",
      "ts",
      "date",
      "datetime",
      "created",
      "at",
      "request_time",
      "when"),
  TENANT(
      "tenant",
      "tenant_id",
      "customer",
      "customer_id",
      "team_id",
      "team",
      "org_id",
      "organization_id",
      "account_id",
      "account",
      "workspace",
      "project",
      "user_id",
      "user"),
  TIER("tier", "sla", "plan", "service_level"),
  TAG("tag", "tags", "task", "category", "use_case", "feature", "route", "domain", "intent"),
  MODEL(
      "served_model",
      "response_model",
      "model_name",
      "model",
      "model_slug",
      "model_id",
      "deployment",
      "llm_model",
      "engine"),
  IN_TOKENS(
      "in_tokens", "input_tokens", "prompt_tokens", "tokens_prompt", "tokens_in", "n_input_tokens"),
  OUT_TOKENS(
      "out_tokens",
      "output_tokens",
      "completion_tokens",
      "tokens_completion",
      "tokens_out",
      "n_output_tokens"),
  COST(
      "cost_usd",
      "cost",
      "spend",
      "total_cost",
      "cost_total",
      "price",
      "usage_usd",
      "amount",
      "usd"),
  /** What else was paid, to somebody else, for the same answer. */
  EXTRA_COST("extra_cost", "byok_usage_inference", "upstream_cost"),
  LABEL(
      "label",
      "score",
      "rating",
      "thumb",
      "thumbs",
      "feedback",
      "user_feedback",
      "quality",
      "satisfied",
      "satisfaction",
      "correct",
      "reward"),
  PROPENSITY("propensity", "probability", "prob", "p", "choice_probability", "weight"),
  RANDOM("random", "randomized", "randomised", "explore", "exploration", "is_random"),
  /** Anything but success, and the answer was none. */
  STATUS("status", "state", "outcome", "error"),
  /** Why the answer ended: with an error there was none. */
  FINISH("finish_reason", "finish_reason_normalized", "stop_reason"),
  /** Whether a cache answered. */
  CACHE("cache_hit", "cached_response", "from_cache"),
  /** What was asked of the model: only texts are kept. */
  KIND("call_type", "operation", "request_type");

  private final List<String> names;

  LogField(String... names) {
    this.names = List.of(names);
  }

  /** As a map on the command line names it. */
  String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * The column that a header has for it.
   *
   * @return its index, or -1 if none is called so
   */
  int guess(List<String> header) {
    int whole = guess(header, name -> name);
    // What names an object in an object names no request.
    return whole >= 0 || this == ID
        ? whole
        : guess(header, name -> name.substring(name.lastIndexOf('.') + 1));
  }

  private int guess(List<String> header, UnaryOperator<String> part) {
    for (String name : names) {
      for (int i = 0; i < header.size(); i++) {
        if (plain(part.apply(header.get(i))).equals(plain(name))) {
          return i;
        }
      }
    }
    return -1;
  }

  private static String plain(String name) {
    return name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]", "");
  }
}
