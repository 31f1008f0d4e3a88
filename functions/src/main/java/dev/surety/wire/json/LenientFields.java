package dev.surety.wire.json;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.io.JsonStringEncoder;
import dev.surety.domain.RoutingRequest;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Reads the fields that stand beside what a record is for: no value of theirs makes a record
 * malformed, so that decoration never costs the routing, the label or the money next to it. What
 * can be understood is taken; the rest is cut or left out, and {@link FieldReader#lose noted}.
 */
final class LenientFields {

  /** Of a number in quotes: before and behind the point. */
  private static final int MOST_DIGITS = 9;

  private static final int MOST_DECIMALS = 20;

  private LenientFields() {}

  /**
   * A count of tokens: a fraction is rounded to the nearest, halves up; digits in quotes are read.
   *
   * @return {@link RoutingRequest#UNKNOWN} for anything that is no count
   */
  static int count(FieldReader in) throws IOException {
    return (int) whole(in, Integer.MAX_VALUE);
  }

  /** True where that is said; false for anything else. */
  static boolean truth(FieldReader in) throws IOException {
    JsonToken token = in.parser().currentToken();
    if (token != JsonToken.VALUE_TRUE && token != JsonToken.VALUE_FALSE) {
      in.parser().skipChildren();
      in.lose();
    }
    return token == JsonToken.VALUE_TRUE;
  }

  /** Milliseconds, read like a {@link #count}. */
  static long millis(FieldReader in) throws IOException {
    return whole(in, Long.MAX_VALUE);
  }

  private static long whole(FieldReader in, long max) throws IOException {
    JsonParser parser = in.parser();
    if (parser.currentToken() == JsonToken.VALUE_NUMBER_INT
        && parser.getNumberType() != JsonParser.NumberType.BIG_INTEGER) {
      long value = parser.getLongValue();
      if (value >= 0 && value <= max) {
        return value;
      }
    } else {
      double value = number(in);
      // As a double, the greatest long is 2^63, which is none.
      if (value >= 0 && value <= max && value < 0x1p63) {
        return (long) Math.floor(value + 0.5);
      }
    }
    in.lose();
    return RoutingRequest.UNKNOWN;
  }

  /**
   * An amount from 0 to {@code max}; one in quotes is read.
   *
   * @return NaN for anything that is none
   */
  static double amount(FieldReader in, double max) throws IOException {
    double value = number(in);
    if (value >= 0 && value <= max) {
      return value;
    }
    in.lose();
    return Double.NaN;
  }

  /** The number, in quotes or not, or NaN. */
  private static double number(FieldReader in) throws IOException {
    JsonParser parser = in.parser();
    JsonToken token = parser.currentToken();
    if (token.isNumeric()) {
      return parser.getDoubleValue();
    }
    String text = token == JsonToken.VALUE_STRING ? parser.getText() : "";
    parser.skipChildren();
    return isDecimal(text) ? Double.parseDouble(text) : Double.NaN;
  }

  /** Whether the text is as plain a number as {@code 12} or {@code 12.5}. */
  private static boolean isDecimal(String text) {
    int point = text.indexOf('.');
    int whole = point < 0 ? text.length() : point;
    return isDigits(text, 0, whole, MOST_DIGITS)
        && (point < 0 || isDigits(text, point + 1, text.length(), MOST_DECIMALS));
  }

  private static boolean isDigits(String text, int from, int to, int most) {
    for (int i = from; i < to; i++) {
      if (text.charAt(i) < '0' || text.charAt(i) > '9') {
        return false;
      }
    }
    return from < to && to - from <= most;
  }

  /** One of some names, or {@code other} for anything else. */
  static <E extends Enum<E>> E oneOf(FieldReader in, WireNames<E> names, E other)
      throws IOException {
    String text = text(in, FieldReader.MAX_NAME);
    E value = text == null ? other : names.value(text);
    if (value == null) {
      in.lose();
      return other;
    }
    return value;
  }

  /** A name, or {@code null} for anything that can't be one. */
  static String name(FieldReader in) throws IOException {
    boolean scalar = in.parser().currentToken().isScalarValue();
    String text = text(in, FieldReader.MAX_NAME + 1);
    if (text == null) {
      return null;
    }
    boolean fits = text.codePointCount(0, text.length()) <= FieldReader.MAX_NAME;
    if (!scalar || !fits || text.chars().anyMatch(Character::isISOControl)) {
      in.lose();
      return null;
    }
    return text;
  }

  /**
   * Any value as a text: a text as it is, a number as it was written, {@code true} and {@code
   * false} as such, arrays and objects as their JSON; all cut to {@code max} Unicode characters.
   *
   * @return {@code null} if nothing is in it
   */
  static String text(FieldReader in, int max) throws IOException {
    String text = anyText(in, max);
    return text.isEmpty() ? null : text;
  }

  /**
   * Texts by name, of any {@linkplain #text kind}. Those whose name can't be kept, and all past
   * {@value FieldLists#MAX_ENTRIES}, are left out.
   */
  static Map<String, String> texts(FieldReader in) throws IOException, MalformedRecord {
    if (in.parser().currentToken() != JsonToken.START_OBJECT) {
      in.parser().skipChildren();
      in.lose();
      return Map.of();
    }
    return in.object(
        fields -> {
          Map<String, String> texts = new LinkedHashMap<>();
          for (String name; (name = fields.next()) != null; ) {
            if (texts.size() < FieldLists.MAX_ENTRIES && FieldLists.hasEntryLength(name)) {
              texts.put(name, anyText(fields, FieldReader.MAX_FREE_TEXT));
            } else {
              fields.skip();
              fields.lose();
            }
          }
          return texts;
        });
  }

  private static String anyText(FieldReader in, int max) throws IOException {
    JsonParser parser = in.parser();
    String text = parser.currentToken().isScalarValue() ? parser.getText() : json(parser, max);
    String mended = Surrogates.mended(text);
    if (mended.length() <= max || mended.codePointCount(0, mended.length()) <= max) {
      return mended;
    }
    in.lose();
    return mended.substring(0, mended.offsetByCodePoints(0, max));
  }

  /** The array or object as JSON; more than {@code max} characters are not needed. */
  private static String json(JsonParser parser, int max) throws IOException {
    StringBuilder json = new StringBuilder();
    int depth = 0;
    do {
      JsonToken token = parser.currentToken();
      depth += token.isStructStart() ? 1 : token.isStructEnd() ? -1 : 0;
      if (json.length() <= 2 * max) {
        append(json, parser, token);
      }
    } while (depth > 0 && parser.nextToken() != null);
    return json.toString();
  }

  private static void append(StringBuilder json, JsonParser parser, JsonToken token)
      throws IOException {
    char last = json.isEmpty() ? '[' : json.charAt(json.length() - 1);
    if (!token.isStructEnd() && last != '[' && last != '{' && last != ':') {
      json.append(',');
    }
    if (token == JsonToken.FIELD_NAME || token == JsonToken.VALUE_STRING) {
      json.append('"');
      JsonStringEncoder.getInstance().quoteAsString(parser.getText(), json);
      json.append('"').append(token == JsonToken.FIELD_NAME ? ":" : "");
    } else {
      json.append(parser.getText());
    }
  }
}
