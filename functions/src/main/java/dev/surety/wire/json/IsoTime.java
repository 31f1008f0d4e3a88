package dev.surety.wire.json;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;

/**
 * Times of the topics: the profile of ISO-8601 that RFC 3339 describes, {@code
 * 2026-01-31T23:59:59.123Z} or with an offset like {@code +02:00}, from 1970 to 9999. Written by
 * hand because every record carries one; the results are those of {@link Instant#parse}, cut to
 * milliseconds.
 */
final class IsoTime {

  static final String MEND =
      "write a time from 1970 to 9999 with date, seconds and offset, like 2026-01-31T23:59:59.123Z";

  static final long MAX_MILLIS = 253_402_300_799_999L;

  private static final byte[] FORM = "0000-00-00T00:00:00.000Z".getBytes(ISO_8859_1);

  /** Characters of a time as it is written. */
  static final int LENGTH = FORM.length;

  private static final int SECONDS_END = 19;
  private static final int MAX_FRACTION = 9;

  private IsoTime() {}

  /** Epoch milliseconds, or -1 if the text is no such time. */
  static long parse(String text) {
    if (text.length() < SECONDS_END + 1
        || text.charAt(4) != '-'
        || text.charAt(7) != '-'
        || text.charAt(10) != 'T'
        || text.charAt(13) != ':'
        || text.charAt(16) != ':') {
      return -1;
    }
    int year = digits(text, 0, 4);
    int month = digits(text, 5, 2);
    int day = digits(text, 8, 2);
    int hour = digits(text, 11, 2);
    int minute = digits(text, 14, 2);
    int second = digits(text, 17, 2);
    if (year < 1970 || hour > 23 || minute > 59 || (month | day | hour | minute | second) < 0) {
      return -1;
    }
    int end = SECONDS_END;
    int millis = 0;
    if (text.charAt(end) == '.') {
      int scale = 100;
      for (end++; end < text.length() && digit(text, end) >= 0; end++, scale /= 10) {
        millis += digit(text, end) * scale;
      }
      int fraction = end - SECONDS_END - 1;
      if (fraction < 1 || fraction > MAX_FRACTION) {
        return -1;
      }
    }
    int offset = offsetSeconds(text, end);
    if (second > 59 || offset == Integer.MIN_VALUE) {
      return -1;
    }
    try {
      long days = LocalDate.of(year, month, day).toEpochDay();
      long seconds = days * 86_400 + hour * 3600 + minute * 60 + second - offset;
      long epochMillis = seconds * 1000 + millis;
      return epochMillis <= MAX_MILLIS ? Math.max(epochMillis, -1) : -1;
    } catch (DateTimeException e) {
      return -1;
    }
  }

  private static int offsetSeconds(String text, int at) {
    int left = text.length() - at;
    if (left == 1 && text.charAt(at) == 'Z') {
      return 0;
    }
    if (left != 6 || text.charAt(at + 3) != ':') {
      return Integer.MIN_VALUE;
    }
    int hours = digits(text, at + 1, 2);
    int minutes = digits(text, at + 4, 2);
    char sign = text.charAt(at);
    if ((sign != '+' && sign != '-') || (hours | minutes) < 0 || hours > 17 || minutes > 59) {
      return Integer.MIN_VALUE;
    }
    int seconds = hours * 3600 + minutes * 60;
    return sign == '+' ? seconds : -seconds;
  }

  private static int digits(String text, int from, int n) {
    int value = 0;
    for (int i = from; i < from + n; i++) {
      int digit = digit(text, i);
      if (digit < 0) {
        return -1;
      }
      value = value * 10 + digit;
    }
    return value;
  }

  private static int digit(String text, int i) {
    int digit = text.charAt(i) - '0';
    return digit >= 0 && digit <= 9 ? digit : -1;
  }

  /** In UTC with three decimals, so that times of one topic sort as texts. */
  static String format(long millis) {
    if (millis < 0 || millis > MAX_MILLIS) {
      return Instant.ofEpochMilli(millis).toString();
    }
    byte[] text = new byte[LENGTH];
    write(millis, text);
    return new String(text, ISO_8859_1);
  }

  /**
   * {@link #format} in ASCII.
   *
   * @param millis 0 to {@link #MAX_MILLIS}
   * @param out its first {@link #LENGTH} bytes are the time
   */
  static void write(long millis, byte[] out) {
    System.arraycopy(FORM, 0, out, 0, LENGTH);
    LocalDate date = LocalDate.ofEpochDay(millis / 86_400_000);
    int milliOfDay = (int) (millis % 86_400_000);
    int second = milliOfDay / 1000;
    int milli = milliOfDay % 1000;
    two(date.getYear() / 100, out, 0);
    two(date.getYear() % 100, out, 2);
    two(date.getMonthValue(), out, 5);
    two(date.getDayOfMonth(), out, 8);
    two(second / 3600, out, 11);
    two(second / 60 % 60, out, 14);
    two(second % 60, out, 17);
    two(milli / 10, out, 20);
    out[22] = (byte) ('0' + milli % 10);
  }

  private static void two(int value, byte[] out, int at) {
    out[at] = (byte) ('0' + value / 10);
    out[at + 1] = (byte) ('0' + value % 10);
  }
}
