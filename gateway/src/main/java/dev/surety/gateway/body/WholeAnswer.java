package dev.surety.gateway.body;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.List;

/**
 * An answer that is not streamed.
 *
 * @param notes what it says of itself
 * @param problem why it is none, or {@code null}
 * @param errorStatus the status of the error that it is, or 0 if it is none
 */
public record WholeAnswer(AnswerNotes notes, String problem, int errorStatus) {

  /** Logarithms of probabilities may be infinite, and some upstreams say so. */
  static final ObjectMapper JSON =
      new ObjectMapper(
          RequestReader.JSON.rebuild().enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS).build());

  /**
   * Reads it off the bytes; of long lists, such as embeddings, no tree is made.
   *
   * @param gathers characters of the answer's text to keep
   */
  public static WholeAnswer read(Api api, byte[] body, int gathers) {
    AnswerNotes notes = new AnswerNotes(api, gathers);
    try (JsonParser parser = JSON.createParser(body)) {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        return none(notes, body.length == 0 ? "is empty" : "is no JSON object");
      }
      boolean answered = false;
      int errorStatus = 0;
      var said = JSON.createObjectNode();
      while (parser.nextToken() == JsonToken.FIELD_NAME) {
        String name = parser.currentName();
        JsonToken value = parser.nextToken();
        switch (name) {
          case "id", "model", "usage" -> said.set(name, tree(parser));
          case "choices", "output" -> answered |= list(notes, tree(parser));
          case "content" -> answered |= blocks(api, notes, tree(parser));
          case "stop_reason" ->
              answered |= MessageEvents.isWord(tree(parser)) && api == Api.MESSAGES;
          case "data" -> {
            answered |= value == JsonToken.START_ARRAY && parser.nextToken() != JsonToken.END_ARRAY;
            skipArray(parser, value);
          }
          case "error" ->
              errorStatus =
                  value == JsonToken.VALUE_NULL ? errorStatus : SaidError.status(tree(parser));
          default -> parser.skipChildren();
        }
      }
      notes.take(said);
      if (errorStatus != 0) {
        return new WholeAnswer(notes, "is an error", errorStatus);
      }
      return answered ? new WholeAnswer(notes, null, 0) : none(notes, "has no " + needed(api));
    } catch (IOException e) {
      return none(notes, "is broken JSON");
    }
  }

  private static String needed(Api api) {
    return switch (api) {
      case CHAT -> "choices";
      case RESPONSES -> "output";
      case EMBEDDINGS -> "data";
      case MESSAGES -> "content";
    };
  }

  private static WholeAnswer none(AnswerNotes notes, String problem) {
    return new WholeAnswer(notes, problem, 0);
  }

  private static JsonNode tree(JsonParser parser) throws IOException {
    return JSON.readTree(parser);
  }

  private static void skipArray(JsonParser parser, JsonToken opened) throws IOException {
    if (opened != JsonToken.START_ARRAY) {
      parser.skipChildren();
      return;
    }
    while (parser.currentToken() != JsonToken.END_ARRAY) {
      parser.skipChildren();
      parser.nextToken();
    }
  }

  private static boolean blocks(Api api, AnswerNotes notes, JsonNode blocks) {
    boolean says = false;
    for (JsonNode block : api == Api.MESSAGES ? blocks : List.<JsonNode>of()) {
      says |= MessageEvents.block(notes, block) == StreamNotes.Kind.CONTENT;
    }
    return says;
  }

  private static boolean list(AnswerNotes notes, JsonNode list) {
    for (JsonNode element : list) {
      notes.item(element);
      notes.message(element.path("message"));
      if (element.path("index").asInt() == 0) {
        message(notes, element.path("message"));
      }
      notes.characters(element.path("message").path("content").asText("").length());
      for (JsonNode part : element.path("content")) {
        notes.characters(part.path("text").asText("").length());
        if (part.path("type").asText().equals("output_text")) {
          notes.said(part.path("text").asText(""));
        }
      }
    }
    return list.isArray() && !list.isEmpty();
  }

  private static void message(AnswerNotes notes, JsonNode message) {
    notes.said(message.path("content").asText(""));
    if (!message.path("tool_calls").isEmpty() || message.path("function_call").isObject()) {
      notes.calls();
    }
  }
}
