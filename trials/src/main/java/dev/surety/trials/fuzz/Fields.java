package dev.surety.trials.fuzz;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * The fields of a JSON object, each with its value as it will be written: also what no JSON library
 * would write. Immutable.
 */
final class Fields {

  static final Fields NONE = new Fields(Map.of());

  private final Map<String, String> values;

  private Fields(Map<String, String> values) {
    this.values = values;
  }

  /** With this text, escaped and in quotes. */
  Fields text(String field, String value) {
    return raw(field, quoted(value));
  }

  /** With this value, whatever it is. */
  Fields raw(String field, String json) {
    Map<String, String> changed = new LinkedHashMap<>(values);
    changed.put(field, json);
    return new Fields(changed);
  }

  Fields without(String field) {
    Map<String, String> changed = new LinkedHashMap<>(values);
    changed.remove(field);
    return new Fields(changed);
  }

  Set<String> names() {
    return values.keySet();
  }

  String json() {
    return json("");
  }

  /**
   * @param tail what stands behind the last field, such as {@code ,"x":1}
   */
  String json(String tail) {
    StringBuilder json = new StringBuilder("{");
    values.forEach(
        (field, value) ->
            json.append(json.length() > 1 ? "," : "")
                .append(quoted(field))
                .append(':')
                .append(value));
    return json.append(tail).append('}').toString();
  }

  byte[] bytes() {
    return json().getBytes(UTF_8);
  }

  static String quoted(String text) {
    return '"' + new String(JsonStringEncoder.getInstance().quoteAsString(text)) + '"';
  }
}
