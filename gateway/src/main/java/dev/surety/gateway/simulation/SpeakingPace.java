package dev.surety.gateway.simulation;

/**
 * How fast simulated models speak where a request does not say.
 *
 * @param firstTokenMillis until the first word, or a whole answer
 * @param tokenMillis between two words of a stream
 */
public record SpeakingPace(int firstTokenMillis, int tokenMillis) {

  /** Nothing is waited for. */
  public static final SpeakingPace AT_ONCE = new SpeakingPace(0, 0);

  public SpeakingPace {
    if (firstTokenMillis < 0 || tokenMillis < 0) {
      throw new IllegalArgumentException(
          "a pace is of 0 ms or more, not %d and %d".formatted(firstTokenMillis, tokenMillis));
    }
  }
}
