package dev.surety.operate.status;

import dev.surety.domain.Standing;
import dev.surety.estimator.Interval;
import dev.surety.estimator.Interval.Verdict;
import java.util.List;

/**
 * How one key stands, and how it came there.
 *
 * @param seen when Kafka got the standing, epoch milliseconds
 * @param path of the last hour, oldest first; empty for keys beyond {@link Board#MOST_PATHS}
 */
record KeyStatus(Standing standing, long seen, List<Point> path) {

  /**
   * One moment of a key.
   *
   * @param time when Kafka got the standing, epoch milliseconds
   */
  record Point(long time, double satisfaction, double queue) {}

  KeyStatus {
    path = List.copyOf(path);
  }

  /** Whether the promise is kept, as far as the judgements can tell. */
  Verdict verdict() {
    return new Interval(
            standing.satisfaction(),
            standing.satisfactionLow(),
            standing.satisfactionHigh(),
            standing.labels())
        .verdict(standing.target());
  }

  /** What most needs a look comes first: 0 for a promise that is missed. */
  int urgency() {
    return switch (verdict()) {
      case MISSED -> 0;
      case UNCERTAIN -> 1;
      case LIKELY_KEPT -> 2;
      case KEPT -> 3;
      case UNKNOWN -> 4;
    };
  }

  /** Share saved against the best model for everything, NaN before the first decision. */
  double saved() {
    return Standing.saved(standing.spentUsd(), standing.bestSpentUsd());
  }
}
