package dev.surety.wire.json;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** The JSON Schema and the reference page say of the fields what their declarations say. */
class ControlFieldsTest {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Path PAGE = Path.of("..", "docs", "control.md");
  private static final String WRITE = "surety.write-pages";
  private static final String COMMAND =
      "./mvnw -q -pl functions test -Dtest=ControlFieldsTest -D" + WRITE;

  @Test
  void theSchemaHasTheSameFieldsRulesAndDescriptions() {
    ControlJson.FIELDS.forEach(
        (type, fields) -> {
          JsonNode schema = Contract.CONTROL.source().path("$defs").path(type);
          ObjectNode expected = JSON.createObjectNode();
          expected.putArray("required").add("type");
          expected.putObject("properties").putObject("type").put("const", type);
          put(fields, expected);

          assertThat(comparable(schema.path("properties")))
              .as(type)
              .isEqualTo(comparable(expected.path("properties")));
          assertThat(texts(schema.path("required"))).isEqualTo(texts(expected.path("required")));
        });
  }

  /** Numbers by value: 1 is 1.0. */
  private static JsonNode comparable(JsonNode node) {
    try {
      return Contract.JSON.readTree(
          Contract.JSON.writeValueAsString(node).replaceAll("(?<=[0-9])\\.0(?=[,}\\]])", ""));
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private static TreeSet<String> texts(JsonNode array) {
    TreeSet<String> texts = new TreeSet<>();
    array.forEach(text -> texts.add(text.asText()));
    return texts;
  }

  private static void put(ControlFields fields, ObjectNode object) {
    for (ControlField<?> field : fields.contract()) {
      object.withObjectProperty("properties").set(field.name(), schema(field));
      if (field.required()) {
        object.withArrayProperty("required").add(field.name());
      }
    }
  }

  private static JsonNode schema(ControlField<?> field) {
    ObjectNode schema = read(field.rule().schema());
    schema.put("description", field.description());
    if (field.rule().parts() != null) {
      boolean array = schema.path("type").asText().equals("array");
      put(field.rule().parts(), array ? (ObjectNode) schema.get("items") : schema);
    }
    if (!field.required()) {
      JsonNode type = schema.get("type");
      ArrayNode types = type.isArray() ? (ArrayNode) type : JSON.createArrayNode().add(type);
      schema.set("type", types.add("null"));
      if (schema.has("enum")) {
        ((ArrayNode) schema.get("enum")).add((String) null);
      }
    }
    return schema;
  }

  private static ObjectNode read(String json) {
    try {
      return (ObjectNode) JSON.readTree(json);
    } catch (IOException e) {
      throw new IllegalStateException(json, e);
    }
  }

  @Test
  void thePageHasThemAll() throws IOException {
    String page = Files.readString(PAGE);
    String written = page.replaceAll("(?s)(<!-- fields.*?-->\n).*?(?=<!-- end of fields -->)", "");
    assertThat(written).as("the marks of the tables").isNotEqualTo(page);
    int begin = page.indexOf("<!-- fields");
    int from = page.indexOf('\n', begin) + 1;
    String fresh =
        page.substring(0, from) + tables() + page.substring(page.indexOf("<!-- end of fields -->"));
    if (System.getProperty(WRITE) != null) {
      Files.writeString(PAGE, fresh);
    }
    assertThat(Files.readString(PAGE))
        .as("docs/control.md is stale; write its tables anew with: %s", COMMAND)
        .isEqualTo(fresh);
  }

  private static String tables() {
    StringBuilder out = new StringBuilder();
    for (String type :
        List.of(
            "model",
            "sla",
            "tenant_budget",
            "model_status",
            "model_removed",
            "sla_removed",
            "tenant_budget_removed",
            "artefact")) {
      table("`\"type\":\"" + type + "\"`", ControlJson.FIELDS.get(type), out);
    }
    return out.append('\n').toString();
  }

  private static void table(String title, ControlFields fields, StringBuilder out) {
    out.append("\n").append(title).append("\n\n");
    out.append("| field | values | what it says |\n| --- | --- | --- |\n");
    for (ControlField<?> field : fields.contract()) {
      out.append("| `")
          .append(field.name())
          .append('`')
          .append(field.required() ? "" : ", optional");
      out.append(" | ").append(values(read(field.rule().schema()))).append(" | ");
      out.append(field.description().replace("<", "&lt;")).append(" |\n");
    }
    for (ControlField<?> field : fields.contract()) {
      if (field.rule().parts() != null) {
        table("in `" + field.name() + "`", field.rule().parts(), out);
      }
    }
  }

  private static String values(JsonNode schema) {
    String type = schema.path("type").isArray() ? "time span" : schema.path("type").asText();
    Map<String, String> words =
        Map.of("boolean", "`true`, `false`", "string", "text", "array", "list", "object", "object");
    if (schema.has("enum")) {
      return String.join(", ", texts(schema.get("enum")).stream().map(t -> "`" + t + "`").toList());
    } else if (schema.has("maximum") && !schema.path("type").isArray()) {
      return (type.equals("integer") ? "whole number, " : "")
          + schema.get("minimum").asText()
          + " to "
          + schema.get("maximum").asText();
    } else if (schema.path("format").asText().equals("date-time")) {
      return "time";
    }
    return words.getOrDefault(type, type);
  }
}
