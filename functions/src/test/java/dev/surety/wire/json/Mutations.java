package dev.surety.wire.json;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;

/** Records that differ from a given one in a single place. */
final class Mutations {

  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  /** Wrong for most fields, right for some: whichever it is, schema and code must agree. */
  private static final List<JsonNode> STRANGERS =
      List.of(
          NODES.nullNode(),
          NODES.booleanNode(true),
          NODES.textNode(""),
          NODES.textNode("x"),
          NODES.textNode("a/b"),
          NODES.textNode("line\nbreak"),
          NODES.textNode("n".repeat(201)),
          NODES.textNode("n".repeat(600)),
          NODES.textNode("n".repeat(8193)),
          NODES.textNode("2026-03-02T09:15Z"),
          NODES.textNode("2026-03-02 09:15:00Z"),
          NODES.textNode("2026-03-02T24:00:00Z"),
          NODES.textNode("1969-12-31T23:59:59Z"),
          NODES.textNode("2026-03-02T09:15:00"),
          NODES.textNode("2026-03-02T09:15:00.1234567890Z"),
          NODES.textNode("PT"),
          NODES.textNode("-PT5S"),
          NODES.textNode("pt5s"),
          NODES.textNode("P1M"),
          NODES.numberNode(0),
          NODES.numberNode(-1),
          NODES.numberNode(1.0),
          NODES.numberNode(1.5),
          NODES.numberNode(-0.25),
          NODES.numberNode(1.0000001),
          NODES.numberNode(Integer.MAX_VALUE + 1L),
          NODES.numberNode(Long.MAX_VALUE),
          NODES.numberNode(new BigInteger("9223372036854775808")),
          NODES.arrayNode(),
          NODES.arrayNode().add("x"),
          NODES.arrayNode().add("x").add(1),
          NODES.arrayNode().addNull(),
          NODES.arrayNode().add(new BigDecimal("1e39")),
          many(1025, NODES.textNode("x")),
          many(4097, NODES.numberNode(0.5)),
          NODES.objectNode(),
          NODES.objectNode().put("x", "y"),
          NODES.objectNode().put("x", 1),
          NODES.objectNode().putNull("x"),
          NODES.objectNode().set("x", NODES.objectNode()),
          NODES.objectNode().put("n".repeat(201), "y"),
          entries(257));

  private Mutations() {}

  static List<JsonNode> of(JsonNode record) {
    List<JsonNode> mutants = new ArrayList<>();
    record
        .fieldNames()
        .forEachRemaining(
            field -> {
              ObjectNode without = record.deepCopy();
              without.remove(field);
              mutants.add(without);
              for (JsonNode stranger : STRANGERS) {
                ObjectNode mutant = record.deepCopy();
                mutants.add(mutant.set(field, stranger));
              }
              if (record.get(field).isObject()) {
                for (JsonNode inner : of(record.get(field))) {
                  ObjectNode mutant = record.deepCopy();
                  mutants.add(mutant.set(field, inner));
                }
              }
            });
    return mutants;
  }

  private static ArrayNode many(int n, JsonNode value) {
    ArrayNode array = NODES.arrayNode();
    for (int i = 0; i < n; i++) {
      array.add(value);
    }
    return array;
  }

  private static ObjectNode entries(int n) {
    ObjectNode object = NODES.objectNode();
    for (int i = 0; i < n; i++) {
      object.put("k" + i, "v");
    }
    return object;
  }
}
