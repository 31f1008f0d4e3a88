package dev.surety.operate.control;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.surety.domain.ControlUpdate;
import dev.surety.output.terminal.Printable;
import dev.surety.wire.json.ControlJson;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** What differs between two records of one subject, field by field. */
final class FieldDiff {

  private static final ObjectMapper JSON = new ObjectMapper();

  /** They are in the headline of a change, or its subject. */
  private static final Set<String> NAMED =
      Set.of("type", "model", "tenant", "tier", "kind", "name", "version");

  private static final int LONGEST_VALUE = 60;

  private FieldDiff() {}

  /**
   * One line a field that differs.
   *
   * @param before {@code null} if there was none: then the line is the value alone
   */
  static List<String> lines(ControlUpdate before, ControlUpdate after) {
    Map<String, String> was = before == null ? Map.of() : fields(before);
    Map<String, String> is = fields(after);
    TreeSet<String> names = new TreeSet<>(was.keySet());
    names.addAll(is.keySet());
    names.removeIf(name -> Objects.equals(was.get(name), is.get(name)));
    int width = names.stream().mapToInt(String::length).max().orElse(0);
    List<String> lines = new ArrayList<>();
    for (String name : names) {
      String value =
          before == null ? is.get(name) : shown(was.get(name)) + " -> " + shown(is.get(name));
      lines.add(String.format("%-" + width + "s  %s", name, value));
    }
    return lines;
  }

  private static String shown(String value) {
    return value == null ? "-" : value;
  }

  private static Map<String, String> fields(ControlUpdate update) {
    Map<String, String> fields = new TreeMap<>();
    try {
      JsonNode record = JSON.readTree(ControlJson.write(update.published(Long.MIN_VALUE)).value());
      record
          .properties()
          .forEach(
              field -> {
                if (!NAMED.contains(field.getKey())) {
                  flatten(field.getKey(), field.getValue(), fields);
                }
              });
    } catch (IOException e) {
      throw new UncheckedIOException("a record that was just written can't be read", e);
    }
    return fields;
  }

  private static void flatten(String path, JsonNode value, Map<String, String> fields) {
    if (value.isObject()) {
      value.properties().forEach(f -> flatten(path + '.' + f.getKey(), f.getValue(), fields));
    } else if (value.isArray()) {
      for (int i = 0; i < value.size(); i++) {
        flatten(path + '[' + i + ']', value.get(i), fields);
      }
    } else if (path.equals("payload")) {
      byte[] bytes = value.asText().getBytes(UTF_8);
      fields.put(path, "%,d bytes, hash %08x".formatted(bytes.length, value.asText().hashCode()));
    } else {
      String text = Printable.of(value.asText());
      fields.put(
          path,
          text.length() <= LONGEST_VALUE ? text : text.substring(0, LONGEST_VALUE - 3) + "...");
    }
  }
}
