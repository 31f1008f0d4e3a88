package dev.surety.lab.evaluate;

import dev.surety.lab.reference.HindsightReferences;

/**
 * What came of a cell.
 *
 * @param feasible whether any fixed mixture reaches the highest target on this stream
 * @param lpCostUsd of the cheapest mixture that does, one for each target where it changes; of the
 *     best that can be done if none does
 * @param bestSingleQuality mean satisfaction of the best single model on this stream, 0..1
 */
record CellResult(
    Cell cell,
    TrueOutcomes truth,
    boolean feasible,
    double lpCostUsd,
    double bestSingleCostUsd,
    double bestSingleQuality,
    Times times) {

  /** Whether it ended at most a point below its target. */
  boolean withinOnePoint() {
    return Floor.withinOnePoint(truth.satisfaction(), cell.target());
  }

  /**
   * What a run took, in nanoseconds: nothing of it is the same twice.
   *
   * @param cpu processor time of the replay
   * @param wall time on the clock of the replay
   * @param decision the median decision, from request to answer
   */
  record Times(long cpu, long wall, long decision) {}

  static CellResult of(Cell cell, TrueOutcomes truth, ReplayStream stream, Times times) {
    HindsightReferences references = stream.references();
    double lpCostUsd = 0;
    for (Promised part : truth.parts()) {
      double share = (double) part.requests() / truth.requests;
      lpCostUsd += share * references.lp(part.target()).costUsd();
    }
    return new CellResult(
        cell,
        truth,
        references.lp(cell.path().highest()).feasible(),
        lpCostUsd,
        references.bestSingleCostUsd(),
        references.bestSingleQuality(),
        times);
  }

  /** Whether the floor was kept; of a target that changes, each time. */
  boolean floorMet() {
    return truth.parts().stream().allMatch(part -> part.met(truth.labelShare()));
  }
}
