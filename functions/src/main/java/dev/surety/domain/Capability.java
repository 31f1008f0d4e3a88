package dev.surety.domain;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * What a model can do beyond text, by the names that the front door uses. The vocabulary is open:
 * models may declare, and requests may require, any other name, and these are told apart without
 * regard to case.
 */
public enum Capability {
  /** Calls tools or functions. */
  TOOLS,
  /** Reads images. */
  VISION,
  /** Hears or speaks. */
  AUDIO,
  /** Reads files, such as PDF. */
  FILES,
  /** Answers by a JSON schema, strictly. */
  JSON_SCHEMA,
  /** Thinks before it answers, as far as it is told to. */
  REASONING,
  /** Watches moving pictures. */
  VIDEO,
  /** Looks things up on the web by itself. */
  WEB_SEARCH;

  /** How records call it. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** All of them, as records call them. */
  public static List<String> words() {
    return Arrays.stream(values()).map(Capability::word).toList();
  }
}
