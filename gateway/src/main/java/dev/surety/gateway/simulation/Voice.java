package dev.surety.gateway.simulation;

import java.util.Map;

/** What simulated models say. Called on an event loop: it must not block. */
public interface Voice {

  /**
   * A question.
   *
   * @param model by its name here
   * @param text of the user's last message, or the input; empty if there is none
   * @param metadata texts that came with the request
   */
  record Asked(String model, String text, Map<String, String> metadata) {}

  /** An answer, and what it is said to have taken. */
  record Said(String text, int inputTokens, int outputTokens) {}

  /** What a model says. */
  Said answer(Asked asked);

  /** Says who speaks and what was asked; a token is four characters. */
  static Said plain(Asked asked) {
    String text =
        "This is %s, simulated: no model was called. You said: %s"
            .formatted(asked.model(), asked.text());
    return new Said(text, tokens(asked.text()), tokens(text));
  }

  private static int tokens(String text) {
    return text.length() / 4 + 1;
  }
}
