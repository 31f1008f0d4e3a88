package dev.surety.operate.status;

import dev.surety.domain.Standing;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/**
 * What was decided and spent in the last hour, all keys together, in steps of five seconds. It adds
 * up differences of standings, so that it does not matter in which order partitions are read. The
 * first standing of a key says nothing of the hour: what it counts may be old.
 */
final class Pace {

  static final long STEP_MILLIS = 5_000;
  static final long HOUR_MILLIS = 3_600_000;

  private final TreeMap<Long, Step> steps = new TreeMap<>();

  /**
   * @param time start of the step, epoch milliseconds
   * @param spentUsd what its decisions cost, as paid where that is known
   * @param bestUsd what they would have cost had the best model answered all
   */
  record Step(long time, long requests, double spentUsd, double bestUsd) {

    Step plus(Step more) {
      return new Step(
          time, requests + more.requests, spentUsd + more.spentUsd, bestUsd + more.bestUsd);
    }
  }

  /** Counters that fall were restored from an older state: nothing happened in between. */
  void add(Standing before, Standing now, long seen) {
    if (now.requests() <= before.requests()) {
      return;
    }
    long time = seen - Math.floorMod(seen, STEP_MILLIS);
    steps.merge(
        time,
        new Step(
            time,
            now.requests() - before.requests(),
            rise(before.spentUsd(), now.spentUsd()),
            rise(before.bestSpentUsd(), now.bestSpentUsd())),
        Step::plus);
    steps.headMap(steps.lastKey() - HOUR_MILLIS).clear();
  }

  private static double rise(double before, double now) {
    return now > before ? now - before : 0;
  }

  /**
   * The hour in at most {@code most} equal spans without gaps, oldest first; empty before the first
   * decision.
   */
  List<Step> spans(int most) {
    List<Step> spans = new ArrayList<>();
    if (steps.isEmpty()) {
      return spans;
    }
    long first = steps.firstKey();
    long length = (steps.lastKey() - first) / STEP_MILLIS + 1;
    long span = STEP_MILLIS * ((length + most - 1) / most);
    for (long from = first; from <= steps.lastKey(); from += span) {
      Step sum = new Step(from, 0, 0, 0);
      for (Step step : steps.subMap(from, from + span).values()) {
        sum = sum.plus(step);
      }
      spans.add(sum);
    }
    return spans;
  }
}
