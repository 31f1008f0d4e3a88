package dev.surety.lab.evaluate;

import java.util.Arrays;

/**
 * A run over time, thinned to at most {@value #MAX_POINTS} evenly spaced points. Point i is what
 * held after {@code requests[i]} requests.
 */
final class Curve {

  static final int MAX_POINTS = 120;

  final int points;
  final long[] requests;

  /** Sum of satisfaction so far. */
  final double[] satisfied;

  /** Sum of the targets in force so far. */
  final double[] promised;

  final double[] queue;

  /** Answers so far, by point and model. */
  final long[][] answers;

  private final int horizon;
  private int filled;

  Curve(int horizon, int models) {
    this.horizon = horizon;
    points = Math.min(MAX_POINTS, horizon);
    requests = new long[points];
    satisfied = new double[points];
    promised = new double[points];
    queue = new double[points];
    answers = new long[points][models];
  }

  /** Whether a point is to be added after this many requests. */
  boolean due(long count) {
    return filled < points && count >= (long) horizon * (filled + 1) / points;
  }

  void add(
      long count,
      double satisfiedSoFar,
      double promisedSoFar,
      double queueNow,
      long[] answersSoFar) {
    requests[filled] = count;
    satisfied[filled] = satisfiedSoFar;
    promised[filled] = promisedSoFar;
    queue[filled] = queueNow;
    answers[filled] = Arrays.copyOf(answersSoFar, answersSoFar.length);
    filled++;
  }
}
