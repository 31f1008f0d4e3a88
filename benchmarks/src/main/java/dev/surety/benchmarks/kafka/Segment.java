package dev.surety.benchmarks.kafka;

import java.util.Arrays;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.commons.statistics.descriptive.Quantile;
import org.apache.commons.statistics.descriptive.Quantile.EstimationMethod;

/**
 * One stretch of requests to one line: when each was due, and how long its decision took. The
 * sender fills in the one, the receiver the other.
 */
final class Segment {

  /** Of all requests, how many pass before any counts. */
  private static final double RUN_IN = 0.2;

  private static final Quantile NEAREST_RANK = Quantile.withDefaults().with(EstimationMethod.HF1);

  private final long first;
  private final long[] due;
  private final long[] latency;
  private final AtomicInteger answered = new AtomicInteger();
  private volatile long lastAnswer;

  /**
   * @param first number of its first request
   */
  Segment(long first, int requests) {
    this.first = first;
    due = new long[requests];
    latency = new long[requests];
  }

  long first() {
    return first;
  }

  int requests() {
    return due.length;
  }

  void due(int i, long nanos) {
    due[i] = nanos;
  }

  /** A decision came; one on a request of another segment, or the second on one, is passed over. */
  void answered(long number, long now) {
    long i = number - first;
    if (i >= 0 && i < latency.length && latency[(int) i] == 0) {
      latency[(int) i] = Math.max(1, now - due[(int) i]);
      lastAnswer = now;
      answered.incrementAndGet();
    }
  }

  int answered() {
    return answered.get();
  }

  /** Decisions a second, from the first request to the last decision. */
  double perSecond() {
    return due.length * 1e9 / (lastAnswer - due[0]);
  }

  /**
   * The latency that a share of the decisions stayed below, milliseconds.
   *
   * @param share 0..1
   */
  double quantile(double share) {
    double[] counted =
        Arrays.stream(latency).skip((long) (RUN_IN * latency.length)).asDoubleStream().toArray();
    return NEAREST_RANK.evaluate(counted, share) / 1e6;
  }
}
