package dev.surety.lab.evaluate;

import dev.surety.output.terminal.Figures;
import dev.surety.output.terminal.TextTable;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** The results as tables for a terminal. */
final class ResultsText {

  private static final int NAMED_MODELS = 2;

  private ResultsText() {}

  static List<String> of(Evaluation evaluation) {
    List<String[]> groups = new ArrayList<>();
    groups.add(
        new String[] {
          "policy",
          "target",
          "feedback",
          "satisfaction",
          "floors",
          "1 pt",
          "until floor",
          "cost USD",
          "/ LP",
          "/ best",
          "deficit",
          "explored",
          "models"
        });
    evaluation.groups().forEach(group -> groups.add(row(evaluation, group)));

    List<String[]> summary = new ArrayList<>();
    boolean judged = evaluation.plan().judge() != null;
    summary.add(
        summaryRow(
            BoughtColumns.titles(judged),
            "policy",
            "cells",
            "feasible",
            "floors met",
            "within 1 pt",
            "means met",
            "cost / LP",
            "cost / best",
            "worst shortfall"));
    for (PolicySummary policy : evaluation.summary()) {
      summary.add(
          summaryRow(
              BoughtColumns.of(judged, policy.boughtShare(), policy.judgeToLp()),
              policy.policy().title(),
              Integer.toString(policy.cells()),
              Integer.toString(policy.feasibleCells()),
              Integer.toString(policy.floorsMet()),
              Integer.toString(policy.withinOnePoint()),
              policy.groupMeansMet() + " of " + policy.groups(),
              Figures.fixed(policy.costToLp(), 3),
              Figures.fixed(policy.costToBestSingle(), 3),
              policy.worstPoints()));
    }
    List<String> lines = new ArrayList<>(table(groups));
    lines.add("");
    lines.addAll(table(summary));
    if (judged) {
      lines.add(
          "Judge: " + BoughtColumns.text(evaluation.plan().judge()) + '.' + BoughtColumns.NOTE);
    }
    return lines;
  }

  /** What is known of labels stands before the last column, which holds words. */
  private static String[] summaryRow(List<String> bought, String... figures) {
    List<String> row = new ArrayList<>(List.of(figures));
    row.addAll(row.size() - 1, bought);
    return row.toArray(String[]::new);
  }

  /** How fast floors recovered from a change of domain. */
  static List<String> recoveries(Evaluation evaluation) {
    List<String[]> rows = new ArrayList<>();
    rows.add(new String[] {"policy", "target", "feedback", "requests to recover, by seed"});
    for (GroupResult group : evaluation.groups()) {
      Cell cell = group.common();
      rows.add(
          new String[] {
            cell.policy().label(),
            cell.path().label(),
            cell.feedback().label(),
            group.cells().stream()
                .map(c -> c.truth().recovery.slowest())
                .map(slowest -> slowest < 0 ? "not recovered" : Figures.count(slowest))
                .reduce((a, b) -> a + ", " + b)
                .orElseThrow()
          });
    }
    List<String> lines = new ArrayList<>(table(rows));
    lines.add(
        ("To recover: from a change of domain until the last %s requests are back at the target -"
                + " %s; 0 while all requests so far keep the target.")
            .formatted(
                Figures.count(PromiseRecovery.TRAIL), Figures.plain(PromiseRecovery.ALLOWANCE)));
    return lines;
  }

  private static String[] row(Evaluation evaluation, GroupResult group) {
    Cell cell = group.common();
    return new String[] {
      cell.policy().title(),
      cell.path().label(),
      cell.feedback().label(),
      Figures.fixed(group.satisfaction(), 4),
      floors(group),
      withinOnePoint(group),
      untilFloor(group),
      Figures.usd(group.mean(c -> c.truth().allInUsd())),
      Figures.fixed(group.mean(c -> c.truth().allInUsd() / c.lpCostUsd()), 3),
      Figures.fixed(group.mean(c -> c.truth().allInUsd() / c.bestSingleCostUsd()), 3),
      Figures.fixed(group.mean(c -> c.truth().worstDeficit), 1),
      Figures.percent(group.mean(c -> (double) c.truth().explored / c.truth().requests)),
      models(evaluation, group)
    };
  }

  /** A lower bound where some seeds never got there, a dash where none did. */
  private static String untilFloor(GroupResult group) {
    if (group.floorsReached() == 0) {
      return "-";
    }
    String requests = Figures.count(Math.round(group.requestsUntilFloor()));
    return group.floorsReached() < group.cells().size() ? ">" + requests : requests;
  }

  /** How many seeds kept the floor; a missed one must not be overlooked. */
  static String floors(GroupResult group) {
    if (!group.feasible()) {
      return "infeasible";
    }
    String met = group.floorsMet() + "/" + group.cells().size();
    boolean all = group.floorsMet() == group.cells().size();
    return all ? group.meanMet() ? met : met + " mean low" : met + " MISSED";
  }

  /** How many seeds ended at most a point below the target, whatever noise there was. */
  static String withinOnePoint(GroupResult group) {
    return group.feasible() ? group.withinOnePoint() + "/" + group.cells().size() : "-";
  }

  /** The models used most, over all seeds. */
  static String models(Evaluation evaluation, GroupResult group) {
    int models = evaluation.plan().data().pool().size();
    return IntStream.range(0, models)
        .boxed()
        .sorted((a, b) -> Double.compare(share(group, b), share(group, a)))
        .filter(m -> share(group, m) >= 0.005)
        .limit(NAMED_MODELS)
        .map(
            m ->
                evaluation.plan().data().pool().get(m).name()
                    + " "
                    + Figures.fixed(100 * share(group, m), 0)
                    + "%")
        .reduce((a, b) -> a + ", " + b)
        .orElse("-");
  }

  private static double share(GroupResult group, int model) {
    return group.mean(c -> (double) c.truth().answers[model] / c.truth().requests);
  }

  /** The first row are the titles; the first column and the last hold words, the others figures. */
  static List<String> table(List<String[]> rows) {
    return TextTable.of(1, rows).wordsFrom(rows.get(0).length - 1).lines();
  }
}
