package dev.surety.lab.evaluate;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.surety.lab.baseline.Baseline;
import dev.surety.output.terminal.Figures;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * The tables of docs/results.md from {@code results.json} files: how many floors each policy kept
 * at which cost, and every promise that one did not keep which learns as it goes. They stand
 * between two marks; what people wrote around them stays.
 */
final class ResultsPage {

  static final String BEGIN = "<!-- figures: written by ./surety results -->";
  static final String END = "<!-- end of figures -->";

  private final StringBuilder text = new StringBuilder();
  private final StringBuilder missed = new StringBuilder();

  private ResultsPage() {}

  /**
   * @throws IllegalArgumentException if the page doesn't have the two marks
   * @throws IOException if a file can't be read or the page not written
   */
  static void write(Path page, List<Path> results) throws IOException {
    String old = Files.exists(page) ? Files.readString(page) : BEGIN + "\n" + END + "\n";
    int begin = old.indexOf(BEGIN);
    int end = old.indexOf(END);
    if (begin < 0 || end < begin) {
      throw new IllegalArgumentException(
          "--page: " + page + " must have the lines " + BEGIN + " and " + END);
    }
    List<JsonNode> runs = new ArrayList<>();
    for (Path result : results) {
      runs.add(new ObjectMapper().readTree(result.toFile()));
    }
    String figures = figures(runs);
    Files.writeString(
        page, old.substring(0, begin) + BEGIN + "\n\n" + figures + "\n" + old.substring(end));
  }

  /** Tables of all runs, then the promises that were not kept. */
  static String figures(List<JsonNode> runs) {
    ResultsPage page = new ResultsPage();
    page.text.append("### All sets together\n\n");
    page.entries(runs);
    runs.forEach(page::table);
    page.text.append("### Promises not kept\n\nBy those that learn as they go.\n\n");
    page.text.append(page.missed.isEmpty() ? "None.\n" : page.head() + page.missed);
    return page.text.toString();
  }

  private String head() {
    return "| set | policy | feedback | target | satisfaction, mean | floors kept |\n"
        + "| --- | --- | --- | --- | --- | --- |\n";
  }

  private void table(JsonNode run) {
    JsonNode settings = run.get("settings");
    boolean tagged = settings.get("tag").asText().equals("domain");
    String set = settings.get("data").asText().replaceAll("\\.jsonl.*", "");
    String name = set + (tagged ? ", tag" : ", no tag");
    text.append(
        "### %s\n\n%d models, %s rows, %s requests a run, %d seeds.\n\n"
            .formatted(
                name,
                settings.get("models").size(),
                Figures.count(settings.get("rows").asLong()),
                Figures.count(settings.get("horizon").asLong()),
                settings.get("seeds").size()));
    entries(List.of(run));
    for (JsonNode group : run.get("groups")) {
      miss(name, group);
    }
  }

  /** A row a policy, a column a way of users to speak. */
  private void entries(List<JsonNode> runs) {
    Set<String> rates = new LinkedHashSet<>();
    Set<String> policies = new LinkedHashSet<>();
    for (JsonNode run : runs) {
      for (JsonNode cell : run.get("cells")) {
        rates.add(rate(cell));
        policies.add(cell.get("policy").asText());
      }
    }
    text.append("| policy |");
    rates.forEach(rate -> text.append(" feedback ").append(rate).append(" |"));
    text.append("\n| --- |").append(" --- |".repeat(rates.size())).append('\n');
    for (String policy : policies) {
      text.append("| ").append(policy).append(" |");
      rates.forEach(rate -> text.append(' ').append(entry(runs, policy, rate)).append(" |"));
      text.append('\n');
    }
    text.append('\n');
  }

  /** As {@link FeedbackSetting#label} has it, where users speak as the SLA says. */
  private static String rate(JsonNode cell) {
    double satisfied = cell.get("satisfied_rate").asDouble();
    double dissatisfied = cell.get("dissatisfied_rate").asDouble();
    return new FeedbackSetting(satisfied, dissatisfied, satisfied, dissatisfied).label();
  }

  /** {@code floors kept, within a point, of feasible cells; worst, points; cost / LP; / best}. */
  private static String entry(List<JsonNode> runs, String policy, String rate) {
    int feasible = 0;
    int met = 0;
    int within = 0;
    double worst = Double.POSITIVE_INFINITY;
    double logToLp = 0;
    double logToBest = 0;
    List<JsonNode> cells = new ArrayList<>();
    runs.forEach(run -> run.get("cells").forEach(cells::add));
    for (JsonNode cell : cells) {
      if (!cell.get("policy").asText().equals(policy)
          || !rate(cell).equals(rate)
          || !cell.get("feasible").asBoolean()) {
        continue;
      }
      feasible++;
      met += cell.get("floor_met").asBoolean() ? 1 : 0;
      within += cell.get("within_1_point").asBoolean() ? 1 : 0;
      worst = Math.min(worst, cell.get("satisfaction").asDouble() - cell.get("target").asDouble());
      logToLp += ratio(cell, "lp_cost_usd");
      logToBest += ratio(cell, "best_single_cost_usd");
    }
    return feasible == 0
        ? "infeasible"
        : "%d, %d of %d; %s; **%s**; %s"
            .formatted(
                met,
                within,
                feasible,
                (worst > 0 ? "+" : "") + Figures.fixed(100 * worst, 1),
                Figures.fixed(StrictMath.exp(logToLp / feasible), 2),
                Figures.fixed(StrictMath.exp(logToBest / feasible), 2));
  }

  private static double ratio(JsonNode cell, String yardstick) {
    return StrictMath.log(cell.get("cost_usd").asDouble() / cell.get(yardstick).asDouble());
  }

  private void miss(String name, JsonNode group) {
    if (Baseline.named(group.get("policy").asText()).isPresent()) {
      return; // it knows nothing, or what nobody can
    }
    boolean all = group.get("floors_met").asInt() == group.get("seeds").asInt();
    if (!group.get("feasible").asBoolean() || (all && group.get("mean_met").asBoolean())) {
      return;
    }
    missed.append(
        "| %s | %s | %s | %s | %s | %d of %d |\n"
            .formatted(
                name,
                group.get("policy").asText(),
                rate(group),
                Figures.plain(group.get("target").asDouble()),
                Figures.fixed(group.get("mean_satisfaction").asDouble(), 4),
                group.get("floors_met").asInt(),
                group.get("seeds").asInt()));
  }
}
