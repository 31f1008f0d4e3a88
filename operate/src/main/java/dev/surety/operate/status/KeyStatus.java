package dev.surety.operate.status;

import dev.surety.domain.SlaPolicy;
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
    // A job of an older version owes all answers what is promised now.
    return delivered().verdict(standing.judged() < 0 ? standing.target() : standing.floor());
  }

  /** Share of answers that satisfied, as far as users said; nothing while none has. */
  Interval delivered() {
    long judged = standing.judged() < 0 ? standing.labels() : standing.judged();
    return judged == 0
        ? Interval.NONE
        : new Interval(
            standing.satisfaction(),
            standing.satisfactionLow(),
            standing.satisfactionHigh(),
            judged);
  }

  /** What stands beside the verdict: that nothing can keep the promise, or that debt is repaid. */
  String reach() {
    if (standing.infeasible()) {
      return ", infeasible";
    }
    return standing.catchingUp() ? ", catching up" : "";
  }

  /** Whether it is only watched: nothing of it is delivered by the router. */
  boolean isObserved() {
    return standing.mode() == SlaPolicy.Mode.OBSERVE;
  }

  /** As people read it, beside {@link #reach}. */
  String words() {
    return (isObserved() ? "observed" : verdict().words()) + reach();
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
