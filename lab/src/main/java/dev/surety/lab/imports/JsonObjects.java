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
 * of them, or an object that holds an array of them, also at some depth. Python's NaN is a value as
 * any other.
 */
final class JsonObjects {

  /** Takes an object. */
  @FunctionalInterface
  interface Taker {
    /**
     * @param around the fields of the objects that hold the array, as far as they have come
     */
    void take(ObjectNode object, ObjectNode around, long line);
  }

  /** Reads what others write: Python's NaN and line breaks in texts, too. */
  static final ObjectMapper JSON =
      new ObjectMapper(
          JsonFactory.builder()
              .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
              .enable(JsonReadFeature.ALLOW_UNESCAPED_CONTROL_CHARS)
              .streamReadConstraints(
                  StreamReadConstraints.builder().maxStringLength(64 << 20).build())
              .build());

  /** A first line that is longer holds all of the file, and is not taken into memory. */
  private static final int LONGEST_LINE = 1 << 20;

  private final Set<String> containers;
  private final Set<String> inner;
  private final Intake faults;
  private final Taker taker;

  /**
   * @param containers fields of an outer object whose elements are the objects
   */
  JsonObjects(Set<String> containers, Intake faults, Taker taker) {
    this(containers, Set.of(), faults, taker);
  }

  /**
   * @param containers fields of an outer object that hold objects
   * @param inner fields of these objects, and of those in them, that hold objects again
   */
  JsonObjects(Set<String> containers, Set<String> inner, Intake faults, Taker taker) {
    this.containers = containers;
    this.inner = inner;
    this.faults = faults;
    this.taker = taker;
  }

  void read(BufferedReader in) throws IOException {
    in.mark(LONGEST_LINE);
    String first = firstLine(in);
    in.reset();
    if (first == null) {
      return;
    }
    if (first.length() < LONGEST_LINE - 1 && isWhole(first)) {
      lines(in);
    } else {
      stream(in);
    }
  }

  private static String firstLine(BufferedReader in) throws IOException {
    StringBuilder first = new StringBuilder();
    boolean blank = true;
    for (int c; first.length() < LONGEST_LINE - 1 && (c = in.read()) >= 0; ) {
      if (c == '\n' && !blank) {
        break;
      }
      blank &= Character.isWhitespace(c);
      first.append((char) c);
    }
    return blank ? null : first.toString();
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
      one(parser, JSON.createObjectNode(), containers, number);
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
            elements(parser, JSON.createObjectNode(), containers);
          } else {
            one(parser, JSON.createObjectNode(), containers, 0);
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
  private void one(JsonParser parser, ObjectNode outer, Set<String> holding, long line)
      throws IOException {
    if (parser.currentToken() != JsonToken.START_OBJECT) {
      faults.unreadable("a JSON value that is no object", at(parser, line), parser.getText());
      parser.skipChildren();
      return;
    }
    long begin = at(parser, line);
    ObjectNode own = JSON.createObjectNode();
    boolean held = false;
    for (String field; (field = parser.nextFieldName()) != null; ) {
      JsonToken value = parser.nextToken();
      if (value == JsonToken.START_ARRAY && holding.contains(field)) {
        held = true;
        elements(parser, outer.isEmpty() ? own : outer.deepCopy().setAll(own), inner);
      } else {
        own.set(field, JSON.<JsonNode>readTree(parser));
      }
    }
    if (!held) {
      taker.take(own, outer, begin);
    }
  }

  private void elements(JsonParser parser, ObjectNode around, Set<String> holding)
      throws IOException {
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      if (parser.currentToken() == null) {
        return;
      }
      one(parser, around, holding, 0);
    }
  }

  private static long at(JsonParser parser, long line) {
    return line > 0 ? line : parser.currentTokenLocation().getLineNr();
  }
}
