package dev.surety.wire.json;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** What values of control records must be. */
final class ControlRules {

  private static final String CONTROLS = "\\\\u0000-\\\\u001f\\\\u007f-\\\\u009f";

  /** RFC 3339 with seconds and an offset. */
  private static final String TIMES =
      "^(19[7-9][0-9]|[2-9][0-9]{3})-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])"
          + "T([01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9](\\.[0-9]{1,9})?(Z|[+-](0[0-9]|1[0-7]):[0-5][0-9])$";

  private static final String OWN_NAME = text(FieldReader.MAX_NAME, "[" + CONTROLS + "]");

  /** A name: text without control characters. */
  static final ControlRule<String> NAME = name(FieldReader.MAX_NAME);

  /** A name that stands in a key before a slash: has none itself, which the record checks. */
  static final ControlRule<String> KEY_PART =
      new ControlRule<>(
          in -> in.name(FieldReader.MAX_NAME), text(FieldReader.MAX_NAME, "[/" + CONTROLS + "]"));

  /** Orders the records of a subject. */
  static final ControlRule<Long> VERSION =
      new ControlRule<>(
          in -> in.integer(0, ControlJson.MAX_VERSION),
          range("integer", 0, ControlJson.MAX_VERSION));

  /** A share or a probability. */
  static final ControlRule<Double> SHARE =
      new ControlRule<>(FieldReader::share, range("number", 0, 1));

  /** A price of a million tokens. */
  static final ControlRule<Double> PRICE =
      new ControlRule<>(
          in -> in.amount(ModelJson.DEAREST_USD_PER_MTOK),
          range("number", 0, (long) ModelJson.DEAREST_USD_PER_MTOK));

  static final ControlRule<Boolean> TRUTH =
      new ControlRule<>(FieldReader::truth, "{\"type\":\"boolean\"}");

  /** Epoch milliseconds of a time. */
  static final ControlRule<Long> TIME =
      new ControlRule<>(
          FieldReader::time,
          "{\"type\":\"string\",\"format\":\"date-time\",\"pattern\":\"" + escaped(TIMES) + "\"}");

  /** Texts by name. */
  static final ControlRule<Map<String, String>> SCALARS =
      new ControlRule<>(
          FieldLists::scalars,
          ("{\"type\":\"object\",\"maxProperties\":%d,"
                  + "\"propertyNames\":{\"minLength\":1,\"maxLength\":%d},\"additionalProperties\":"
                  + "{\"type\":[\"string\",\"number\",\"boolean\",\"null\"],\"maxLength\":%d}}")
              .formatted(FieldLists.MAX_ENTRIES, FieldReader.MAX_NAME, FieldReader.MAX_FREE_TEXT));

  private ControlRules() {}

  static ControlRule<String> name(int max) {
    return new ControlRule<>(in -> in.name(max), text(max, "[" + CONTROLS + "]"));
  }

  /** Names, any number of them. */
  static ControlRule<List<String>> names() {
    return names(0);
  }

  /** At least so many names. */
  static ControlRule<List<String>> names(int min) {
    return new ControlRule<>(
        in -> FieldLists.names(in, min), array(min, FieldLists.MAX_NAMES, OWN_NAME));
  }

  static ControlRule<Integer> count(int min, int max) {
    return new ControlRule<>(in -> (int) in.integer(min, max), range("integer", min, max));
  }

  static <E extends Enum<E>> ControlRule<E> oneOf(WireNames<E> names) {
    return new ControlRule<>(
        in -> in.oneOf(names), "{\"type\":\"string\",\"enum\":" + quoted(names.names()) + '}');
  }

  /** A text that must match; {@code examples} match. */
  static String matching(String pattern, String... examples) {
    return "{\"type\":\"string\",\"pattern\":\"%s\",\"examples\":%s}"
        .formatted(escaped(pattern), quoted(List.of(examples)));
  }

  static String array(int min, int max, String items) {
    return "{\"type\":\"array\",\"minItems\":%d,\"maxItems\":%d,\"items\":%s}"
        .formatted(min, max, items);
  }

  static String range(String type, long min, long max) {
    return "{\"type\":\"%s\",\"minimum\":%d,\"maximum\":%d}".formatted(type, min, max);
  }

  static String quoted(List<String> texts) {
    return texts.stream().collect(Collectors.joining("\",\"", "[\"", "\"]"));
  }

  static String escaped(String pattern) {
    return pattern.replace("\\", "\\\\");
  }

  private static String text(int max, String unwanted) {
    return ("{\"type\":\"string\",\"minLength\":1,\"maxLength\":%d,"
            + "\"not\":{\"type\":\"string\",\"pattern\":\"%s\"}}")
        .formatted(max, unwanted);
  }
}
