package dev.surety.lab.evaluate;

import dev.surety.lab.fleet.TenantKind;
import java.util.List;

/**
 * What came of one tenant of a fleet.
 *
 * @param tenant 0-based within its fleet
 * @param target promised satisfaction, 0..1
 * @param feasible whether a fixed mixture of models keeps it, of this tenant's own means
 * @param marks as it stood at each checkpoint, all of its requests last
 * @param untilUsed requests until it used a new model, {@link #NEVER}, or {@link #NOT_ASKED}
 */
record TenantResult(
    FleetRun.Key fleet,
    int tenant,
    TenantKind kind,
    boolean newcomer,
    double target,
    boolean feasible,
    List<Mark> marks,
    long untilUsed) {

  static final long NEVER = -1;

  /** There is no new model, or hindsight gives it less than this share of the requests. */
  static final long NOT_ASKED = -2;

  static final double LEAST_NEW_SHARE = 0.3;

  TenantResult {
    marks = List.copyOf(marks);
  }

  /**
   * How a tenant stands after some requests of its own.
   *
   * @param satisfied sum of true satisfaction
   * @param labels judgements
   * @param costUsd of all its answers
   * @param bought labels bought of a judge
   * @param judgeUsd what these have cost
   * @param lpCostUsd what the cheapest fixed mixture that keeps the promise is expected to cost
   * @param bestSingleCostUsd what the best single model is expected to cost
   */
  record Mark(
      long requests,
      double satisfied,
      long labels,
      double costUsd,
      long bought,
      double judgeUsd,
      double lpCostUsd,
      double bestSingleCostUsd) {

    /** What models and judge have cost together. */
    double allInUsd() {
      return costUsd + judgeUsd;
    }

    double satisfaction() {
      return satisfied / requests;
    }
  }

  /** Whether its figures count: it says what its users think, and its promise can be kept. */
  boolean counts() {
    return feasible && kind != TenantKind.HOSTILE;
  }

  Mark last() {
    return marks.get(marks.size() - 1);
  }

  boolean withinOnePoint(Mark mark) {
    return Floor.withinOnePoint(mark.satisfaction(), target);
  }

  boolean floorMet(Mark mark) {
    double share = (double) mark.labels() / mark.requests();
    return Floor.met(mark.satisfaction(), target, share, mark.requests());
  }
}
