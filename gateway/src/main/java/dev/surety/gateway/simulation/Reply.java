package dev.surety.gateway.simulation;

import io.vertx.core.json.JsonObject;
import java.util.List;

/** An answer in the shape of one endpoint, whole or as the events of a stream. */
interface Reply {

  /** The body of an answer that is not streamed. */
  JsonObject whole();

  /** Events before the first word. */
  List<String> begin();

  /** The event that brings a word. */
  String word(String word);

  /** Events after the last word. */
  List<String> end();

  /** What a stream has to say, word by word; nothing where a tool is called. */
  List<String> words();

  /** An event with a name, if it has one. */
  static String event(String name, JsonObject data) {
    return (name == null ? "" : "event: " + name + '\n') + "data: " + data.encode() + "\n\n";
  }

  /** With the spaces that come before them. */
  static List<String> words(String text) {
    return text.isEmpty() ? List.of() : List.of(text.split("(?<=\\S)(?=\\s)"));
  }
}
