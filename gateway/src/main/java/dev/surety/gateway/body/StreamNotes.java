package dev.surety.gateway.body;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashSet;
import java.util.Iterator;
import java.util.Map;
import java.util.Set;

/** Reads the events of one streamed answer, of whichever API. */
public final class StreamNotes {

  /** What an event is to whoever waits for the answer. */
  public enum Kind {
    /** Nothing but a comment, an event without data, or a sign of life. */
    COMMENT,
    /** It opens the answer and says nothing of it. */
    OPENING,
    /** A part of the answer. */
    CONTENT,
    /** It says what the answer took, and nothing else. */
    USAGE,
    /** The upstream says that it has failed. */
    ERROR,
    /** The mark behind the last event. */
    DONE,
    /** It can't be read. */
    BROKEN
  }

  private final AnswerNotes notes;
  private final MessageEvents messages;
  private final Set<Integer> begun = new HashSet<>();
  private final Set<Integer> ended = new HashSet<>();
  private boolean finished;
  private boolean marked;
  private int errorStatus;

  /**
   * Of a stream that has not begun.
   *
   * @param gathers characters of the answer's text to keep
   */
  public StreamNotes(Api api, int gathers) {
    notes = new AnswerNotes(api, gathers);
    messages = api == Api.MESSAGES ? new MessageEvents(notes) : null;
  }

  /** Takes the next event. */
  public Kind take(byte[] event) {
    String data = EventData.of(event);
    if (data == null || data.isBlank()) {
      return Kind.COMMENT;
    }
    if (data.strip().equals("[DONE]")) {
      marked = true;
      return Kind.DONE;
    }
    try {
      JsonNode said = WholeAnswer.JSON.readTree(data);
      if (!said.isObject()) {
        return Kind.BROKEN;
      }
      return said.path("type").isTextual() && !said.has("choices") ? response(said) : chunk(said);
    } catch (JsonProcessingException e) {
      return Kind.BROKEN;
    }
  }

  /** What the answer has said of itself. */
  public AnswerNotes notes() {
    return notes;
  }

  /** Whether it has come to an end of its own: all of its choices, where there are several. */
  public boolean isFinished() {
    return finished || marked || !ended.isEmpty() && ended.containsAll(begun);
  }

  /** Whether an event has come behind which there is none. */
  public boolean isLast() {
    return finished || marked;
  }

  /** Whether the mark behind the last event has come. */
  public boolean isMarked() {
    return marked;
  }

  /** The status of what the upstream said of its failure, or 0 if it has said nothing. */
  public int errorStatus() {
    return errorStatus;
  }

  private Kind chunk(JsonNode said) {
    if (said.hasNonNull("error")) {
      return failed(said.get("error"));
    }
    notes.take(said);
    JsonNode choices = said.path("choices");
    if (!choices.isArray()) {
      return said.path("usage").isObject() ? Kind.USAGE : Kind.OPENING;
    }
    if (choices.isEmpty()) {
      // Azure opens with a chunk of its filters' results, and no choices.
      return said.path("usage").isObject() ? Kind.USAGE : Kind.OPENING;
    }
    boolean content = false;
    for (JsonNode choice : choices) {
      String end = choice.path("finish_reason").asText("");
      begun.add(choice.path("index").asInt());
      if (choice.hasNonNull("finish_reason")) {
        ended.add(choice.path("index").asInt());
      }
      // "stop" before any word is an empty answer; any other end is a word in itself.
      content |= choice.hasNonNull("finish_reason") && !end.equals("stop");
      if (choice.path("index").asInt() == 0) {
        notes.said(choice.path("delta").path("content").asText(""));
      }
      notes.message(choice.path("delta"));
      content |= says(choice.path("delta")) || !choice.path("text").asText("").isEmpty();
    }
    return content ? Kind.CONTENT : Kind.OPENING;
  }

  private boolean says(JsonNode delta) {
    boolean says = false;
    for (Iterator<Map.Entry<String, JsonNode>> it = delta.properties().iterator(); it.hasNext(); ) {
      Map.Entry<String, JsonNode> field = it.next();
      JsonNode value = field.getValue();
      boolean something =
          value.isTextual() ? !value.asText().isEmpty() : !value.isNull() && !value.isEmpty();
      if (something && !field.getKey().equals("role")) {
        says = true;
        if (field.getKey().equals("tool_calls") || field.getKey().equals("function_call")) {
          notes.calls();
        }
        notes.characters(value.isTextual() ? value.asText().length() : 0);
      }
    }
    return says;
  }

  private Kind response(JsonNode said) {
    String type = said.get("type").asText();
    if (messages != null && !type.equals("error")) {
      Kind kind = messages.take(type, said);
      finished = messages.isStopped();
      return kind;
    }
    JsonNode response = said.path("response");
    if (response.isObject()) {
      notes.take(response);
    }
    if (said.path("item").isObject()) {
      notes.item(said.get("item"));
    }
    return switch (type) {
      case "response.created",
          "response.in_progress",
          "response.queued",
          "response.output_item.added",
          "response.content_part.added",
          "response.reasoning_summary_part.added" ->
          Kind.OPENING;
      case "response.completed", "response.incomplete" -> {
        finished = true;
        boolean empty = type.endsWith("completed") && response.path("output").isEmpty();
        yield empty ? Kind.OPENING : Kind.CONTENT;
      }
      case "response.failed" -> {
        finished = true;
        yield failed(response.path("error"));
      }
      case "error" -> {
        finished = true;
        yield failed(said.has("error") ? said.get("error") : said);
      }
      default -> {
        if (!type.startsWith("response.")) {
          yield Kind.COMMENT; // ping, keepalive
        }
        if (type.endsWith(".delta") && said.path("delta").asText(".").isEmpty()) {
          yield Kind.OPENING;
        }
        notes.characters(said.path("delta").asText("").length());
        if (type.equals("response.output_text.delta")) {
          notes.said(said.path("delta").asText(""));
        }
        yield Kind.CONTENT;
      }
    };
  }

  private Kind failed(JsonNode said) {
    errorStatus = SaidError.status(said);
    return Kind.ERROR;
  }
}
