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

  private static final String EVALUATION = "gen_ai.evaluation.result";
  private static final int ERROR = 2;

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
            Set.of("resourceSpans", "resourceLogs", "resource_spans", "resource_logs"),
            intake,
            (resource, around, line) -> resource(resource, file, line, scores))
        .read(file.text());
  }

  private void resource(JsonNode resource, SourceFile file, long line, boolean scores) {
    Map<String, String> of = attributes(resource.path("resource"));
    boolean any = false;
    for (String field : new String[] {"scopeSpans", "scope_spans", "scopeLogs", "scope_logs"}) {
      for (JsonNode scope : resource.path(field)) {
        any = true;
        for (JsonNode span : scope.path("spans")) {
          if (scores) {
            events(span);
          } else {
            span(span, of, file, line);
          }
        }
        for (JsonNode record :
            scope.has("logRecords") ? scope.path("logRecords") : scope.path("log_records")) {
          if (scores) {
            evaluation(record, record, attributes(record));
          }
        }
      }
    }
    if (!any && !scores) {
      intake.unreadable("no resource with spans", line, "");
    }
  }

  private void events(JsonNode span) {
    for (JsonNode event : span.path("events")) {
      evaluation(event, span, attributes(event));
    }
  }

  private void evaluation(JsonNode event, JsonNode span, Map<String, String> says) {
    String name = event.path("name").asText(event.path("eventName").asText(says.get("event.name")));
    if (!EVALUATION.equals(name)
        || (wanted != null && !wanted.equals(says.get("gen_ai.evaluation.name")))) {
      return;
    }
    String value =
        says.getOrDefault(
            "gen_ai.evaluation.score.value", says.get("gen_ai.evaluation.score.label"));
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

  private static String id(JsonNode span) {
    return span.path("traceId").asText(span.path("trace_id").asText())
        + '/'
        + span.path("spanId").asText(span.path("span_id").asText());
  }

  private void span(JsonNode span, Map<String, String> of, SourceFile file, long line) {
    Map<String, String> says = attributes(span);
    if (says.keySet().stream().noneMatch(name -> name.startsWith("gen_ai."))) {
      intake.passedOver("a span of something else");
      return;
    }
    Map<LogField, String> row = new EnumMap<>(LogField.class);
    String id = id(span);
    row.put(LogField.ID, id);
    row.put(
        LogField.TIME,
        span.path("startTimeUnixNano").asText(span.path("start_time_unix_nano").asText()));
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
    JsonNode code = span.path("status").path("code");
    if (code.asInt() == ERROR
        || code.asText().endsWith("ERROR")
        || says.containsKey("error.type")) {
      row.put(LogField.STATUS, "error");
    }
    String label = labels.of(id);
    row.put(LogField.LABEL, label == null ? labels.of(says.get("gen_ai.response.id")) : label);
    rows.take(row::get, file.path().getFileName().toString(), line, id, false);
  }

  private static void put(
      Map<LogField, String> row, LogField field, Map<String, String> says, String... names) {
    for (String name : names) {
      if (says.containsKey(name)) {
        row.putIfAbsent(field, says.get(name));
      }
    }
  }

  private static Map<String, String> attributes(JsonNode of) {
    Map<String, String> attributes = new HashMap<>();
    for (JsonNode attribute : of.path("attributes")) {
      JsonNode value = attribute.path("value");
      for (JsonNode only : value) {
        attributes.put(attribute.path("key").asText(), only.asText());
      }
    }
    return attributes;
  }
}
