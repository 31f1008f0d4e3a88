package dev.surety.tools.evaluate;

import dev.surety.tools.reference.LpReference;

/**
 * What came of a cell.
 *
 * @param feasible whether any fixed mixture reaches the target on this stream
 * @param lpCostUsd of the cheapest mixture that does; of the best that can be done if none does
 * @param cpuNanos processor time of the replay
 * @param wallNanos time on the clock of the replay
 */
record CellResult(
    Cell cell,
    Ledger ledger,
    boolean feasible,
    double lpCostUsd,
    double bestSingleCostUsd,
    long cpuNanos,
    long wallNanos) {

  static CellResult of(
      Cell cell, Ledger ledger, ReplayStream stream, long cpuNanos, long wallNanos) {
    LpReference lp = stream.references().lp(cell.target());
    return new CellResult(
        cell,
        ledger,
        lp.feasible(),
        lp.costUsd(),
        stream.references().bestSingleCostUsd(),
        cpuNanos,
        wallNanos);
  }

  boolean floorMet() {
    return Floor.met(ledger.satisfaction(), cell.target(), ledger.labelShare(), ledger.requests);
  }
}
