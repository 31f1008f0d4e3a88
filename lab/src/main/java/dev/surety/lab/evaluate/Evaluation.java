package dev.surety.lab.evaluate;

import java.util.List;
import java.util.stream.IntStream;

/**
 * What an evaluation found, in the order of its plan: independent of how many threads worked.
 *
 * @param groups all cells, by what they share besides the seed
 */
record Evaluation(EvaluationPlan plan, List<GroupResult> groups) {

  Evaluation {
    groups = List.copyOf(groups);
  }

  static Evaluation of(EvaluationPlan plan, List<CellResult> cells) {
    int seeds = plan.seeds().size();
    List<GroupResult> groups =
        IntStream.range(0, cells.size() / seeds)
            .mapToObj(g -> new GroupResult(cells.subList(g * seeds, (g + 1) * seeds)))
            .toList();
    return new Evaluation(plan, groups);
  }

  List<CellResult> cells() {
    return groups.stream().flatMap(group -> group.cells().stream()).toList();
  }

  List<PolicySummary> summary() {
    return plan.policies().stream().map(policy -> PolicySummary.of(policy, groups)).toList();
  }
}
