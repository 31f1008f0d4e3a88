package dev.surety.operate.control;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The fields that the contract names. The job passes over others, so that older jobs read newer
 * records; in a file that a person has written one is a slip, and a slip in an optional field would
 * change nothing and say nothing.
 */
final class RecordFields {

  static final Map<String, Set<String>> OF_TYPE =
      Map.of(
          "model",
              Set.of(
                  "type",
                  "model",
                  "version",
                  "provider",
                  "input_usd_per_mtok",
                  "output_usd_per_mtok",
                  "context_window",
                  "status",
                  "effective_at",
                  "effective_until",
                  "calendar",
                  "confirmed",
                  "aliases",
                  "cached_input_usd_per_mtok"),
          "model_removed", Set.of("type", "model", "version"),
          "sla",
              Set.of(
                  "type",
                  "tenant",
                  "tier",
                  "version",
                  "target",
                  "policy",
                  "tolerance",
                  "parameters",
                  "feedback",
                  "mode"),
          "sla_removed", Set.of("type", "tenant", "tier", "version"),
          "artefact", Set.of("type", "kind", "name", "version", "payload"));

  static final Set<String> OF_FEEDBACK =
      Set.of(
          "window",
          "satisfied_rate",
          "dissatisfied_rate",
          "solicit_rate",
          "max_open",
          "money_window");

  static final Set<String> OF_CALENDAR =
      Set.of("days", "from", "to", "timezone", "input_usd_per_mtok", "output_usd_per_mtok");

  private RecordFields() {}

  /** The fields of a well-formed record that mean nothing. */
  static List<String> unknown(JsonNode record) {
    List<String> unknown = new ArrayList<>();
    collect(record.fieldNames(), OF_TYPE.get(record.path("type").asText()), "", unknown);
    collect(record.path("feedback").fieldNames(), OF_FEEDBACK, "feedback.", unknown);
    for (JsonNode price : record.path("calendar")) {
      collect(price.fieldNames(), OF_CALENDAR, "calendar.", unknown);
    }
    return unknown;
  }

  private static void collect(
      Iterator<String> names, Collection<String> known, String path, List<String> unknown) {
    names.forEachRemaining(
        name -> {
          if (!known.contains(name)) {
            unknown.add(path + name);
          }
        });
  }
}
