package dev.surety.engine;

import dev.surety.domain.RoutingRequest;
import dev.surety.estimator.UsualAnswer;

/**
 * How many tokens of a model's context a request takes: its prompt, and room for the answer. It
 * looks at nothing but the request and the configuration, so that no usage that was ever reported
 * can shut a model out.
 */
public final class ContextNeed {

  /**
   * Characters of a prompt that are taken for one token where nobody has counted. English prose has
   * four to five, code and other languages in Latin letters about three; so it errs on the safe
   * side, and shuts out of a window what would have filled more than two thirds of it. Scripts with
   * fewer characters a token (Chinese: about one) need {@code input_tokens}.
   */
  static final int CHARACTERS_A_TOKEN = 3;

  private ContextNeed() {}

  /**
   * What it takes at least, whichever model answers: the prompt, and the room that is asked for.
   */
  public static long atLeast(RoutingRequest request) {
    return prompt(request) + Math.max(0, request.maxOutputTokens());
  }

  /**
   * @param first what the model's answers are taken to be; counts where the request sets no limit
   */
  static long tokens(RoutingRequest request, UsualAnswer first) {
    return prompt(request) + answer(request, first);
  }

  /** As counted by the gateway, or else estimated; 0 where nothing is known. */
  static long prompt(RoutingRequest request) {
    if (request.inputTokens() > 0 || request.promptChars() <= 0) {
      return Math.max(0, request.inputTokens());
    }
    return (request.promptChars() + CHARACTERS_A_TOKEN - 1L) / CHARACTERS_A_TOKEN;
  }

  static long answer(RoutingRequest request, UsualAnswer first) {
    return request.maxOutputTokens() >= 0
        ? request.maxOutputTokens()
        : (long) Math.ceil(first.outputTokens());
  }
}
