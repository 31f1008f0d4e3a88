package dev.surety.gateway.options;

import java.time.Duration;
import java.util.Locale;
import java.util.Map;

/** Options that are counted or measured, each with its bounds. */
final class Measures {

  private static final Map<String, Long> MILLIS =
      Map.of("ms", 1L, "s", 1_000L, "min", 60_000L, "h", 3_600_000L, "d", 86_400_000L);

  private static final Map<String, Long> BYTES =
      Map.of("b", 1L, "kb", 1L << 10, "mb", 1L << 20, "gb", 1L << 30);

  private static final int MOST_DOLLARS = 1_000_000;

  private Measures() {}

  static DoorOption<Duration> duration(
      String key, String fallback, String least, String most, String description) {
    long min = measure(least, MILLIS);
    long max = measure(most, MILLIS);
    return new DoorOption<>(
        key,
        "duration, " + least + " to " + most,
        fallback,
        false,
        description,
        text -> Duration.ofMillis(between(min, max, measure(text, MILLIS), least, most)));
  }

  static DoorOption<Integer> size(
      String key, String fallback, String least, String most, String description) {
    return size(key, fallback, least, most, description, 0);
  }

  /** A size that may be larger than a whole number of bytes can say: in KB. */
  static DoorOption<Integer> kilobytes(
      String key, String fallback, String least, String most, String description) {
    return size(key, fallback, least, most, description, 10);
  }

  /**
   * @param shift 0 for a value in bytes, 10 for one in KB
   */
  private static DoorOption<Integer> size(
      String key, String fallback, String least, String most, String description, int shift) {
    long min = measure(least, BYTES);
    long max = measure(most, BYTES);
    return new DoorOption<>(
        key,
        "size, " + least + " to " + most,
        fallback,
        false,
        description,
        text -> (int) (between(min, max, measure(text, BYTES), least, most) >> shift));
  }

  static DoorOption<Integer> count(
      String key, int fallback, int least, int most, String description) {
    return new DoorOption<>(
        key,
        "whole number, " + least + " to " + most,
        Integer.toString(fallback),
        false,
        description,
        text -> (int) between(least, most, whole(text), least, most));
  }

  static DoorOption<Double> dollars(String key, String fallback, String description) {
    return new DoorOption<>(
        key,
        "dollars, 0 to " + MOST_DOLLARS,
        fallback,
        false,
        description,
        text -> {
          double value = Double.NaN;
          try {
            value = Double.parseDouble(text.strip());
          } catch (NumberFormatException e) {
            // Told below.
          }
          if (!(value >= 0 && value <= MOST_DOLLARS)) {
            throw new IllegalArgumentException("takes dollars, 0 to " + MOST_DOLLARS);
          }
          return value;
        });
  }

  private static long between(long min, long max, long value, Object least, Object most) {
    if (value < min || value > max) {
      throw new IllegalArgumentException("takes " + least + " to " + most);
    }
    return value;
  }

  private static long measure(String text, Map<String, Long> units) {
    int unit = 0;
    while (unit < text.length() && Character.isDigit(text.charAt(unit))) {
      unit++;
    }
    Long factor = units.get(text.substring(unit).strip().toLowerCase(Locale.ROOT));
    if (factor == null) {
      throw new IllegalArgumentException(
          "takes a whole number and a unit, one of "
              + String.join(", ", units.keySet().stream().sorted().toList()));
    }
    return Math.multiplyExact(whole(text.substring(0, unit)), factor);
  }

  private static long whole(String text) {
    try {
      return Integer.parseInt(text.strip());
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException("takes a whole number", e);
    }
  }
}
