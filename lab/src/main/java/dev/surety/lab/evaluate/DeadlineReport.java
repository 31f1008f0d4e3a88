package dev.surety.lab.evaluate;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.surety.lab.evaluate.DeadlineCells.Reach;
import dev.surety.lab.evaluate.DeadlineCells.Result;
import dev.surety.output.terminal.Figures;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** What {@code surety evaluate --deadline} says, on the terminal and in a file. */
final class DeadlineReport {

  private static final String NOTE =
      "can be kept: by a fixed mixture that hindsight finds on the same requests and times, with a"
          + " point to spare of either promise; edge: within a point of that, either way. kept: at"
          + " most a point short of either. to LP: cost over that of the cheapest such mixture."
          + " said infeasible: by the standing at the end.";

  private final DeadlineCells cells;
  private final List<Result> results;

  DeadlineReport(DeadlineCells cells, List<Result> results) {
    this.cells = cells;
    this.results = List.copyOf(results);
  }

  void print(PrintWriter text) {
    text.printf(
        "%s: %d models, %s requests a run; times: %s%n%n",
        cells.plan().data().origin(),
        cells.plan().data().pool().size(),
        Figures.count(cells.plan().horizon()),
        times());
    table().print(results, NOTE, text);
    text.println();
    for (PolicyChoice policy : cells.plan().policies()) {
      for (FeedbackSetting feedback : cells.plan().feedback()) {
        summary(policy, feedback).forEach(text::println);
      }
    }
    text.flush();
  }

  private String times() {
    AnswerLatency latency = cells.latency();
    if (latency.recorded()) {
      return "as recorded";
    }
    List<String> models = new ArrayList<>();
    for (int m = 0; m < latency.medianMillis().length; m++) {
      models.add(
          "%s %s ms/%s"
              .formatted(
                  cells.plan().data().pool().get(m).name(),
                  Figures.plain(latency.medianMillis()[m]),
                  Figures.plain(latency.sigma()[m])));
    }
    return String.join(", ", models);
  }

  private static RunTable<Result> table() {
    return new RunTable<Result>(result -> result.cell().key())
        .figure("within", result -> result.deadline().millis() + " ms")
        .figure("promised", result -> Figures.percent(result.deadline().share()))
        .figure("target", result -> Figures.percent(result.target()))
        .figure("can be kept", result -> result.reach().word())
        .figure("satisfied", result -> Figures.percent(result.satisfaction()))
        .figure("in time", result -> Figures.percent(result.inTime()))
        .figure("kept", result -> result.isKept() ? "yes" : "no")
        .figure(
            "to LP", result -> Double.isNaN(result.toLp()) ? "-" : Figures.fixed(result.toLp(), 3))
        .figure("said infeasible", result -> result.standing().infeasible() ? "yes" : "no");
  }

  private List<String> summary(PolicyChoice policy, FeedbackSetting feedback) {
    List<Result> own =
        results.stream()
            .filter(r -> r.cell().policy().equals(policy) && r.cell().feedback().equals(feedback))
            .toList();
    List<Result> feasible = own.stream().filter(r -> r.reach() == Reach.FEASIBLE).toList();
    List<Result> infeasible = own.stream().filter(r -> r.reach() == Reach.INFEASIBLE).toList();
    double worst = feasible.stream().mapToDouble(Result::toLp).max().orElse(Double.NaN);
    double mean = feasible.stream().mapToDouble(Result::toLp).average().orElse(Double.NaN);
    return List.of(
        "%s, feedback %s: both promises kept in %d of %d cells that can keep them, said infeasible in %d of them; cost to the LP %s on average, %s at most"
            .formatted(
                policy.label(),
                feedback.label(),
                feasible.stream().filter(Result::isKept).count(),
                feasible.size(),
                feasible.stream().filter(r -> r.standing().infeasible()).count(),
                Figures.fixed(mean, 3),
                Figures.fixed(worst, 3)),
        "  recognised %d of %d cells that can't; on the edge are %d"
            .formatted(
                infeasible.stream().filter(r -> r.standing().infeasible()).count(),
                infeasible.size(),
                own.size() - feasible.size() - infeasible.size()));
  }

  void write(Path out, PrintWriter text) throws IOException {
    ObjectNode json = RunTable.json();
    json.put("requests", cells.plan().horizon());
    json.put("times", times());
    table().write(out.resolve("deadline.json"), json, results, DeadlineReport::fields, text);
  }

  private static void fields(Result result, ObjectNode row) {
    row.put("total_ms", result.deadline().millis());
    row.put("share", result.deadline().share());
    row.put("target", result.target());
    row.put("can_be_kept", result.reach().word());
    row.put("satisfaction", result.satisfaction());
    row.put("in_time", result.inTime());
    row.put("kept", result.isKept());
    row.put("cost_usd", result.costUsd());
    if (!Double.isNaN(result.lpUsd())) {
      row.put("lp_usd", result.lpUsd());
      row.put("cost_to_lp", result.toLp());
    }
    row.put("said_infeasible", result.standing().infeasible());
  }
}
