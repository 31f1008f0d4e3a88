package dev.surety.tools.evaluate;

import java.util.List;
import java.util.function.ToDoubleFunction;

/** The cells that differ by the seed alone. */
record GroupResult(List<CellResult> cells) {

  GroupResult {
    cells = List.copyOf(cells);
  }

  /** Policy, target and feedback, which all cells share; its seed is the first one. */
  Cell common() {
    return cells.get(0).cell();
  }

  /** Whether the target can be reached on every seed's stream. */
  boolean feasible() {
    return cells.stream().allMatch(CellResult::feasible);
  }

  long floorsMet() {
    return cells.stream().filter(CellResult::floorMet).count();
  }

  /** Whether the mean over seeds is near enough; one seed alone has no mean to speak of. */
  boolean meanMet() {
    return cells.size() < 2 || Floor.meanMet(satisfaction(), common().target());
  }

  double satisfaction() {
    return mean(cell -> cell.ledger().satisfaction());
  }

  double mean(ToDoubleFunction<CellResult> figure) {
    return cells.stream().mapToDouble(figure).average().orElse(Double.NaN);
  }
}
