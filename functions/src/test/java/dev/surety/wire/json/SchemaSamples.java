package dev.surety.wire.json;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * Random JSON that a schema allows, made from the schema alone, so that a field the code forgot
 * would show. Knows the keywords that the contracts use; whether the schema really allows the
 * result is for a validator to say.
 */
final class SchemaSamples {

  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
  private static final String[] TIMES = {
    "2026-03-02T09:15:00Z",
    "1970-01-01T00:00:00.000000001Z",
    "9999-12-31T23:59:59.999999999Z",
    "2024-02-29T12:00:00.5+14:00",
    "2026-03-02T09:15:00-09:30"
  };
  private static final String[] WINDOWS = {"PT24H", "P2D", "P1DT2H3M4.5S", "PT0.001S", "P366D"};

  /** For what the schema leaves open. */
  private static final ArrayNode ANYTHING =
      NODES
          .arrayNode()
          .addNull()
          .add(true)
          .add(-1)
          .add(12.5)
          .add(1e300)
          .add("")
          .add("12")
          .add("\u0007 text")
          .add("n".repeat(9000))
          .add(NODES.arrayNode().add(1).add("two").addNull())
          .add(NODES.objectNode().put("a", 1).set("b", NODES.objectNode().put("", "c")));

  private final JsonNode root;
  private final Random random;

  SchemaSamples(JsonNode root, long seed) {
    this.root = root;
    this.random = new Random(seed);
  }

  JsonNode next() {
    return root.has("oneOf") ? value(pick(root.get("oneOf"))) : value(root);
  }

  private JsonNode value(JsonNode schema) {
    if (schema.has("$ref")) {
      return value(root.at(schema.get("$ref").asText().substring(1)));
    }
    if (schema.has("const")) {
      return schema.get("const");
    }
    if (schema.has("enum")) {
      return pick(schema.get("enum"));
    }
    if (schema.has("anyOf") && !schema.has("properties")) {
      return value(pick(schema.get("anyOf")));
    }
    if (!schema.has("type")) {
      return pick(ANYTHING);
    }
    JsonNode type = schema.get("type");
    return switch (type.isArray() ? pick(type).asText() : type.asText()) {
      case "object" -> object(schema);
      case "array" -> array(schema);
      case "string" -> NODES.textNode(text(schema));
      case "integer" -> integer(schema);
      case "number" -> number(schema);
      case "boolean" -> NODES.booleanNode(random.nextBoolean());
      case "null" -> NODES.nullNode();
      default -> throw new IllegalStateException("a type that the contracts don't use: " + type);
    };
  }

  private ObjectNode object(JsonNode schema) {
    ObjectNode object = NODES.objectNode();
    List<String> required = new ArrayList<>();
    schema.path("required").forEach(name -> required.add(name.asText()));
    if (schema.has("anyOf")) {
      required.add(pick(schema.get("anyOf")).get("required").get(0).asText());
    }
    for (Map.Entry<String, JsonNode> property : schema.path("properties").properties()) {
      if (required.contains(property.getKey()) || random.nextBoolean()) {
        JsonNode value = value(property.getValue());
        if (required.contains(property.getKey())) {
          // What must be there is there in the form that is asked for, which stands first.
          JsonNode asked = property.getValue().at("/anyOf/0");
          asked = asked.isMissingNode() ? property.getValue() : asked;
          do {
            value = value(asked);
          } while (value.isNull() || value.isTextual() && value.asText().isEmpty());
        }
        object.set(property.getKey(), value);
      }
    }
    // Of what must not be there together one stays, unless there is what it asks for.
    JsonNode both = schema.at("/not/required");
    boolean excused =
        schema
            .at("/not/properties")
            .propertyStream()
            .map(Map.Entry::getKey)
            .filter(name -> both.valueStream().noneMatch(n -> n.asText().equals(name)))
            .anyMatch(name -> object.path(name).isObject());
    if (!excused
        && !both.isEmpty()
        && both.valueStream().allMatch(name -> object.has(name.asText()))) {
      object.remove(
          both.valueStream().map(JsonNode::asText).filter(n -> !required.contains(n)).toList());
    }
    if (schema.has("additionalProperties")) {
      for (int n = random.nextInt(4); n > 0; n--) {
        object.set("entry " + n, value(schema.get("additionalProperties")));
      }
    } else if (random.nextInt(4) == 0) {
      object.putObject("unheard_of").putArray("nested").add(1).addNull().addObject();
    }
    return object;
  }

  private ArrayNode array(JsonNode schema) {
    ArrayNode array = NODES.arrayNode();
    int min = schema.get("minItems").asInt();
    int max = schema.get("maxItems").asInt();
    int n = random.nextInt(10) == 0 ? max : min + random.nextInt(4);
    for (int i = 0; i < n; i++) {
      array.add(value(schema.get("items")));
    }
    return array;
  }

  private String text(JsonNode schema) {
    if (schema.has("examples")) {
      return pick(schema.get("examples")).asText();
    }
    if (schema.has("format")) {
      return TIMES[random.nextInt(TIMES.length)];
    }
    if (schema.has("pattern")) {
      return WINDOWS[random.nextInt(WINDOWS.length)];
    }
    int min = schema.path("minLength").asInt(0);
    int max = schema.get("maxLength").asInt();
    int n = random.nextInt(10) == 0 ? Math.min(max, 10_000) : min + random.nextInt(20);
    return random.nextBoolean() ? "n".repeat(n) : "é中\"\\".repeat(n / 4 + 1).substring(0, n);
  }

  private JsonNode integer(JsonNode schema) {
    long min = schema.get("minimum").asLong();
    long max = schema.get("maximum").asLong();
    return switch (random.nextInt(4)) {
      case 0 -> NODES.numberNode(min);
      case 1 -> NODES.numberNode(max);
      case 2 -> NODES.numberNode(Double.valueOf(min + random.nextInt(1000)));
      default -> NODES.numberNode(min + random.nextInt(100_000));
    };
  }

  private JsonNode number(JsonNode schema) {
    double min = schema.path("minimum").asDouble(-1e300);
    double max = schema.path("maximum").asDouble(1e300);
    return switch (random.nextInt(4)) {
      case 0 -> schema.has("minimum") ? schema.get("minimum") : NODES.numberNode(min);
      case 1 -> schema.has("maximum") ? schema.get("maximum") : NODES.numberNode(max);
      default -> NODES.numberNode(Math.min(max, Math.max(min, random.nextDouble())));
    };
  }

  private JsonNode pick(JsonNode array) {
    return array.get(random.nextInt(array.size()));
  }
}
