package dev.surety.lab.imports;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;

/**
 * Observations, scores and traces of Langfuse as objects, whatever they are written in: JSON, or
 * CSV whose cells are JSON where they are not plain. Their fields have the names of the API ({@code
 * traceId}) or of storage exports ({@code trace_id}).
 */
final class LangfuseRows {

  /**
   * What exports are known to have beside scores: in exports of the user interface each score is a
   * column by its own name, with an array of what was said.
   */
  private static final Set<String> OTHERS =
      Set.of(
          "comments",
          "tags",
          "traceTags",
          "trace_tags",
          "toolCalls",
          "tool_calls",
          "toolCallNames",
          "tool_call_names",
          "toolDefinitions",
          "tool_definitions",
          "input",
          "output",
          "metadata",
          "observations",
          "scores",
          "userIds",
          "user_ids");

  private static final Set<String> OBJECTS =
      Set.of("usage", "usageDetails", "usage_details", "costDetails", "cost_details", "metadata");

  private static final ObjectMapper JSON = JsonObjects.JSON;

  private final SourceFile file;
  private final Intake intake;

  LangfuseRows(SourceFile file, Intake intake) {
    this.file = file;
    this.intake = intake;
  }

  /** Hands out all of them, each with the trace that it is part of, as far as it is known. */
  void each(JsonObjects.Taker taker) throws IOException {
    if (ImportFormat.isJson(file.text())) {
      json(taker);
    } else {
      csv(taker);
    }
  }

  private void json(JsonObjects.Taker taker) throws IOException {
    new JsonObjects(
            Set.of("data"),
            intake,
            (object, around, line) -> {
              ObjectNode trace = object.path("trace") instanceof ObjectNode t ? t : null;
              for (String part : new String[] {"observations", "scores"}) {
                for (JsonNode inner : object.path(part)) {
                  if (inner instanceof ObjectNode row) {
                    taker.take(row, trace == null ? object : trace, line);
                  }
                }
              }
              if (object.has("observations")) {
                taker.take(
                    trace == null
                        ? object.deepCopy().without(List.of("observations", "scores"))
                        : trace,
                    around,
                    line);
              } else {
                taker.take(object, trace == null ? around : trace, line);
              }
            })
        .read(file.text());
  }

  private void csv(JsonObjects.Taker taker) throws IOException {
    CsvRecords records = new CsvRecords(file.text());
    List<String> header = records.header();
    ObjectNode nothing = JSON.createObjectNode();
    records.each(
        header,
        intake,
        cells -> {
          ObjectNode row = JSON.createObjectNode();
          for (int i = 0; i < cells.size(); i++) {
            String name = header.get(i);
            if (!cells.get(i).isEmpty() && (OBJECTS.contains(name) || !OTHERS.contains(name))) {
              row.set(name, value(name, cells.get(i)));
            }
          }
          taker.take(row, nothing, records.line());
        });
  }

  private static JsonNode value(String name, String cell) {
    if (cell.startsWith("[") || (cell.startsWith("{") && OBJECTS.contains(name))) {
      try {
        return JSON.readTree(cell);
      } catch (JsonProcessingException e) {
        return JSON.getNodeFactory().textNode(cell);
      }
    }
    return JSON.getNodeFactory().textNode(cell);
  }

  /** What was said of an observation or a trace in fields of its own. */
  static void scores(JsonNode object, BiConsumer<String, JsonNode> taker) {
    for (Map.Entry<String, JsonNode> field : object.properties()) {
      if (field.getValue().isArray() && !OTHERS.contains(field.getKey())) {
        for (JsonNode value : field.getValue()) {
          if (value.isValueNode()) {
            taker.accept(field.getKey(), value);
          }
        }
      }
    }
  }

  /** The first of these that says something; objects in it by a dot. */
  static String text(JsonNode object, String... names) {
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

  /**
   * The sum of what an object with details has under names that begin so, as Langfuse itself sums
   * it: input is also what was read from a cache.
   */
  static String sum(JsonNode object, String beginning, String... details) {
    for (String name : details) {
      double sum = 0;
      boolean any = false;
      for (Map.Entry<String, JsonNode> part : object.path(name).properties()) {
        if (part.getKey().startsWith(beginning) && part.getValue().isValueNode()) {
          double number = Cells.number(part.getValue().asText());
          any |= !Double.isNaN(number);
          sum += Double.isNaN(number) ? 0 : number;
        }
      }
      if (any) {
        return Double.toString(sum);
      }
    }
    return null;
  }
}
