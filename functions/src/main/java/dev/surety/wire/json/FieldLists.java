package dev.surety.wire.json;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.surety.domain.Features;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads the fields that hold many values; each kind is bounded in number. */
final class FieldLists {

  static final int MAX_NAMES = 1024;
  static final int MAX_ENTRIES = 256;
  static final int MAX_DIMENSIONS = 4096;

  /** The greatest float as its shortest text says it, which is a little more than it is. */
  private static final double MAX_FLOAT = 3.4028235e38;

  private FieldLists() {}

  /** Names of models, {@code min} to {@value #MAX_NAMES} of them. */
  static List<String> names(FieldReader in, int min) throws IOException, MalformedRecord {
    JsonParser parser = array(in, "an array of names");
    List<String> names = new ArrayList<>();
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      names.add(in.name(FieldReader.MAX_NAME));
      bound(in, names.size(), MAX_NAMES);
    }
    if (names.size() < min) {
      throw in.malformed("is empty", "leave it out if nothing is meant");
    }
    return names;
  }

  /** A dense vector of 1 to {@value #MAX_DIMENSIONS} finite numbers. */
  static Features dense(FieldReader in) throws IOException, MalformedRecord {
    JsonParser parser = array(in, "an array of numbers");
    float[] values = new float[64];
    int n = 0;
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      in.number(-MAX_FLOAT, MAX_FLOAT);
      values = n == values.length ? Arrays.copyOf(values, 2 * n) : values;
      values[n++] = parser.getFloatValue();
      bound(in, n, MAX_DIMENSIONS);
    }
    if (n == 0) {
      throw in.malformed("is empty", "leave it out if there is no embedding");
    }
    return Dense.of(Arrays.copyOf(values, n));
  }

  /** A map of texts, numbers and truth values, all as texts. */
  static Map<String, String> scalars(FieldReader in) throws IOException, MalformedRecord {
    return in.object(
        fields -> {
          Map<String, String> texts = new LinkedHashMap<>();
          for (String name; (name = fields.next()) != null; ) {
            JsonToken token = fields.parser().currentToken();
            if (!token.isScalarValue()) {
              throw fields.wrongKind("text, a number, true or false");
            }
            texts.put(
                entryName(fields, name),
                token == JsonToken.VALUE_STRING
                    ? fields.text(0, FieldReader.MAX_FREE_TEXT)
                    : fields.parser().getText());
            bound(fields, texts.size(), MAX_ENTRIES);
          }
          return texts;
        });
  }

  /** Numbers of decisions by model. */
  static Map<String, Long> counts(FieldReader in) throws IOException, MalformedRecord {
    return in.object(
        fields -> {
          Map<String, Long> counts = new LinkedHashMap<>();
          for (String name; (name = fields.next()) != null; ) {
            counts.put(entryName(fields, name), fields.integer(0, Long.MAX_VALUE));
          }
          return counts;
        });
  }

  private static String entryName(FieldReader in, String name) throws MalformedRecord {
    if (!hasEntryLength(name)) {
      throw in.malformed(
          "has a name of " + name.length() + " characters", "use 1 to " + FieldReader.MAX_NAME);
    }
    if (Surrogates.half(name, 0) >= 0) {
      throw in.malformed("has half a surrogate pair in its name", "send whole characters");
    }
    return name;
  }

  /** Whether an entry of a map may have a name as long as this. */
  static boolean hasEntryLength(String name) {
    return !name.isEmpty() && name.codePointCount(0, name.length()) <= FieldReader.MAX_NAME;
  }

  private static JsonParser array(FieldReader in, String wanted)
      throws IOException, MalformedRecord {
    if (in.parser().currentToken() != JsonToken.START_ARRAY) {
      throw in.wrongKind(wanted);
    }
    return in.parser();
  }

  private static void bound(FieldReader in, int n, int max) throws MalformedRecord {
    if (n > max) {
      throw in.malformed("has more than " + max + " entries", "send at most " + max);
    }
  }
}
