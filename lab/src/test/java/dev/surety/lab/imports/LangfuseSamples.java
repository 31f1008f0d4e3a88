package dev.surety.lab.imports;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** The made-up traffic as Langfuse exports it: traces as JSON, observations and scores as CSV. */
final class LangfuseSamples {

  private final List<SampleLogs.Served> served;
  private final ObjectMapper json = new ObjectMapper();

  LangfuseSamples(List<SampleLogs.Served> served) {
    this.served = served;
  }

  String traces() throws IOException {
    ObjectNode export = json.createObjectNode();
    ArrayNode rows = export.putArray("data");
    for (SampleLogs.Served one : served) {
      ObjectNode trace =
          rows.addObject().put("id", SampleLogs.id("trace", one)).put("userId", one.tenant());
      trace.put("timestamp", one.at().toString());
      ArrayNode observations = trace.putArray("observations");
      observations
          .addObject()
          .put("id", SampleLogs.id("span", one))
          .put("traceId", SampleLogs.id("trace", one))
          .put("type", "SPAN");
      ObjectNode generation =
          observations
              .addObject()
              .put("id", SampleLogs.id("gen", one))
              .put("traceId", SampleLogs.id("trace", one))
              .put("type", "GENERATION")
              .put("name", one.row().domain())
              .put("startTime", one.at().toString())
              .put("model", SampleLogs.SERVED[one.model()])
              .put("level", "DEFAULT")
              .put("totalCost", Double.parseDouble(SampleLogs.cost(one)));
      generation
          .putObject("usageDetails")
          .put("input", one.row().inputTokens())
          .put("output", SampleLogs.out(one));
      ArrayNode scores = trace.putArray("scores");
      if (one.label() != null) {
        scores
            .addObject()
            .put("id", SampleLogs.id("score", one))
            .put("traceId", SampleLogs.id("trace", one))
            .put("name", "user-feedback")
            .put("value", one.label())
            .put("dataType", "NUMERIC");
      }
    }
    return json.writeValueAsString(export) + "\n";
  }

  /** As the export of the user interface writes CSV: every cell in quotes, details as JSON. */
  private static String quotedRow(Object... cells) {
    List<String> texts = new ArrayList<>();
    for (Object cell : cells) {
      texts.add('"' + cell.toString().replace("\"", "\"\"") + '"');
    }
    return String.join(",", texts) + "\n";
  }

  String observations() {
    StringBuilder csv =
        new StringBuilder(
            quotedRow(
                "id",
                "traceId",
                "type",
                "name",
                "startTime",
                "endTime",
                "level",
                "statusMessage",
                "model",
                "usageDetails",
                "costDetails",
                "totalCost",
                "traceName",
                "traceTags",
                "userId"));
    for (SampleLogs.Served one : served) {
      String at = one.at().toString().replace("Z", ".000Z");
      String trace = SampleLogs.id("trace", one);
      csv.append(
          quotedRow(
              SampleLogs.id("span", one),
              trace,
              "SPAN",
              "answer",
              at,
              at,
              "DEFAULT",
              "",
              "",
              "{}",
              "{}",
              "",
              "chat",
              "[]",
              one.tenant()));
      csv.append(
          quotedRow(
              SampleLogs.id("gen", one),
              trace,
              "GENERATION",
              one.row().domain(),
              at,
              one.at().plusSeconds(2),
              "DEFAULT",
              "",
              SampleLogs.SERVED[one.model()],
              "{\"input\":%d,\"output\":%d,\"total\":%d}"
                  .formatted(
                      one.row().inputTokens(),
                      SampleLogs.out(one),
                      one.row().inputTokens() + SampleLogs.out(one)),
              "{\"total\":%s}".formatted(SampleLogs.cost(one)),
              SampleLogs.cost(one),
              "chat",
              "[\"web\"]",
              one.tenant()));
    }
    return csv.toString();
  }

  String scores() {
    StringBuilder csv =
        new StringBuilder(
            quotedRow(
                "id",
                "traceId",
                "timestamp",
                "source",
                "name",
                "dataType",
                "value",
                "stringValue",
                "comment",
                "observationId"));
    for (SampleLogs.Served one : served) {
      if (one.label() != null) {
        String score = SampleLogs.id("score", one);
        String trace = SampleLogs.id("trace", one);
        csv.append(
            quotedRow(
                score,
                trace,
                one.at(),
                "API",
                "user-feedback",
                "NUMERIC",
                one.label(),
                "",
                "",
                one.number() % 2 == 0 ? SampleLogs.id("gen", one) : ""));
        csv.append(
            quotedRow(
                score + "-note",
                trace,
                one.at(),
                "ANNOTATION",
                "note",
                "TEXT",
                0,
                "see, above",
                "",
                ""));
      }
    }
    return csv.toString();
  }
}
