package dev.surety.lab.imports;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;

/** Values as files of others have them: texts that may be empty, no number, or in any form. */
final class Cells {

  /** A time is in seconds, thousandths, millionths or billionths since 1970, by its size. */
  private static final double SECONDS_END = 1e11;

  private static final double MILLIS_END = 1e14;
  private static final double MICROS_END = 1e17;

  private Cells() {}

  /** Whether a cell says nothing. */
  static boolean isNothing(String text) {
    if (text == null || text.isBlank()) {
      return true;
    }
    return switch (text.length()) {
      case 1 -> text.equals("-");
      case 2 -> text.equals("\\N") || text.equals("NA") || text.equals("[]");
      case 3 -> text.equalsIgnoreCase("nan") || text.equalsIgnoreCase("n/a");
      case 4 -> text.equalsIgnoreCase("null") || text.equalsIgnoreCase("none");
      default -> false;
    };
  }

  /** Finite, or NaN. */
  static double number(String text) {
    try {
      double number = Double.parseDouble(text);
      return Double.isFinite(number) ? number : Double.NaN;
    } catch (NumberFormatException e) {
      return Double.NaN;
    }
  }

  /** Epoch milliseconds; {@link Long#MIN_VALUE} for what is no time. Without a zone it is UTC. */
  static long time(String text) {
    String trimmed = text.strip();
    if (trimmed.isEmpty()) {
      return Long.MIN_VALUE;
    }
    char last = trimmed.charAt(trimmed.length() - 1);
    if (trimmed.length() > 8 && trimmed.indexOf('-') < 0 && (last == '.' || last <= '9')) {
      return sinceEpoch(number(trimmed));
    }
    try {
      return written(trimmed);
    } catch (DateTimeException | StringIndexOutOfBoundsException e) {
      return Long.MIN_VALUE;
    }
  }

  private static long sinceEpoch(double number) {
    if (!(number > 0)) {
      return Long.MIN_VALUE;
    }
    double millis =
        number < SECONDS_END
            ? number * 1000
            : number < MILLIS_END ? number : number < MICROS_END ? number / 1000 : number / 1e6;
    return (long) millis;
  }

  private static long written(String text) {
    String iso = text.length() > 10 && text.charAt(10) == ' ' ? text.replaceFirst(" ", "T") : text;
    iso = iso.endsWith(" UTC") ? iso.substring(0, iso.length() - 4) + 'Z' : iso;
    if (iso.length() == 10) {
      return LocalDate.parse(iso).atStartOfDay(ZoneOffset.UTC).toInstant().toEpochMilli();
    }
    if (iso.endsWith("Z")) {
      return Instant.parse(iso).toEpochMilli();
    }
    int sign = Math.max(iso.indexOf('+', 10), iso.indexOf('-', 10));
    if (sign < 0) {
      return LocalDateTime.parse(iso).toInstant(ZoneOffset.UTC).toEpochMilli();
    }
    String offset = iso.length() - sign == 3 ? iso + ":00" : iso;
    return OffsetDateTime.parse(offset).toInstant().toEpochMilli();
  }
}
