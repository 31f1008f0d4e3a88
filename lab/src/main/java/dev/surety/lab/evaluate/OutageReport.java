package dev.surety.lab.evaluate;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.surety.lab.evaluate.OutagePlan.Knowledge;
import dev.surety.output.terminal.Figures;
import dev.surety.output.terminal.TextTable;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** What {@code surety evaluate --outage} says, on the terminal and in a file. */
final class OutageReport {

  private static final ObjectMapper JSON = new ObjectMapper();

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
    List<String[]> rows = new ArrayList<>();
    rows.add(
        new String[] {
          "policy",
          "feedback",
          "seed",
          "knows",
          "failed first",
          "failed",
          "unanswered",
          "back",
          "satisfied",
          "cost $",
          "to oracle",
          "within 1 pt",
          "worst"
        });
    results.forEach(result -> rows.add(row(result)));
    TextTable.of(4, rows).lines().forEach(text::println);
    text.println(NOTE);
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

  private String[] row(OutageResult result) {
    return new String[] {
      result.key().policy().label(),
      result.key().feedback().label(),
      Long.toString(result.key().seed()),
      result.knowledge().word(),
      Figures.count(result.failedFirst()),
      Figures.count(result.failed()),
      Figures.count(result.unanswered()),
      result.backAfterMillis() < 0 ? "-" : result.backAfterMillis() / 1000 + " s",
      Figures.percent(result.satisfaction()),
      Figures.usd(result.costUsd()),
      Figures.fixed(result.costUsd() / oracle(result).costUsd(), 3),
      result.withinOnePoint() + " of " + result.promises(),
      Figures.fixed(100 * result.worst(), 1)
    };
  }

  private OutageResult oracle(OutageResult other) {
    return results.stream()
        .filter(r -> r.key().equals(other.key()) && r.knowledge() == Knowledge.ORACLE)
        .findFirst()
        .orElseThrow();
  }

  void write(Path out, PrintWriter text) throws IOException {
    ObjectNode json = JSON.createObjectNode();
    json.put("model", plan.base().data().pool().get(plan.outage().model()).name());
    json.put("start_minute", plan.outage().windows().get(0).startMinute());
    json.put("minutes", plan.outage().downMinutes());
    json.put("days", plan.outage().days());
    json.put("outages", plan.outage().windows().size());
    json.put("tenants", plan.tenants());
    json.put("requests_a_tenant", plan.base().horizon());
    var rows = json.putArray("results");
    for (OutageResult result : results) {
      ObjectNode row = rows.addObject();
      row.put("policy", result.key().policy().label());
      row.put("feedback", result.key().feedback().label());
      row.put("seed", result.key().seed());
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
    Path file = out.resolve("outage.json");
    Files.writeString(file, JSON.writerWithDefaultPrettyPrinter().writeValueAsString(json) + "\n");
    text.println("written: " + file);
    text.flush();
  }
}
