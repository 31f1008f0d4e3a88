package dev.surety.gateway.body;

import static java.nio.charset.StandardCharsets.UTF_8;

/** The {@code data} of a server-sent event. */
final class EventData {

  private EventData() {}

  /** Its lines, joined; {@code null} if it has none, as a comment. */
  static String of(byte[] event) {
    StringBuilder data = null;
    for (String line : new String(event, UTF_8).split("\r\n|\n|\r")) {
      if (line.startsWith("data:") || line.equals("data")) {
        String value = line.length() > 5 ? line.substring(5) : "";
        value = value.startsWith(" ") ? value.substring(1) : value;
        if (data == null) {
          data = new StringBuilder(value);
        } else {
          data.append('\n').append(value);
        }
      }
    }
    return data == null ? null : data.toString();
  }
}
