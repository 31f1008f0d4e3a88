package dev.surety.gateway.simulation;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;

/** Something that a JSON schema allows: what a simulated model fills forms and calls tools with. */
final class SmallestInstance {

  private SmallestInstance() {}

  /** Of a schema as they come with tools and answers in JSON; references are not followed. */
  static Object of(JsonObject schema) {
    JsonArray choices = schema.getJsonArray("enum", schema.getJsonArray("anyOf"));
    if (schema.containsKey("const")) {
      return schema.getValue("const");
    }
    if (choices != null && !choices.isEmpty()) {
      Object first = choices.getValue(0);
      return schema.containsKey("enum") ? first : of((JsonObject) first);
    }
    Object type = schema.getValue("type");
    return switch (String.valueOf(type instanceof JsonArray types ? types.getValue(0) : type)) {
      case "string" -> "simulated";
      case "integer", "number" -> schema.getValue("minimum", 1);
      case "boolean" -> true;
      case "null" -> null;
      case "array" -> array(schema);
      default -> object(schema);
    };
  }

  private static JsonArray array(JsonObject schema) {
    JsonArray array = new JsonArray();
    JsonObject items = schema.getJsonObject("items", new JsonObject());
    for (int i = 0; i < schema.getInteger("minItems", 1); i++) {
      array.add(of(items));
    }
    return array;
  }

  private static JsonObject object(JsonObject schema) {
    JsonObject object = new JsonObject();
    for (var property : schema.getJsonObject("properties", new JsonObject())) {
      object.put(property.getKey(), of((JsonObject) property.getValue()));
    }
    return object;
  }
}
