package dev.surety.lab.evaluate;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.surety.lab.evaluate.BudgetCells.Result;
import dev.surety.output.terminal.Figures;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.function.ToDoubleFunction;

/** What {@code surety evaluate --budget} says, on the terminal and in a file. */
final class BudgetReport {

  private static final String NOTE =
      "free: the same run without a budget. best: the fixed mixture of models that satisfies most for"
          + " the budget, known in hindsight. known: of the mixture that is best by all rows, chosen"
          + " without knowing which come. to best: satisfied over best. late: the second half over"
          + " best. to owed: over the target, or over best where that is less. spent: of the budget."
          + " days: on which somebody was served, of "
          + BudgetCells.DAYS
          + ".";

  private final BudgetCells cells;
  private final List<Result> results;

  BudgetReport(BudgetCells cells, List<Result> results) {
    this.cells = cells;
    this.results = List.copyOf(results);
  }

  void print(PrintWriter text) {
    text.printf(
        "%s: %d models, %s requests in a month, a %s budget%n%n",
        cells.plan().data().origin(),
        cells.plan().data().pool().size(),
        Figures.count(cells.plan().horizon()),
        cells.hard() ? "hard" : "soft");
    table().print(results, NOTE, text);
    text.println();
    say("to best", Result::toBest, text);
    say("to owed", Result::toOwed, text);
    text.printf(
        "%d of %d runs served every day%n",
        results.stream().filter(r -> r.days() == BudgetCells.DAYS).count(), results.size());
    text.flush();
  }

  private void say(String what, ToDoubleFunction<Result> figure, PrintWriter text) {
    double worst = results.stream().mapToDouble(figure).min().orElse(Double.NaN);
    double mean = results.stream().mapToDouble(figure).average().orElse(Double.NaN);
    text.printf(
        "%s %s on average, %s at least%n", what, Figures.fixed(mean, 3), Figures.fixed(worst, 3));
  }

  private static RunTable<Result> table() {
    return new RunTable<Result>(result -> result.cell().key())
        .figure("target", result -> Figures.percent(result.target()))
        .figure("free", result -> Figures.percent(result.free()))
        .figure("free $", result -> Figures.plain(Math.round(result.freeUsd() * 1e6) / 1e6))
        .figure("budget", result -> Figures.percent(result.share()))
        .figure("satisfied", result -> Figures.percent(result.satisfaction()))
        .figure("best", result -> Figures.percent(result.best()))
        .figure("known", result -> Figures.percent(result.known()))
        .figure("to best", result -> Figures.fixed(result.toBest(), 3))
        .figure("late", result -> Figures.fixed(result.lateToBest(), 3))
        .figure("to owed", result -> Figures.fixed(result.toOwed(), 3))
        .figure("spent", result -> Figures.percent(result.spent()))
        .figure("days", result -> Integer.toString(result.days()))
        .figure("refused", result -> Figures.count(result.refused()));
  }

  void write(Path out, PrintWriter text) throws IOException {
    ObjectNode json = RunTable.json();
    json.put("requests", cells.plan().horizon());
    json.put("hard", cells.hard());
    table().write(out.resolve("budget.json"), json, results, BudgetReport::fields, text);
  }

  private static void fields(Result result, ObjectNode row) {
    row.put("target", result.target());
    row.put("free_satisfaction", result.free());
    row.put("free_usd", result.freeUsd());
    row.put("share", result.share());
    row.put("budget_usd", result.budgetUsd());
    row.put("satisfaction", result.satisfaction());
    row.put("cost_usd", result.costUsd());
    row.put("best_satisfaction", result.best());
    row.put("known_satisfaction", result.known());
    row.put("late_satisfaction", result.late());
    row.put("to_owed", result.toOwed());
    row.put("days", result.days());
    row.put("refused", result.refused());
  }
}
