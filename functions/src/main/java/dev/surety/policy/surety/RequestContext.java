package dev.surety.policy.surety;

import dev.surety.domain.Chance;
import dev.surety.policy.Question;

/** What a request is told apart by: its tag, or its length where it has none (study 3.4). */
final class RequestContext {

  private RequestContext() {}

  static long of(Question question) {
    return question.tag() != null ? of(question.tag()) : lengthClass(question.promptChars());
  }

  static long of(String tag) {
    return Chance.mix(Chance.hash(0, tag));
  }

  /** {@code floor(log2(1 + characters))} up to 11. */
  private static int lengthClass(int promptChars) {
    return Math.min(11, 31 - Integer.numberOfLeadingZeros(1 + Math.max(0, promptChars)));
  }
}
