package dev.surety.lab.evaluate;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.surety.lab.evaluate.OutagePlan.Knowledge;
import dev.surety.output.terminal.Figures;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/** What {@code surety evaluate --outage} says, on the terminal and in a file. */
final class OutageReport {

  private static final String NOTE =
      "oracle: whoever decides knows of the outage from its first second to its last. shared: HEALTH,"
          + " as the job has it. own: each tenant's own errors alone. A failed attempt is answered by"
          + " a fallback of the decision; back is from the end of the outage until all may use the"
          + " model.";

  private final FleetPlan plan;
  private final List<OutageResult> results;

  OutageReport(FleetPlan plan, List<OutageResult> results) {
    this.plan = plan;
    this.results = List.copyOf(results);
  }

  void print(PrintWriter text) {
    OutagePlan outage = plan.outage();
    text.printf(
        "%s: %d tenants, %s requests each in %s; %s is down %s%n%n",
        plan.base().data().origin(),
        plan.tenants(),
        Figures.count(plan.base().horizon()),
        outage.days() == 1 ? "a day" : outage.days() + " days",
        plan.base().data().pool().get(outage.model()).name(),
        windows(outage));
    table().print(results, NOTE, text);
    text.flush();
  }

  private static String windows(OutagePlan outage) {
    if (outage.windows().size() == 1) {
      OutagePlan.Window once = outage.windows().get(0);
      return "from minute %d for %d minutes".formatted(once.startMinute(), once.minutes());
    }
    return "%d times, for %s minutes, %s in all"
        .formatted(
            outage.windows().size(),
            outage.windows().stream()
                .map(w -> Integer.toString(w.minutes()))
                .collect(Collectors.joining(", ")),
            Figures.count(outage.downMinutes()));
  }

  private RunTable<OutageResult> table() {
    return new RunTable<OutageResult>(result -> result.key())
        .words("knows", result -> result.knowledge().word())
        .figure("failed first", result -> Figures.count(result.failedFirst()))
        .figure("failed", result -> Figures.count(result.failed()))
        .figure("unanswered", result -> Figures.count(result.unanswered()))
        .figure(
            "back",
            result -> result.backAfterMillis() < 0 ? "-" : result.backAfterMillis() / 1000 + " s")
        .figure("satisfied", result -> Figures.percent(result.satisfaction()))
        .figure("cost $", result -> Figures.usd(result.costUsd()))
        .figure(
            "to oracle", result -> Figures.fixed(result.costUsd() / oracle(result).costUsd(), 3))
        .figure("within 1 pt", result -> result.withinOnePoint() + " of " + result.promises())
        .figure("worst", result -> Figures.fixed(100 * result.worst(), 1));
  }

  private OutageResult oracle(OutageResult other) {
    return results.stream()
        .filter(r -> r.key().equals(other.key()) && r.knowledge() == Knowledge.ORACLE)
        .findFirst()
        .orElseThrow();
  }

  void write(Path out, PrintWriter text) throws IOException {
    ObjectNode json = RunTable.json();
    json.put("model", plan.base().data().pool().get(plan.outage().model()).name());
    json.put("start_minute", plan.outage().windows().get(0).startMinute());
    json.put("minutes", plan.outage().downMinutes());
    json.put("days", plan.outage().days());
    json.put("outages", plan.outage().windows().size());
    json.put("tenants", plan.tenants());
    json.put("requests_a_tenant", plan.base().horizon());
    table().write(out.resolve("outage.json"), json, results, this::fields, text);
  }

  private void fields(OutageResult result, ObjectNode row) {
    row.put("knows", result.knowledge().word());
    row.put("failed_first", result.failedFirst());
    row.put("failed", result.failed());
    row.put("unanswered", result.unanswered());
    if (result.backAfterMillis() >= 0) {
      row.put("back_after_seconds", result.backAfterMillis() / 1000.0);
    }
    row.put("satisfaction", result.satisfaction());
    row.put("cost_usd", result.costUsd());
    row.put("cost_to_oracle", result.costUsd() / oracle(result).costUsd());
    row.put("promises", result.promises());
    row.put("within_one_point", result.withinOnePoint());
    row.put("worst", result.worst());
  }
}
