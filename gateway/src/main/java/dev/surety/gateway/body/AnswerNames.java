package dev.surety.gateway.body;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.io.JsonStringEncoder;
import java.io.IOException;
import java.util.Arrays;

/** Puts another name where an answer names its model, and leaves all else as it is. */
public final class AnswerNames {

  private AnswerNames() {}

  /** An answer that is not streamed. */
  public static byte[] replaced(byte[] body, String name) {
    return replaced(body, 0, name);
  }

  /** An event of a stream; its data must stand on one line, as it does everywhere. */
  public static byte[] replacedInEvent(byte[] event, String name) {
    String text = new String(event, UTF_8);
    int data = text.startsWith("data:") ? 0 : text.indexOf("\ndata:") + 1;
    if (!text.startsWith("data:", data)) {
      return event;
    }
    return replaced(event, text.substring(0, data + 5).getBytes(UTF_8).length, name);
  }

  private static byte[] replaced(byte[] text, int from, String name) {
    byte[] quoted =
        ('"' + new String(JsonStringEncoder.getInstance().quoteAsString(name)) + '"')
            .getBytes(UTF_8);
    Edits edits = new Edits();
    byte[] json = from == 0 ? text : Arrays.copyOfRange(text, from, text.length);
    try (JsonParser parser = WholeAnswer.JSON.createParser(json)) {
      if (parser.nextToken() == JsonToken.START_OBJECT) {
        object(parser, true, from, quoted, edits);
      }
    } catch (IOException e) {
      return text;
    }
    return edits.apply(text);
  }

  /** The model stands on top, or in the response or message that an event carries. */
  private static void object(JsonParser parser, boolean top, int from, byte[] quoted, Edits edits)
      throws IOException {
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      String field = parser.currentName();
      JsonToken value = parser.nextToken();
      if (field.equals("model") && value == JsonToken.VALUE_STRING) {
        int start = (int) parser.currentTokenLocation().getByteOffset();
        parser.finishToken();
        edits.replace(from + start, from + (int) parser.currentLocation().getByteOffset(), quoted);
      } else if (top
          && (field.equals("response") || field.equals("message"))
          && value == JsonToken.START_OBJECT) {
        object(parser, false, from, quoted, edits);
      } else {
        parser.skipChildren();
      }
    }
  }
}
