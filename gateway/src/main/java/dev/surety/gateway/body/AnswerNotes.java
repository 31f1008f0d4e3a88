package dev.surety.gateway.body;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/** What an answer has said of itself so far. */
public final class AnswerNotes {

  /** Where those who keep reasoning apart have it in a chat. */
  private static final List<String> SIGNED = List.of("reasoning_details", "thinking_blocks");

  private final Usage usage;
  private final List<String> items = new ArrayList<>();
  private String id;
  private String model;
  private long characters;
  private final int gathers;
  private final StringBuilder text = new StringBuilder();
  private boolean longer;
  private boolean calls;

  /**
   * Nothing yet.
   *
   * @param gathers characters of the answer's text to keep; 0 keeps none
   */
  AnswerNotes(Api api, int gathers) {
    usage = new Usage(api == Api.MESSAGES);
    this.gathers = gathers;
  }

  /** Takes an object that may have an id, a model and usage. */
  void take(JsonNode said) {
    id = said.path("id").isTextual() ? said.get("id").asText() : id;
    model = said.path("model").isTextual() ? said.get("model").asText() : model;
    if (said.path("usage").isObject()) {
      usage.take(said.get("usage"));
    }
  }

  /** Takes an item of output: its id, and what it has encrypted, are known only to who made it. */
  void item(JsonNode item) {
    calls |= item.path("type").asText().endsWith("_call");
    made(item.path("id"));
    made(item.path("encrypted_content"));
  }

  /**
   * Takes a message of a chat, or a part of one: what of its reasoning is sealed, and its sound.
   */
  void message(JsonNode message) {
    for (String field : SIGNED) {
      for (JsonNode part : message.path(field)) {
        made(part.path("data"));
        made(part.path("signature"));
      }
    }
    made(message.path("audio").path("id"));
  }

  /** Takes what only who made it knows, if it is there. */
  void made(JsonNode known) {
    if (known.isTextual() && !items.contains(known.asText())) {
      items.add(known.asText());
    }
  }

  void characters(long more) {
    characters += more;
  }

  /** Takes a part of the text that the user reads. */
  void said(String part) {
    if (gathers == 0 || longer) {
      return;
    }
    longer = text.length() + part.length() > gathers;
    if (longer) {
      text.setLength(0);
      text.trimToSize();
    } else {
      text.append(part);
    }
  }

  /** Somebody else is called before the user has an answer. */
  void calls() {
    calls = true;
  }

  /** All that the user reads, or {@code null} if that was not gathered, or is not all. */
  public String text() {
    return gathers == 0 || longer || calls || text.isEmpty() ? null : text.toString();
  }

  /** Whether its text is longer than what was to be gathered. */
  public boolean isLonger() {
    return longer;
  }

  /** The answer's id, or {@code null}. */
  public String id() {
    return id;
  }

  /** Who says to have answered, or {@code null}. */
  public String model() {
    return model;
  }

  public Usage usage() {
    return usage;
  }

  /** Characters of text that were seen, for where nobody tells of tokens. */
  public long characters() {
    return characters;
  }

  /** Ids of items, and what they have encrypted: they bind what builds on them to their maker. */
  public List<String> items() {
    return items;
  }
}
