package dev.surety.gateway.body;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;

/** The {@code data} of a server-sent event. */
final class EventData {

  private static final byte[] NAME = {'d', 'a', 't', 'a'};

  private EventData() {}

  /** Its lines, joined; {@code null} if it has none, as a comment. */
  static String of(byte[] event) {
    String first = null;
    StringBuilder more = null;
    for (int from = 0; from < event.length; ) {
      int to = from;
      while (to < event.length && event[to] != '\n' && event[to] != '\r') {
        to++;
      }
      if (isData(event, from, to)) {
        int begin = Math.min(from + NAME.length + 1, to);
        begin += begin < to && event[begin] == ' ' ? 1 : 0;
        String value = new String(event, begin, to - begin, UTF_8);
        if (first == null) {
          first = value;
        } else {
          more = more == null ? new StringBuilder(first) : more;
          more.append('\n').append(value);
        }
      }
      from = to + 1;
    }
    return more == null ? first : more.toString();
  }

  /** A field without a colon has an empty value. */
  private static boolean isData(byte[] event, int from, int to) {
    int end = from + NAME.length;
    return end <= to
        && Arrays.equals(event, from, end, NAME, 0, NAME.length)
        && (end == to || event[end] == ':');
  }
}
