package dev.surety.lab.imports;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/**
 * Spans of models by OpenTelemetry's conventions for generative AI, in OTLP's JSON, and evaluation
 * results: as events of spans, and as log records that name a span.
 */
final class OtelReader {

  private static final String EVALUATION = "gen_ai.evaluation.";
  private static final String RESULT = EVALUATION + "result";
  private static final String NO_ID = "/";
  private static final int ERROR = 2;

  private static final Set<String> RESOURCES =
      Set.of("resourceSpans", "resourceLogs", "resource_spans", "resource_logs");

  private static final Set<String> SCOPES =
      Set.of(
          "scopeSpans",
          "scope_spans",
          "instrumentationLibrarySpans",
          "spans",
          "scopeLogs",
          "scope_logs",
          "logRecords",
          "log_records");

  private final RowMaker rows;
  private final Intake intake;
  private final LabelScale scale;
  private final String wanted;
  private final Labels labels;

  /**
   * @param wanted the evaluation that counts, or {@code null} for all
   * @param labels what was said of spans elsewhere
   */
  OtelReader(RowMaker rows, Intake intake, LabelScale scale, String wanted, Labels labels) {
    this.rows = rows;
    this.intake = intake;
    this.scale = scale;
    this.wanted = wanted;
    this.labels = labels;
  }

  /** Reads what was said of answers. */
  void scores(SourceFile file) throws IOException {
    each(file, true);
  }

  /** Reads the answers. */
  void spans(SourceFile file) throws IOException {
    each(file, false);
  }

  private void each(SourceFile file, boolean scores) throws IOException {
    new JsonObjects(
            RESOURCES,
            SCOPES,
            intake,
            (object, around, line) -> {
              Map<String, String> says = attributes(object);
              if (scores) {
                said(object, says);
              } else if (isSpan(object)) {
                JsonNode in = object.has("resource") ? object : around;
                span(object, says, attributes(in.path("resource")), file, line);
              } else if (!isLogRecord(object) && !isEmpty(object)) {
                intake.unreadable("neither a span nor a log record", line, object.toString());
              }
            })
        .read(file.text());
  }

  private static boolean isSpan(JsonNode object) {
    return (object.has("attributes") || !id(object).equals(NO_ID)) && !isLogRecord(object);
  }

  private static boolean isLogRecord(JsonNode object) {
    return object.has("body")
        || object.has("timeUnixNano")
        || object.has("time_unix_nano")
        || object.has("observedTimeUnixNano")
        || object.has("observed_time_unix_nano")
        || object.has("eventName")
        || object.has("severityNumber");
  }

  /** A resource or a scope in which nothing happened. */
  private static boolean isEmpty(JsonNode object) {
    return object.has("resource") || object.has("scope") || object.isEmpty();
  }

  /** What was said of answers: in events of a span, in a log record, or by the span itself. */
  private void said(JsonNode object, Map<String, String> says) {
    for (JsonNode event : object.path("events")) {
      evaluation(event, object, attributes(event));
    }
    evaluation(object, object, says);
  }

  private void evaluation(JsonNode event, JsonNode span, Map<String, String> says) {
    String name =
        event
            .path("eventName")
            .asText(says.getOrDefault("event.name", event.path("name").asText()));
    String value =
        says.getOrDefault(
            "gen_ai.evaluation.score.value",
            says.getOrDefault(
                "gen_ai.evaluation.score", says.get("gen_ai.evaluation.score.label")));
    String of =
        says.getOrDefault(
            "gen_ai.evaluation.name",
            name.startsWith(EVALUATION) && !name.equals(RESULT)
                ? name.substring(EVALUATION.length())
                : "");
    if (value == null || (wanted != null && !wanted.equals(of))) {
      return;
    }
    double score = scale.of(value);
    if (score < 0) {
      intake.valueLeftOut("a label that is off the scale (--labels)");
    } else if (!Double.isNaN(score)) {
      intake.score(id(span), score);
      if (says.containsKey("gen_ai.response.id")) {
        intake.score(says.get("gen_ai.response.id"), score);
      }
    }
  }

  /** As OTLP has it, or as exporters for the console do. */
  private static String id(JsonNode span) {
    JsonNode context = span.has("context") ? span.path("context") : span;
    return context.path("traceId").asText(context.path("trace_id").asText())
        + '/'
        + context.path("spanId").asText(context.path("span_id").asText());
  }

  private void span(
      JsonNode span, Map<String, String> says, Map<String, String> of, SourceFile file, long line) {
    if (says.keySet().stream().noneMatch(name -> name.startsWith("gen_ai."))) {
      intake.passedOver("a span of something else");
      return;
    }
    Map<LogField, String> row = new EnumMap<>(LogField.class);
    String id = id(span);
    row.put(LogField.ID, id.equals(NO_ID) ? null : id);
    row.put(
        LogField.TIME,
        span.path("startTimeUnixNano")
            .asText(span.path("start_time_unix_nano").asText(span.path("start_time").asText())));
    put(row, LogField.MODEL, says, "gen_ai.response.model", "gen_ai.request.model");
    put(row, LogField.IN_TOKENS, says, "gen_ai.usage.input_tokens", "gen_ai.usage.prompt_tokens");
    put(
        row,
        LogField.OUT_TOKENS,
        says,
        "gen_ai.usage.output_tokens",
        "gen_ai.usage.completion_tokens");
    put(row, LogField.COST, says, "gen_ai.usage.cost", "gen_ai.usage.total_cost", "gen_ai.cost");
    put(row, LogField.KIND, says, "gen_ai.operation.name");
    put(row, LogField.TENANT, says, "tenant.id", "enduser.id", "user.id");
    put(row, LogField.TENANT, of, "tenant.id", "service.name");
    put(row, LogField.TAG, says, "gen_ai.request.tag", "gen_ai.agent.name");
    put(row, LogField.PROPENSITY, says, "gen_ai.request.propensity");
    JsonNode status = span.path("status");
    JsonNode code = status.has("code") ? status.path("code") : status.path("status_code");
    if (code.asInt() == ERROR
        || code.asText().endsWith("ERROR")
        || says.containsKey("error.type")) {
      row.put(LogField.STATUS, "error");
    }
    String label = labels.of(id);
    row.put(LogField.LABEL, label == null ? labels.of(says.get("gen_ai.response.id")) : label);
    rows.take(row::get, file.path().getFileName().toString(), line, span, false);
  }

  private static void put(
      Map<LogField, String> row, LogField field, Map<String, String> says, String... names) {
    for (String name : names) {
      if (says.containsKey(name)) {
        row.putIfAbsent(field, says.get(name));
      }
    }
  }

  /** As OTLP has them, a list of keys and values, or as an object. */
  private static Map<String, String> attributes(JsonNode of) {
    Map<String, String> attributes = new HashMap<>();
    JsonNode all = of.path("attributes");
    if (all.isObject()) {
      all.properties().forEach(one -> attributes.put(one.getKey(), one.getValue().asText()));
    }
    for (JsonNode attribute : all) {
      for (JsonNode only : attribute.path("value")) {
        attributes.put(attribute.path("key").asText(), only.asText());
      }
    }
    return attributes;
  }
}
