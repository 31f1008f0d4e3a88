package dev.surety.lab.evaluate;

import dev.surety.output.terminal.Figures;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * A policy over all its cells. Floors, groups, shortfall and cost ratios are of the feasible cells.
 *
 * @param floorsMet feasible cells whose floor was kept
 * @param withinOnePoint feasible cells at most a point below their target
 * @param groups targets and feedback settings that are feasible on every seed
 * @param groupMeansMet groups whose mean over seeds is near enough to the target
 * @param costToLp geometric mean of cost over the hindsight mixture's, or NaN without a cell
 * @param costToBestSingle geometric mean of cost over the best single model's, or NaN
 * @param boughtShare share of the answers whose label was bought, mean over cells
 * @param judgeToLp what labels have cost over the hindsight mixture's cost, mean over cells; part
 *     of {@code costToLp}
 * @param worstShortfall largest {@code target - satisfaction}, at least 0, or NaN without a cell
 */
record PolicySummary(
    PolicyChoice policy,
    int cells,
    int feasibleCells,
    int floorsMet,
    int withinOnePoint,
    int groups,
    int groupMeansMet,
    double costToLp,
    double costToBestSingle,
    double boughtShare,
    double judgeToLp,
    double worstShortfall) {

  static PolicySummary of(PolicyChoice policy, List<GroupResult> all) {
    List<GroupResult> own = all.stream().filter(g -> g.common().policy().equals(policy)).toList();
    List<GroupResult> feasibleGroups = own.stream().filter(GroupResult::feasible).toList();
    List<CellResult> cells = own.stream().flatMap(g -> g.cells().stream()).toList();
    List<CellResult> feasible = cells.stream().filter(CellResult::feasible).toList();
    return new PolicySummary(
        policy,
        cells.size(),
        feasible.size(),
        (int) feasible.stream().filter(CellResult::floorMet).count(),
        (int) feasible.stream().filter(CellResult::withinOnePoint).count(),
        feasibleGroups.size(),
        (int) feasibleGroups.stream().filter(GroupResult::meanMet).count(),
        geometricMean(feasible, c -> c.truth().allInUsd() / c.lpCostUsd()),
        geometricMean(feasible, c -> c.truth().allInUsd() / c.bestSingleCostUsd()),
        mean(feasible, c -> c.truth().boughtShare()),
        mean(feasible, c -> c.truth().judgeUsd / c.lpCostUsd()),
        feasible.stream()
            .mapToDouble(c -> Math.max(0, c.cell().target() - c.truth().satisfaction()))
            .max()
            .orElse(Double.NaN));
  }

  boolean keepsEveryFloor() {
    return floorsMet == feasibleCells && groupMeansMet == groups;
  }

  /** The worst shortfall in points, for people. */
  String worstPoints() {
    return feasibleCells == 0 ? "-" : Figures.fixed(100 * worstShortfall, 2) + " points";
  }

  private static double mean(List<CellResult> cells, ToDoubleFunction<CellResult> figure) {
    return cells.stream().mapToDouble(figure).average().orElse(Double.NaN);
  }

  private static double geometricMean(List<CellResult> cells, ToDoubleFunction<CellResult> ratio) {
    double meanLog =
        cells.stream()
            .mapToDouble(ratio)
            .filter(r -> r > 0 && Double.isFinite(r))
            .map(StrictMath::log)
            .average()
            .orElse(Double.NaN);
    return StrictMath.exp(meanLog);
  }
}
