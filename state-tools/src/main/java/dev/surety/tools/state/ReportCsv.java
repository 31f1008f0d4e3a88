package dev.surety.tools.state;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;

/**
 * Keys as comma-separated values (RFC 4180): the fields of {@link StateReportJson} but the models.
 */
final class ReportCsv {

  static final String HEADER =
      "tenant,tier,policy,target,satisfaction,satisfaction_low,satisfaction_high,floor,queue,"
          + "policy_debt,catching_up,infeasible,requests,labels,explored,cost_usd,expected_cost_usd,open_decisions,dropped,"
          + "seq,clock";

  private ReportCsv() {}

  static String row(KeyReport key) {
    List<String> cells = new ArrayList<>();
    for (JsonNode value : fields(key)) {
      cells.add(value.isNull() ? "" : quoted(value.asText()));
    }
    return String.join(",", cells);
  }

  private static ObjectNode fields(KeyReport key) {
    ObjectNode json = StateReportJson.of(key);
    json.remove("models");
    return json;
  }

  private static String quoted(String text) {
    return text.contains(",") || text.contains("\"")
        ? '"' + text.replace("\"", "\"\"") + '"'
        : text;
  }
}
