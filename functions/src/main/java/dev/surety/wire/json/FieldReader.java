package dev.surety.wire.json;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;

/**
 * Reads the fields of a JSON object, one after the other and strictly: a value that is not of the
 * asked kind, or out of range, is malformed; what need not be is read by {@link LenientFields}. A
 * field that is {@code null} is absent, as most writers mean it.
 */
final class FieldReader {

  /** Longest name of a model, an artefact and the like, in characters. */
  static final int MAX_NAME = 200;

  /** Longest id, in characters. */
  static final int MAX_ID = 512;

  /** Longest free text other than a prompt, in characters. */
  static final int MAX_FREE_TEXT = 8192;

  private final JsonParser parser;
  private String path = "";
  private String name;
  private boolean lossy;

  FieldReader(JsonParser parser) {
    this.parser = parser;
  }

  /** Moves to the next field that is present; {@code null} behind the last. */
  String next() throws IOException {
    name = parser.nextFieldName();
    while (name != null && parser.nextToken() == JsonToken.VALUE_NULL) {
      name = parser.nextFieldName();
    }
    return name;
  }

  /** Passes over a field that means nothing to this version. */
  void skip() throws IOException {
    parser.skipChildren();
  }

  /** Text of {@code min} to {@code max} Unicode characters. */
  String text(int min, int max) throws IOException, MalformedRecord {
    String value = anyText();
    int half = Surrogates.half(value, 0);
    if (half >= 0) {
      throw malformed("has half a surrogate pair at " + half, "send whole characters");
    }
    return within(min, max, value);
  }

  private String within(int min, int max, String value) throws MalformedRecord {
    if (value.length() < min
        || value.length() > max && value.codePointCount(0, value.length()) > max) {
      throw malformed(
          "has " + value.codePointCount(0, value.length()) + " characters",
          "it takes " + min + " to " + max);
    }
    return value;
  }

  /** A name: text without control characters. */
  String name(int max) throws IOException, MalformedRecord {
    String value = text(1, max);
    for (int i = 0; i < value.length(); i++) {
      if (Character.isISOControl(value.charAt(i))) {
        throw malformed("has a control character at " + i, "take it out");
      }
    }
    return value;
  }

  /**
   * Free text that people wrote. Texts cut in the middle of a character are common; the rest of
   * such a character becomes U+FFFD instead of costing the user an answer.
   */
  String prompt() throws IOException, MalformedRecord {
    return within(0, JsonRecord.MAX_TEXT, Surrogates.mended(anyText()));
  }

  private String anyText() throws IOException, MalformedRecord {
    if (parser.currentToken() != JsonToken.VALUE_STRING) {
      throw wrongKind("text in quotes");
    }
    return parser.getText();
  }

  /** An integer; {@code 5.0} is one, as JSON Schema has it. */
  long integer(long min, long max) throws IOException, MalformedRecord {
    JsonToken token = parser.currentToken();
    boolean inLong = false;
    long value = 0;
    if (token == JsonToken.VALUE_NUMBER_INT) {
      inLong = parser.getNumberType() != JsonParser.NumberType.BIG_INTEGER;
      value = inLong ? parser.getLongValue() : 0;
    } else if (token == JsonToken.VALUE_NUMBER_FLOAT) {
      double number = parser.getDoubleValue();
      inLong = number == Math.rint(number) && Math.abs(number) < 0x1p63;
      value = (long) number;
    } else {
      throw wrongKind("an integer");
    }
    if (!inLong || value < min || value > max) {
      throw outOfRange("an integer from " + min + " to " + max);
    }
    return value;
  }

  int count(int min) throws IOException, MalformedRecord {
    return (int) integer(min, Integer.MAX_VALUE);
  }

  double number(double min, double max) throws IOException, MalformedRecord {
    if (!parser.currentToken().isNumeric()) {
      throw wrongKind("a number");
    }
    double value = parser.getDoubleValue();
    if (!(value >= min && value <= max)) {
      throw outOfRange("a finite number from " + min + " to " + max);
    }
    return value;
  }

  /** A share or a probability. */
  double share() throws IOException, MalformedRecord {
    return number(0, 1);
  }

  /** A finite number that is not negative. */
  double amount() throws IOException, MalformedRecord {
    return amount(Double.MAX_VALUE);
  }

  /** A number from 0 to {@code max}. */
  double amount(double max) throws IOException, MalformedRecord {
    return number(0, max);
  }

  boolean truth() throws IOException, MalformedRecord {
    if (!parser.currentToken().isBoolean()) {
      throw wrongKind("true or false");
    }
    return parser.getBooleanValue();
  }

  /** Epoch milliseconds of an ISO-8601 time. */
  long time() throws IOException, MalformedRecord {
    String text = anyText();
    long millis = IsoTime.parse(text);
    if (millis < 0) {
      throw malformed("is " + MalformedRecord.quoted(text), IsoTime.MEND);
    }
    return millis;
  }

  <E extends Enum<E>> E oneOf(WireNames<E> names) throws IOException, MalformedRecord {
    String text = anyText();
    E value = names.value(text);
    if (value == null) {
      throw malformed("is " + MalformedRecord.quoted(text), "write one of " + names);
    }
    return value;
  }

  <T> T object(JsonRecord.Shape<T> shape) throws IOException, MalformedRecord {
    if (parser.currentToken() != JsonToken.START_OBJECT) {
      throw wrongKind("an object");
    }
    String outer = path;
    path = path + name + '.';
    T value = shape.read(this);
    path = outer;
    return value;
  }

  /** For what this class has no words for. */
  JsonParser parser() {
    return parser;
  }

  /** Notes that something the record said was cut or left out, see {@link LenientFields}. */
  void lose() {
    lossy = true;
  }

  /** Whether anything the record said was cut or left out, unknown fields apart. */
  boolean isLossy() {
    return lossy;
  }

  MalformedRecord wrongKind(String wanted) throws IOException {
    String is =
        switch (parser.currentToken()) {
          case START_OBJECT -> "an object";
          case START_ARRAY -> "an array";
          case VALUE_STRING -> "text";
          case VALUE_NULL -> "null";
          case VALUE_TRUE, VALUE_FALSE -> "true or false";
          default -> "a number";
        };
    return malformed("is " + is, "give " + wanted);
  }

  private MalformedRecord outOfRange(String wanted) throws IOException {
    return malformed("is " + MalformedRecord.quoted(parser.getText()), "give " + wanted);
  }

  MalformedRecord malformed(String problem, String mend) {
    return MalformedRecord.field(path + name, problem, mend);
  }
}
