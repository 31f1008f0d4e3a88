package dev.surety.gateway.body;

import com.fasterxml.jackson.databind.JsonNode;
import dev.surety.gateway.body.StreamNotes.Kind;

/** Events of a streamed answer of {@code /v1/messages}, and the blocks that one consists of. */
final class MessageEvents {

  private final AnswerNotes notes;
  private boolean stopped;

  MessageEvents(AnswerNotes notes) {
    this.notes = notes;
  }

  /** Whether its last event has come. */
  boolean isStopped() {
    return stopped;
  }

  /** What an event is; errors are read elsewhere. */
  Kind take(String type, JsonNode said) {
    return switch (type) {
      case "message_start" -> {
        notes.take(said.path("message"));
        yield Kind.OPENING;
      }
      case "content_block_start" -> block(notes, said.path("content_block"));
      case "content_block_delta" -> delta(said.path("delta"));
      case "content_block_stop" -> Kind.OPENING;
      case "message_delta" -> {
        notes.take(said);
        yield isWord(said.path("delta").path("stop_reason")) ? Kind.CONTENT : Kind.OPENING;
      }
      case "message_stop" -> {
        stopped = true;
        yield Kind.OPENING;
      }
      default -> Kind.COMMENT; // ping
    };
  }

  /** An end before any word is an empty answer; any other reason to stop is a word in itself. */
  static boolean isWord(JsonNode stopReason) {
    return stopReason.isTextual() && !stopReason.asText().equals("end_turn");
  }

  /** A block as it begins, or as it is in an answer that is not streamed. */
  static Kind block(AnswerNotes notes, JsonNode block) {
    String type = block.path("type").asText();
    notes.made(block.path("data"));
    if (type.endsWith("tool_use")) {
      notes.calls();
      notes.characters(block.path("input").toString().length());
      return Kind.CONTENT;
    }
    boolean text = block.path("text").isTextual() || block.path("thinking").isTextual();
    return text ? words(block) ? text(notes, block) : Kind.OPENING : Kind.CONTENT;
  }

  private static boolean words(JsonNode part) {
    return !part.path("text").asText("").isEmpty() || !part.path("thinking").asText("").isEmpty();
  }

  private static Kind text(AnswerNotes notes, JsonNode part) {
    notes.made(part.path("signature"));
    notes.said(part.path("text").asText(""));
    notes.characters(part.path("text").asText("").length());
    notes.characters(part.path("thinking").asText("").length());
    return Kind.CONTENT;
  }

  private Kind delta(JsonNode delta) {
    notes.made(delta.path("signature"));
    notes.characters(delta.path("partial_json").asText("").length());
    boolean silent = delta.path("text").isTextual() || delta.path("thinking").isTextual();
    return words(delta) ? text(notes, delta) : silent ? Kind.OPENING : Kind.CONTENT;
  }
}
