package dev.surety.lab.imports;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.Reader;
import java.io.StringReader;
import java.util.Set;

/**
 * The objects of a JSON file, one after the other, whatever the file's size: one a line, an array
 * of them, or an object that holds an array of them. Python's NaN is a value as any other.
 */
final class JsonObjects {

  /** Takes an object. */
  @FunctionalInterface
  interface Taker {
    /**
     * @param around the fields of the object that holds the array, as far as they have come
     */
    void take(ObjectNode object, ObjectNode around, long line);
  }

  private static final ObjectMapper JSON =
      new ObjectMapper(
          JsonFactory.builder()
              .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
              .enable(JsonReadFeature.ALLOW_UNESCAPED_CONTROL_CHARS)
              .streamReadConstraints(
                  StreamReadConstraints.builder().maxStringLength(64 << 20).build())
              .build());

  private final Set<String> containers;
  private final Intake faults;
  private final Taker taker;

  /**
   * @param containers fields of an outer object whose elements are the objects
   */
  JsonObjects(Set<String> containers, Intake faults, Taker taker) {
    this.containers = containers;
    this.faults = faults;
    this.taker = taker;
  }

  void read(BufferedReader in) throws IOException {
    in.mark(1 << 20);
    String first = firstLine(in);
    in.reset();
    if (first == null) {
      return;
    }
    if (isWhole(first)) {
      lines(in);
    } else {
      stream(in);
    }
  }

  private static String firstLine(BufferedReader in) throws IOException {
    StringBuilder first = new StringBuilder();
    for (int read = 0, c; read < (1 << 20) - 1 && (c = in.read()) >= 0; read++) {
      if (c == '\n' && !first.toString().isBlank()) {
        break;
      }
      first.append((char) c);
    }
    return first.toString().isBlank() ? null : first.toString();
  }

  /** Also a first line that is broken, when it looks like one of many. */
  private static boolean isWhole(String line) {
    String text = line.strip();
    if (!text.startsWith("{")) {
      return !text.startsWith("[");
    }
    return text.length() > 1 && (text.endsWith("}") || text.length() > 80);
  }

  private void lines(BufferedReader in) throws IOException {
    long number = 0;
    for (String line; (line = in.readLine()) != null; ) {
      number++;
      if (!line.isBlank()) {
        line(line, number);
      }
    }
  }

  private void line(String line, long number) throws IOException {
    try (JsonParser parser = JSON.createParser(new StringReader(line))) {
      parser.nextToken();
      one(parser, number);
      if (parser.nextToken() != null) {
        faults.unreadable("more than one JSON value in a line", number, line);
      }
    } catch (JsonProcessingException e) {
      faults.unreadable("no JSON", number, line);
    }
  }

  private void stream(Reader in) throws IOException {
    try (JsonParser parser = JSON.createParser(in)) {
      try {
        for (JsonToken token; (token = parser.nextToken()) != null; ) {
          if (token == JsonToken.START_ARRAY) {
            elements(parser, JSON.createObjectNode());
          } else {
            one(parser, 0);
          }
        }
      } catch (JsonProcessingException e) {
        faults.unreadable(
            "the JSON breaks off: what is behind is not read",
            e.getLocation().getLineNr(),
            e.getOriginalMessage());
      }
    }
  }

  /** An object, or what an object holds in its arrays. */
  private void one(JsonParser parser, long line) throws IOException {
    if (parser.currentToken() != JsonToken.START_OBJECT) {
      faults.unreadable("a JSON value that is no object", at(parser, line), parser.getText());
      parser.skipChildren();
      return;
    }
    long begin = at(parser, line);
    ObjectNode around = JSON.createObjectNode();
    boolean held = false;
    for (String field; (field = parser.nextFieldName()) != null; ) {
      JsonToken value = parser.nextToken();
      if (value == JsonToken.START_ARRAY && containers.contains(field)) {
        held = true;
        elements(parser, around);
      } else {
        around.set(field, JSON.<JsonNode>readTree(parser));
      }
    }
    if (!held) {
      taker.take(around, JSON.createObjectNode(), begin);
    }
  }

  private void elements(JsonParser parser, ObjectNode around) throws IOException {
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      if (parser.currentToken() == null) {
        return;
      }
      long begin = at(parser, 0);
      JsonNode element = JSON.readTree(parser);
      if (element instanceof ObjectNode object) {
        taker.take(object, around, begin);
      } else {
        faults.unreadable("a JSON value that is no object", begin, element.asText());
      }
    }
  }

  private static long at(JsonParser parser, long line) {
    return line > 0 ? line : parser.currentTokenLocation().getLineNr();
  }
}
