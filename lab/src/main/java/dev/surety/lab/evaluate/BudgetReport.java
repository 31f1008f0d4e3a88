package dev.surety.lab.evaluate;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.surety.lab.evaluate.BudgetCells.Result;
import dev.surety.output.terminal.Figures;
import dev.surety.output.terminal.TextTable;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** What {@code surety evaluate --budget} says, on the terminal and in a file. */
final class BudgetReport {

  private static final ObjectMapper JSON = new ObjectMapper();

  private static final String NOTE =
      "free: the same run without a budget. best: the fixed mixture of models that satisfies most for"
          + " the budget, known in hindsight. to best: satisfied over that. spent: of the budget. days:"
          + " on which somebody was served, of "
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
    List<String[]> rows = new ArrayList<>();
    rows.add(
        new String[] {
          "policy",
          "feedback",
          "seed",
          "target",
          "free",
          "free $",
          "budget",
          "satisfied",
          "best",
          "to best",
          "spent",
          "days",
          "refused"
        });
    results.forEach(result -> rows.add(row(result)));
    TextTable.of(3, rows).lines().forEach(text::println);
    text.println(NOTE);
    text.println();
    double worst = results.stream().mapToDouble(Result::toBest).min().orElse(Double.NaN);
    double mean = results.stream().mapToDouble(Result::toBest).average().orElse(Double.NaN);
    text.printf(
        "to best %s on average, %s at least; %d of %d runs served every day%n",
        Figures.fixed(mean, 3),
        Figures.fixed(worst, 3),
        results.stream().filter(r -> r.days() == BudgetCells.DAYS).count(),
        results.size());
    text.flush();
  }

  private static String[] row(Result result) {
    return new String[] {
      result.cell().policy().label(),
      result.cell().feedback().label(),
      Long.toString(result.cell().seed()),
      Figures.percent(result.target()),
      Figures.percent(result.free()),
      Figures.plain(Math.round(result.freeUsd() * 1e6) / 1e6),
      Figures.percent(result.share()),
      Figures.percent(result.satisfaction()),
      Figures.percent(result.best()),
      Figures.fixed(result.toBest(), 3),
      Figures.percent(result.spent()),
      Integer.toString(result.days()),
      Figures.count(result.refused())
    };
  }

  void write(Path out, PrintWriter text) throws IOException {
    ObjectNode json = JSON.createObjectNode();
    json.put("requests", cells.plan().horizon());
    json.put("hard", cells.hard());
    var rows = json.putArray("results");
    for (Result result : results) {
      ObjectNode row = rows.addObject();
      row.put("policy", result.cell().policy().label());
      row.put("feedback", result.cell().feedback().label());
      row.put("seed", result.cell().seed());
      row.put("target", result.target());
      row.put("free_satisfaction", result.free());
      row.put("free_usd", result.freeUsd());
      row.put("share", result.share());
      row.put("budget_usd", result.budgetUsd());
      row.put("satisfaction", result.satisfaction());
      row.put("cost_usd", result.costUsd());
      row.put("best_satisfaction", result.best());
      row.put("days", result.days());
      row.put("refused", result.refused());
    }
    Path file = out.resolve("budget.json");
    Files.writeString(file, JSON.writerWithDefaultPrettyPrinter().writeValueAsString(json) + "\n");
    text.println("written: " + file);
    text.flush();
  }
}
