package dev.surety.k8s;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * The schema of a CustomResourceDefinition, made to refuse what it doesn't name: the API server
 * would drop an unknown field in silence.
 */
final class StrictSchema {

  private final Schema schema;

  private StrictSchema(JsonNode schema) {
    this.schema =
        SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12).getSchema(schema);
  }

  /** Of the first version that a file with one CustomResourceDefinition serves. */
  static StrictSchema ofDefinition(Path file) throws IOException {
    JsonNode definition = new ObjectMapper(new YAMLFactory()).readTree(file.toFile());
    ObjectNode schema =
        (ObjectNode) definition.at("/spec/versions/0/schema/openAPIV3Schema").deepCopy();
    // What every object has besides, and no definition says.
    ObjectNode properties = (ObjectNode) schema.path("properties");
    properties.putObject("apiVersion").put("const", apiVersion(definition));
    properties.putObject("kind").set("const", definition.at("/spec/names/kind"));
    properties.putObject("metadata").put("type", "object");
    close(schema);
    return new StrictSchema(schema);
  }

  /** One line for each violation. */
  List<String> violations(JsonNode object) {
    return schema.validate(object).stream().map(Object::toString).toList();
  }

  private static String apiVersion(JsonNode definition) {
    return definition.at("/spec/group").asText()
        + "/"
        + definition.at("/spec/versions/0/name").asText();
  }

  /** A schema has its {@code type} as text; a property may be named so, too. */
  private static void close(JsonNode node) {
    if (node instanceof ObjectNode object
        && object.path("type").asText().equals("object")
        && object.path("properties").isObject()
        && !object.has("additionalProperties")) {
      object.put("additionalProperties", false);
    }
    node.forEach(StrictSchema::close);
  }
}
