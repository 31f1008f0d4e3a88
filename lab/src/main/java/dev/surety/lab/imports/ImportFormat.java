package dev.surety.lab.imports;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.StringReader;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Whose form a file has. */
enum ImportFormat {
  /** {@code LiteLLM_SpendLogs}, as CSV or JSON. */
  LITELLM(
      Map.ofEntries(
          Map.entry(LogField.ID, "request_id"),
          Map.entry(LogField.TIME, "startTime"),
          Map.entry(LogField.TENANT, "team_id"),
          Map.entry(LogField.TAG, "request_tags"),
          Map.entry(LogField.MODEL, "model"),
          Map.entry(LogField.IN_TOKENS, "prompt_tokens"),
          Map.entry(LogField.OUT_TOKENS, "completion_tokens"),
          Map.entry(LogField.COST, "spend"),
          Map.entry(LogField.STATUS, "status"),
          Map.entry(LogField.CACHE, "cache_hit"),
          Map.entry(LogField.KIND, "call_type"))),
  /** OTLP's JSON with spans of generative AI. */
  OTEL(Map.of()),
  /** Observations, scores and traces of Langfuse, as JSON or CSV. */
  LANGFUSE(Map.of()),
  /** The activity export of OpenRouter. */
  OPENROUTER(
      Map.ofEntries(
          Map.entry(LogField.ID, "generation_id"),
          Map.entry(LogField.TIME, "created_at"),
          Map.entry(LogField.TENANT, "api_key_name"),
          Map.entry(LogField.TAG, "app_name"),
          Map.entry(LogField.MODEL, "model_permaslug"),
          Map.entry(LogField.IN_TOKENS, "tokens_prompt"),
          Map.entry(LogField.OUT_TOKENS, "tokens_completion"),
          Map.entry(LogField.COST, "cost_total"),
          Map.entry(LogField.EXTRA_COST, "byok_usage_inference"),
          Map.entry(LogField.STATUS, "cancelled"),
          Map.entry(LogField.FINISH, "finish_reason_normalized"))),
  ROUTERBENCH(Map.of()),
  LLMROUTERBENCH(Map.of()),
  /** A table with a header. */
  CSV(Map.of()),
  /** Objects with a field a column. */
  JSONL(Map.of());

  private static final int LOOKED_AT = 1 << 16;

  /** Columns that nobody else has, of all tables of observations. */
  private static final List<String> LANGFUSE_OBSERVATIONS =
      List.of(
          "usageDetails",
          "usage_details",
          "providedModelName",
          "provided_model_name",
          "completionStartTime",
          "completion_start_time",
          "statusMessage",
          "status_message",
          "parentObservationId",
          "parent_observation_id");

  private final Map<LogField, String> known;

  ImportFormat(Map<LogField, String> known) {
    this.known = known;
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Whether every model answered every request. */
  boolean isFull() {
    return this == ROUTERBENCH || this == LLMROUTERBENCH;
  }

  /** Whether what was said of answers stands apart from them. */
  boolean isScored() {
    return this == OTEL || this == LANGFUSE;
  }

  /** Whether a file of this form has columns to be mapped. */
  boolean isTable() {
    return !isFull() && !isScored();
  }

  ColumnMap columns(Map<String, String> said, List<String> header) {
    return known.isEmpty() ? ColumnMap.of(said, header) : ColumnMap.known(known, said, header);
  }

  /** What a file seems to be. */
  static ImportFormat guess(SourceFile file) throws IOException {
    String head = head(file.text());
    String text = head.stripLeading();
    return text.startsWith("{") || text.startsWith("[") ? ofJson(head) : ofCsv(head);
  }

  private static ImportFormat ofJson(String head) {
    if (has(head, "resourceSpans", "resourceLogs", "resource_spans", "resource_logs")) {
      return OTEL;
    }
    if (head.contains("\"gen_ai.") && has(head, "spanId", "span_id")) {
      return OTEL;
    }
    if (has(head, "model_name") && has(head, "records", "dataset_name")) {
      return LLMROUTERBENCH;
    }
    if (has(head, "call_type") && has(head, "spend")) {
      return LITELLM;
    }
    if (has(head, "observations", "traceId", "trace_id")
        && (head.contains("GENERATION") || has(head, "observations", "dataType", "data_type"))) {
      return LANGFUSE;
    }
    return has(head, "sessionId", "session_id") && has(head, "bookmarked", "release")
        ? LANGFUSE
        : JSONL;
  }

  private static ImportFormat ofCsv(String head) throws IOException {
    List<String> header = new CsvRecords(new BufferedReader(new StringReader(head))).header();
    if (header == null) {
      return CSV;
    }
    if (header.stream().anyMatch(column -> column.endsWith(RouterBenchReader.COST))) {
      return ROUTERBENCH;
    }
    if (header.contains("model_permaslug") || header.contains("generation_id")) {
      return OPENROUTER;
    }
    if (header.contains("spend") && header.contains("call_type")) {
      return LITELLM;
    }
    return isLangfuse(header) ? LANGFUSE : CSV;
  }

  /** Tables of its observations, of its scores, and of its traces. */
  private static boolean isLangfuse(List<String> header) {
    boolean ofTrace = header.contains("traceId") || header.contains("trace_id");
    return ofTrace
        ? containsAny(header, LANGFUSE_OBSERVATIONS)
            || (header.contains("value") && containsAny(header, List.of("dataType", "data_type")))
        : containsAny(header, List.of("sessionId", "session_id"))
            && containsAny(header, List.of("bookmarked", "release"));
  }

  private static boolean containsAny(List<String> header, List<String> names) {
    return names.stream().anyMatch(header::contains);
  }

  private static boolean has(String head, String... fields) {
    for (String field : fields) {
      if (head.contains('"' + field + '"')) {
        return true;
      }
    }
    return false;
  }

  private static String head(BufferedReader in) throws IOException {
    char[] head = new char[LOOKED_AT];
    int length = 0;
    for (int read; length < head.length; length += read) {
      read = in.read(head, length, head.length - length);
      if (read < 0) {
        break;
      }
    }
    return new String(head, 0, length);
  }

  /** Whether a table is CSV, by its beginning. */
  static boolean isJson(BufferedReader in) throws IOException {
    in.mark(LOOKED_AT);
    int c;
    do {
      c = in.read();
    } while (c >= 0 && Character.isWhitespace(c));
    in.reset();
    return c == '{' || c == '[';
  }
}
