package dev.surety.operate.control;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class RecordFieldsTest {

  private static final Path SCHEMA = Path.of("..", "configs", "schemas", "control.schema.json");

  @Test
  void theyAreThoseOfTheContract() throws IOException {
    JsonNode types = new ObjectMapper().readTree(SCHEMA.toFile()).path("$defs");

    RecordFields.OF_TYPE.forEach(
        (type, fields) -> assertThat(names(types.path(type))).as(type).isEqualTo(fields));
    assertThat(RecordFields.OF_FEEDBACK)
        .isEqualTo(names(types.path("sla").path("properties").path("feedback")));
    assertThat(RecordFields.OF_CALENDAR)
        .isEqualTo(names(types.at("/model/properties/calendar/items")));
  }

  private static Set<String> names(JsonNode type) {
    Set<String> names = new TreeSet<>();
    type.path("properties").fieldNames().forEachRemaining(names::add);
    return names;
  }
}
