package dev.surety.lab.evaluate;

import dev.surety.output.terminal.Figures;
import dev.surety.output.terminal.TextTable;
import java.util.ArrayList;
import java.util.List;

/** What limits and requirements cost: the same promises kept with them and without. */
record LimitsCost(Evaluation with, Evaluation without) {

  private static final String NOTE =
      "With: only models that the promise allows and that can do what a request requires. Without:"
          + " the same requests and promises, and all models. Infeasible: no mixture of the models"
          + " that are left reaches the target.";

  List<String> lines() {
    List<String[]> rows = new ArrayList<>();
    rows.add(
        new String[] {
          "policy",
          "target",
          "feedback",
          "satisfied",
          "$ a 1,000",
          "without: satisfied",
          "$ a 1,000",
          "costs more",
          ""
        });
    for (int i = 0; i < with.groups().size(); i++) {
      rows.add(row(with.groups().get(i), without.groups().get(i)));
    }
    List<String> lines = new ArrayList<>(TextTable.of(3, rows).lines());
    lines.add(NOTE);
    return lines;
  }

  private static String[] row(GroupResult limited, GroupResult free) {
    double more = usd(limited) / usd(free) - 1;
    return new String[] {
      limited.common().policy().label(),
      limited.common().path().label(),
      limited.common().feedback().label(),
      Figures.percent(limited.satisfaction()),
      Figures.usd(1000 * usd(limited)),
      Figures.percent(free.satisfaction()),
      Figures.usd(1000 * usd(free)),
      Figures.percent(more),
      limited.feasible() ? "" : "infeasible"
    };
  }

  /** A request. */
  private static double usd(GroupResult group) {
    return group.mean(cell -> cell.truth().allInUsd() / cell.truth().requests);
  }
}
