package dev.surety.lab.imports;

import static dev.surety.lab.imports.LangfuseRows.sum;
import static dev.surety.lab.imports.LangfuseRows.text;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.EnumMap;
import java.util.Map;

/**
 * Generations and scores as Langfuse exports them: rows of observations, of scores and of traces,
 * or traces that hold the others; as JSON or as CSV.
 */
final class LangfuseReader {

  private static final String[] TRACE = {"traceId", "trace_id"};
  private static final String[] USER = {"userId", "user_id"};
  private static final String[] MODEL = {"model", "provided_model_name", "providedModelName"};
  private static final String[] USAGE = {"usageDetails", "usage_details", "usage"};
  private static final String[] MONEY = {"costDetails", "cost_details"};

  private final RowMaker rows;
  private final Intake intake;
  private final LabelScale scale;
  private final String wanted;
  private final Labels labels;
  private final TraceUsers users;

  /**
   * @param wanted the score that counts, or {@code null} for all
   * @param labels what was said of observations and traces
   * @param users whose each trace was
   */
  LangfuseReader(
      RowMaker rows,
      Intake intake,
      LabelScale scale,
      String wanted,
      Labels labels,
      TraceUsers users) {
    this.rows = rows;
    this.intake = intake;
    this.scale = scale;
    this.wanted = wanted;
    this.labels = labels;
    this.users = users;
  }

  /** Reads what was said of answers, and who asked. */
  void scores(SourceFile file) throws IOException {
    new LangfuseRows(file, intake)
        .each(
            (object, trace, line) -> {
              if (isScore(object)) {
                score(object, trace);
              } else if (isGeneration(object)) {
                own(object, text(object, "id"));
              } else if (isTrace(object)) {
                users.add(text(object, "id"), text(object, USER));
                own(object, text(object, "id"));
              }
            });
  }

  /** Reads the answers. */
  void generations(SourceFile file) throws IOException {
    new LangfuseRows(file, intake)
        .each(
            (object, trace, line) -> {
              if (isGeneration(object)) {
                generation(object, trace, file, line);
              } else if (text(object, "type") != null && !isScore(object)) {
                intake.passedOver("an observation that is no generation");
              } else if (!isScore(object) && !isTrace(object)) {
                intake.unreadable("neither an observation nor a score", line, object.toString());
              }
            });
  }

  private static boolean isScore(JsonNode object) {
    return text(object, "type") == null
        && (object.has("value") || object.has("string_value") || object.has("stringValue"));
  }

  /** Exports of generations alone don't say that they are. */
  private static boolean isGeneration(JsonNode object) {
    String type = text(object, "type");
    return type == null
        ? text(object, MODEL) != null && !isScore(object)
        : type.equalsIgnoreCase("GENERATION");
  }

  private static boolean isTrace(JsonNode object) {
    return text(object, "type") == null
        && text(object, TRACE) == null
        && text(object, "id") != null
        && text(object, "timestamp", "createdAt", "created_at") != null;
  }

  private void score(JsonNode object, JsonNode trace) {
    if (wanted != null && !wanted.equals(object.path("name").asText())) {
      return;
    }
    String type = text(object, "dataType", "data_type");
    if ("TEXT".equals(type) || "CORRECTION".equals(type)) {
      return; // words that nobody can count
    }
    String category = text(object, "stringValue", "string_value");
    String observation = text(object, "observationId", "observation_id");
    String of = Cells.isNothing(observation) ? text(object, TRACE) : observation;
    // The value of a category is its place among others.
    String value =
        "CATEGORICAL".equals(type) && category != null
            ? category
            : text(object, "value", "stringValue", "string_value");
    said(of == null ? text(trace, "id") : of, value);
  }

  private void own(JsonNode object, String of) {
    LangfuseRows.scores(
        object,
        (name, value) -> {
          if (wanted == null || wanted.equals(name)) {
            said(of, value.asText());
          }
        });
  }

  private void said(String of, String value) {
    double score = scale.of(value);
    if (score < 0) {
      intake.valueLeftOut("a label that is off the scale (--labels)");
    } else if (!Double.isNaN(score)) {
      intake.score(of, score);
    }
  }

  private void generation(JsonNode object, JsonNode trace, SourceFile file, long line) {
    Map<LogField, String> row = new EnumMap<>(LogField.class);
    String id = text(object, "id");
    String ofTrace = text(object, TRACE);
    row.put(LogField.ID, id);
    row.put(LogField.TIME, text(object, "startTime", "start_time"));
    row.put(LogField.MODEL, text(object, MODEL));
    row.put(
        LogField.IN_TOKENS,
        orElse(
            sum(object, "input", USAGE),
            text(object, "inputUsage", "promptTokens", "prompt_tokens", "usage.promptTokens")));
    row.put(
        LogField.OUT_TOKENS,
        orElse(
            sum(object, "output", USAGE),
            text(
                object,
                "outputUsage",
                "completionTokens",
                "completion_tokens",
                "usage.completionTokens")));
    row.put(LogField.COST, cost(object));
    row.put(
        LogField.TENANT, orElse(text(object, USER), orElse(text(trace, USER), users.of(ofTrace))));
    row.put(LogField.TAG, text(object, "metadata.tag", "name", "traceName", "trace_name"));
    row.put(LogField.STATUS, "ERROR".equals(text(object, "level")) ? "error" : null);
    row.put(LogField.LABEL, orElse(labels.of(id), labels.of(ofTrace)));
    rows.take(row::get, file.path().getFileName().toString(), line, object, false);
  }

  /** A total of 0 beside no parts at all is of a model whose price Langfuse doesn't know. */
  private static String cost(JsonNode object) {
    String total =
        text(
            object,
            "totalCost",
            "total_cost",
            "calculatedTotalCost",
            "calculated_total_cost",
            "totalCostInUSD",
            "costDetails.total",
            "cost_details.total",
            "cost");
    boolean parts = object.has("costDetails") || object.has("cost_details");
    String input = sum(object, "", MONEY);
    return parts && input == null && total != null && Cells.number(total) == 0 ? null : total;
  }

  private static String orElse(String text, String otherwise) {
    return text == null ? otherwise : text;
  }
}
