package dev.surety.lab.evaluate;

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

  /** How many ended at most a point below their target. */
  long withinOnePoint() {
    return cells.stream().filter(CellResult::withinOnePoint).count();
  }

  /** Whether the mean over seeds is near enough; of one seed alone, whether its floor was kept. */
  boolean meanMet() {
    return cells.size() < 2
        ? floorsMet() == cells.size()
        : Floor.meanMet(satisfaction(), common().target());
  }

  /** Whether every floor was kept, and the mean over seeds. */
  boolean kept() {
    return floorsMet() == cells.size() && meanMet();
  }

  double satisfaction() {
    return mean(cell -> cell.truth().satisfaction());
  }

  /** Cells that got near their target and stayed there. */
  long floorsReached() {
    return cells.stream().filter(c -> c.truth().requestsUntilFloor().isPresent()).count();
  }

  /**
   * Mean of {@link TrueOutcomes#requestsUntilFloor}. Cells that never got there count with all
   * their requests, so that it is a lower bound where there are any.
   */
  double requestsUntilFloor() {
    return mean(c -> c.truth().requestsUntilFloor().orElse(c.truth().requests));
  }

  double mean(ToDoubleFunction<CellResult> figure) {
    return cells.stream().mapToDouble(figure).average().orElse(Double.NaN);
  }
}
