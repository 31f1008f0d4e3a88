package dev.surety.demo.monitoring;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/** What {@code configs/grafana/surety.json} asks Prometheus, as Grafana would with all tenants. */
final class Dashboard {

  private static final Path FILE = Path.of("..", "configs", "grafana", "surety.json");

  private Dashboard() {}

  /** By where it stands: the expressions of all panels, and the metrics that variables read. */
  static Map<String, String> queries() throws IOException {
    JsonNode dashboard = new ObjectMapper().readTree(FILE.toFile());
    Map<String, String> queries = new LinkedHashMap<>();
    for (JsonNode panel : dashboard.get("panels")) {
      for (JsonNode target : panel.path("targets")) {
        String place = panel.get("title").asText() + ", " + target.get("refId").asText();
        queries.put(place, filled(target.get("expr").asText()));
      }
    }
    for (JsonNode variable : dashboard.get("templating").get("list")) {
      if (variable.get("type").asText().equals("query")) {
        String query = variable.get("query").get("query").asText();
        String metric = query.substring("label_values(".length(), query.lastIndexOf(','));
        queries.put("$" + variable.get("name").asText(), filled(metric));
      }
    }
    return queries;
  }

  private static String filled(String expression) {
    return expression
        .replace("$tenant", ".*")
        .replace("$tier", ".*")
        .replace("$__rate_interval", "1m");
  }
}
