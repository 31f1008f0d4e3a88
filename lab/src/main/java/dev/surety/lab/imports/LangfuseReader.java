package dev.surety.lab.imports;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.EnumMap;
import java.util.Map;
import java.util.Set;

/**
 * Generations and scores as Langfuse exports them: rows of observations and of scores, or traces
 * that hold both; in the names of its API and in those of its storage exports.
 */
final class LangfuseReader {

  private final RowMaker rows;
  private final Intake intake;
  private final LabelScale scale;
  private final String wanted;
  private final Labels labels;

  /**
   * @param wanted the score that counts, or {@code null} for all
   * @param labels what was said of observations and traces
   */
  LangfuseReader(RowMaker rows, Intake intake, LabelScale scale, String wanted, Labels labels) {
    this.rows = rows;
    this.intake = intake;
    this.scale = scale;
    this.wanted = wanted;
    this.labels = labels;
  }

  /** Reads what was said of answers. */
  void scores(SourceFile file) throws IOException {
    each(file, (object, trace, line) -> score(object));
  }

  /** Reads the answers. */
  void generations(SourceFile file) throws IOException {
    each(file, (object, trace, line) -> observation(object, trace, file, line));
  }

  private void each(SourceFile file, JsonObjects.Taker taker) throws IOException {
    new JsonObjects(
            Set.of("data"),
            intake,
            (object, around, line) -> {
              for (String part : new String[] {"observations", "scores"}) {
                for (JsonNode inner : object.path(part)) {
                  if (inner instanceof ObjectNode row) {
                    taker.take(row, object, line);
                  }
                }
              }
              JsonNode trace = object.path("trace");
              if (!object.has("observations")) {
                taker.take(object, trace instanceof ObjectNode t ? t : around, line);
              }
            })
        .read(file.text());
  }

  private static boolean isScore(JsonNode object) {
    return object.has("value") || object.has("string_value") || object.has("stringValue");
  }

  private void score(JsonNode object) {
    if (!isScore(object) || (wanted != null && !wanted.equals(object.path("name").asText()))) {
      return;
    }
    String value = text(object, "value", "stringValue", "string_value");
    double score = scale.of(value);
    if (score < 0) {
      intake.valueLeftOut("a label that is off the scale (--labels)");
    } else if (!Double.isNaN(score)) {
      String observation = text(object, "observationId", "observation_id");
      intake.score(
          Cells.isNothing(observation) ? text(object, "traceId", "trace_id") : observation, score);
    }
  }

  private void observation(JsonNode object, JsonNode trace, SourceFile file, long line) {
    String type = text(object, "type");
    if (isScore(object) && type == null) {
      return;
    }
    if (type == null || !type.equalsIgnoreCase("GENERATION")) {
      if (type == null) {
        intake.unreadable("neither an observation nor a score", line, "");
      } else {
        intake.passedOver("an observation that is no generation");
      }
      return;
    }
    Map<LogField, String> row = new EnumMap<>(LogField.class);
    String id = text(object, "id");
    row.put(LogField.ID, id);
    row.put(LogField.TIME, text(object, "startTime", "start_time"));
    row.put(LogField.MODEL, text(object, "model", "provided_model_name", "providedModelName"));
    row.put(
        LogField.IN_TOKENS,
        text(
            object,
            "usageDetails.input",
            "usage_details.input",
            "usage.input",
            "inputUsage",
            "promptTokens",
            "prompt_tokens"));
    row.put(
        LogField.OUT_TOKENS,
        text(
            object,
            "usageDetails.output",
            "usage_details.output",
            "usage.output",
            "outputUsage",
            "completionTokens",
            "completion_tokens"));
    row.put(
        LogField.COST,
        text(
            object,
            "totalCost",
            "total_cost",
            "calculatedTotalCost",
            "calculated_total_cost",
            "costDetails.total",
            "cost_details.total"));
    String tenant = text(object, "userId", "user_id");
    row.put(LogField.TENANT, tenant == null ? text(trace, "userId", "user_id") : tenant);
    String tag = text(object, "metadata.tag", "name");
    row.put(LogField.TAG, tag);
    row.put(LogField.STATUS, "ERROR".equals(text(object, "level")) ? "error" : null);
    String label = labels.of(id);
    row.put(LogField.LABEL, label == null ? labels.of(text(object, "traceId", "trace_id")) : label);
    rows.take(row::get, file.path().getFileName().toString(), line, String.valueOf(id), false);
  }

  /** The first of these that says something; objects in it by a dot. */
  private static String text(JsonNode object, String... names) {
    for (String name : names) {
      JsonNode value = object;
      for (String part : name.split("\\.")) {
        value = value.path(part);
      }
      if (value.isValueNode() && !Cells.isNothing(value.asText())) {
        return value.asText();
      }
    }
    return null;
  }
}
