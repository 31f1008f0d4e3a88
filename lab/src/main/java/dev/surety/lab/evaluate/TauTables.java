package dev.surety.lab.evaluate;

import dev.surety.output.terminal.Figures;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/**
 * How policies follow their target, from level to level and through changes within a run, as rows
 * of text: the first one is the head. A table about nothing has no row.
 */
final class TauTables {

  static final String LEVELS_NOTE =
      """
      Over all targets, means over seeds. tau-mu: correlation of the target and proteus's mean mu,
      the online correction included. At tau: satisfaction at or above the target, nothing allowed
      for noise. Within: at most so many points off, above or below. Cost range: at the highest
      target over at the lowest. At 95 %: cost over the best single model's where satisfaction is
      95 % of its.""";

  static final String CHANGES_NOTE =
      """
      Floors: parts of the runs, one for each version of the SLA, that kept their floor taken alone.
      Time: of the means over the last twentieth of the run. Overshoot: mean of satisfaction less
      target, points.""";

  private TauTables() {}

  /** A policy and feedback setting a row. */
  static List<String[]> levels(Evaluation evaluation) {
    List<String[]> rows = new ArrayList<>();
    for (TauMeasures measures : TauMeasures.of(evaluation)) {
      rows.add(
          new String[] {
            measures.policy().title(),
            measures.feedback().label(),
            measures.floorsKept() + " of " + measures.feasible(),
            Figures.fixed(measures.correlation(), 3),
            Figures.percent(measures.compliance()),
            Figures.percent(measures.within2()),
            Figures.percent(measures.within5()),
            Figures.fixed(measures.costRange(), 1) + "x",
            measures.costRises() ? "yes" : "no",
            Figures.percent(measures.costAt95())
          });
    }
    return headed(
        rows,
        "policy",
        "feedback",
        "floors kept",
        "tau-mu",
        "at tau",
        "within 2",
        "within 5",
        "cost range",
        "rises",
        "at 95 %");
  }

  /** A run that changes a row: mean over seeds. */
  static List<String[]> changes(Evaluation evaluation) {
    List<String[]> rows = new ArrayList<>();
    for (GroupResult group : evaluation.groups()) {
      if (group.common().path().changes()) {
        rows.add(change(group));
      }
    }
    return headed(
        rows,
        "policy",
        "target",
        "feedback",
        "floors",
        "time at target",
        "within 2 points below",
        "overshoot",
        "satisfaction less target, by part");
  }

  private static String[] change(GroupResult group) {
    Cell cell = group.common();
    int seeds = group.cells().size();
    int parts = cell.path().parts();
    double[] off = new double[parts];
    long kept = 0;
    for (CellResult result : group.cells()) {
      List<Promised> promised = result.truth().parts();
      for (int p = 0; p < parts; p++) {
        Promised part = promised.get(p);
        off[p] += 100 * (part.satisfaction() - part.target()) / seeds;
        kept += part.met(result.truth().labelShare()) ? 1 : 0;
      }
    }
    return new String[] {
      cell.policy().title(),
      cell.path().label(),
      cell.feedback().label(),
      group.feasible() ? kept + " of " + parts * seeds : "infeasible",
      Figures.percent(group.mean(c -> Rolling.of(c.truth().curve).timeAt(0))),
      Figures.percent(group.mean(c -> Rolling.of(c.truth().curve).timeAt(Rolling.NEAR))),
      Figures.fixed(100 * group.mean(c -> Rolling.of(c.truth().curve).overshoot()), 2),
      Arrays.stream(off)
          .mapToObj(points -> (points > 0 ? "+" : "") + Figures.fixed(points, 1))
          .collect(Collectors.joining(" "))
    };
  }

  private static List<String[]> headed(List<String[]> rows, String... head) {
    if (!rows.isEmpty()) {
      rows.add(0, head);
    }
    return rows;
  }
}
