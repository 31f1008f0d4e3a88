package dev.surety.operate.control;

import com.fasterxml.jackson.databind.JsonNode;
import dev.surety.wire.json.ControlFields;
import dev.surety.wire.json.ControlJson;
import java.util.ArrayList;
import java.util.List;

/**
 * The fields that the contract names. The job passes over others, so that older jobs read newer
 * records; in a file that a person has written one is a slip, and a slip in an optional field would
 * change nothing and say nothing.
 */
final class RecordFields {

  private static final String TYPE = "type";

  private RecordFields() {}

  /** The fields of a well-formed record that mean nothing. */
  static List<String> unknown(JsonNode record) {
    List<String> unknown = new ArrayList<>();
    collect(record, ControlJson.FIELDS.get(record.path(TYPE).asText()), "", unknown);
    unknown.remove(TYPE);
    return unknown;
  }

  /** First those of the object itself, then those of the objects in it. */
  private static void collect(
      JsonNode object, ControlFields known, String path, List<String> unknown) {
    object
        .fieldNames()
        .forEachRemaining(
            name -> {
              if (!known.names().contains(name)) {
                unknown.add(path + name);
              }
            });
    for (String name : known.names()) {
      if (known.parts(name) != null) {
        JsonNode value = object.path(name);
        for (JsonNode part : value.isArray() ? value : List.of(value)) {
          collect(part, known.parts(name), path + name + '.', unknown);
        }
      }
    }
  }
}
