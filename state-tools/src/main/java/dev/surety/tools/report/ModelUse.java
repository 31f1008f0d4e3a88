package dev.surety.tools.report;

import dev.surety.estimator.Sample;
import java.util.Arrays;

/** What one model did for one key. */
final class ModelUse {

  /** Decisions for it, by part of the span, and those that chance made. */
  final long[] decided = new long[Span.PARTS];

  long explored;

  /** Decisions that it was a candidate of, with what was expected of it. */
  long candidate;

  double expectedCostUsd;
  long estimated;
  double expectedSatisfaction;

  /** Judgements of its answers, by part of the span. */
  final Sample[] judged = new Sample[Span.PARTS];

  /** Money booked for its answers. */
  double costUsd;

  ModelUse() {
    Arrays.setAll(judged, part -> new Sample());
  }

  long decisions() {
    long sum = 0;
    for (long part : decided) {
      sum += part;
    }
    return sum;
  }

  /** All judgements of its answers from one part on, up to another. */
  Sample judged(int from, int to) {
    Sample sum = new Sample();
    for (int part = from; part < to; part++) {
      sum.addAll(judged[part]);
    }
    return sum;
  }

  double meanCostUsd() {
    return expectedCostUsd / candidate;
  }

  /** Mean of what was expected of it, or {@link Double#NaN} where the policies do not estimate. */
  double meanExpectedSatisfaction() {
    return expectedSatisfaction / estimated;
  }
}
