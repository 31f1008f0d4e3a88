package dev.surety.gateway.body;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.surety.gateway.options.UpstreamSettings.Ability;
import java.io.IOException;
import java.util.List;
import java.util.Set;

/** Reads what a request says to its model: messages and items, with their parts. */
final class MessagesReader {

  private final JsonParser parser;
  private final MessageText text;
  private final Set<Ability> needs;
  private final List<String> builtOn;
  private final StringBuilder results = new StringBuilder();

  /**
   * Of the body that a parser reads.
   *
   * @param text takes what is said
   * @param needs takes what the parts ask of a model
   * @param builtOn takes ids of what only who made it knows
   */
  MessagesReader(JsonParser parser, MessageText text, Set<Ability> needs, List<String> builtOn) {
    this.parser = parser;
    this.text = text;
    this.needs = needs;
    this.builtOn = builtOn;
  }

  /** A bare text, or an array of texts, messages and items. */
  void read() throws IOException {
    if (parser.currentToken() == JsonToken.VALUE_STRING) {
      said(null, parser.getText());
    } else if (parser.currentToken() == JsonToken.START_ARRAY) {
      for (JsonToken token; (token = parser.nextToken()) != JsonToken.END_ARRAY; ) {
        if (token == JsonToken.VALUE_STRING) {
          said(null, parser.getText());
        } else if (token == JsonToken.START_OBJECT) {
          message();
        } else {
          parser.skipChildren();
        }
      }
    } else {
      parser.skipChildren();
    }
  }

  private void message() throws IOException {
    String role = null;
    String type = "";
    String id = null;
    StringBuilder content = new StringBuilder();
    results.setLength(0);
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      String name = parser.currentName();
      parser.nextToken();
      switch (name) {
        case "role" -> role = optional();
        case "type" -> type = String.valueOf(optional());
        case "id" -> id = optional();
        case "encrypted_content" -> builtOn(optional());
        case "reasoning_details", "thinking_blocks" -> signed();
        case "audio" -> builtOn(text("id"));
        case "content", "output" -> content(content);
        default -> parser.skipChildren();
      }
    }
    if (type.equals("reasoning") || type.equals("item_reference")) {
      builtOn(id);
    }
    if (!results.isEmpty()) {
      said("tool", results.toString());
    }
    if (results.isEmpty() || !content.isEmpty()) {
      said(role == null ? type : role, content.toString());
    }
  }

  /** What is said to the model before all messages, where it stands beside them. */
  void system() throws IOException {
    StringBuilder content = new StringBuilder();
    content(content);
    said("system", content.toString());
  }

  /** Reasoning in a chat, as those send it who keep it apart: sealed, or with a seal beside it. */
  private void signed() throws IOException {
    if (parser.currentToken() != JsonToken.START_ARRAY) {
      parser.skipChildren();
      return;
    }
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      if (parser.currentToken() != JsonToken.START_OBJECT) {
        parser.skipChildren();
        continue;
      }
      while (parser.nextToken() == JsonToken.FIELD_NAME) {
        String name = parser.currentName();
        parser.nextToken();
        if (name.equals("data") || name.equals("signature")) {
          builtOn(optional());
        } else {
          parser.skipChildren();
        }
      }
    }
  }

  /** A text, an array of parts, or one part. */
  private void content(StringBuilder content) throws IOException {
    if (parser.currentToken() == JsonToken.VALUE_STRING) {
      content.append(parser.getText());
    } else if (parser.currentToken() == JsonToken.START_ARRAY) {
      while (parser.nextToken() != JsonToken.END_ARRAY) {
        if (parser.currentToken() == JsonToken.START_OBJECT) {
          part(content);
        } else {
          parser.skipChildren();
        }
      }
    } else if (parser.currentToken() == JsonToken.START_OBJECT) {
      part(content);
    } else {
      parser.skipChildren();
    }
  }

  private void part(StringBuilder content) throws IOException {
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      String name = parser.currentName();
      parser.nextToken();
      if (name.equals("text") && parser.currentToken() == JsonToken.VALUE_STRING) {
        content.append(content.isEmpty() ? "" : "\n").append(parser.getText());
      } else if (name.equals("content")) {
        // What a tool has said comes as a part of the user's message there.
        content(results);
      } else if (name.equals("signature") || name.equals("data")) {
        builtOn(optional());
      } else if (name.equals("type")) {
        switch (String.valueOf(optional())) {
          case "image_url", "input_image", "computer_screenshot", "image" ->
              needs.add(Ability.VISION);
          case "input_audio", "audio_url" -> needs.add(Ability.AUDIO);
          case "file", "input_file", "document" -> needs.add(Ability.FILES);
          default -> {
            // Text, or something that every model is asked in vain or not.
          }
        }
      } else {
        parser.skipChildren();
      }
    }
  }

  /** The text of one field of the object that is here, or {@code null}. */
  String text(String field) throws IOException {
    if (parser.currentToken() != JsonToken.START_OBJECT) {
      parser.skipChildren();
      return null;
    }
    String text = null;
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      String name = parser.currentName();
      parser.nextToken();
      if (name.equals(field)) {
        text = optional();
      } else {
        parser.skipChildren();
      }
    }
    return text;
  }

  /** The text that is here, or {@code null} if something else is, which is left out. */
  String optional() throws IOException {
    if (parser.currentToken() == JsonToken.VALUE_STRING) {
      return parser.getText();
    }
    parser.skipChildren();
    return null;
  }

  void said(String role, String words) {
    if (words != null) {
      text.take(role, words);
    }
  }

  void builtOn(String id) {
    if (id != null) {
      builtOn.add(id);
    }
  }
}
