package dev.surety.lab.evaluate;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
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
 * at which cost, and every promise it did not keep. They stand between two marks; what people wrote
 * around them stays.
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
    runs.forEach(page::table);
    page.text.append("### Promises not kept\n\n");
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
    Set<Double> rates = new LinkedHashSet<>();
    Set<String> policies = new LinkedHashSet<>();
    for (JsonNode cell : run.get("cells")) {
      rates.add(cell.get("feedback_rate").asDouble());
      policies.add(cell.get("policy").asText());
    }
    text.append("| policy |");
    rates.forEach(rate -> text.append(" feedback ").append(Figures.plain(rate)).append(" |"));
    text.append("\n| --- |").append(" --- |".repeat(rates.size())).append('\n');
    for (String policy : policies) {
      text.append("| ").append(policy).append(" |");
      rates.forEach(rate -> text.append(' ').append(entry(run, policy, rate)).append(" |"));
      text.append('\n');
    }
    text.append('\n');
    for (JsonNode group : run.get("groups")) {
      miss(name, group);
    }
  }

  /** {@code floors kept of feasible cells; worst, points; cost / LP}. */
  private static String entry(JsonNode run, String policy, double rate) {
    int feasible = 0;
    int met = 0;
    double worst = Double.POSITIVE_INFINITY;
    double logCost = 0;
    for (JsonNode cell : run.get("cells")) {
      if (!cell.get("policy").asText().equals(policy)
          || cell.get("feedback_rate").asDouble() != rate
          || !cell.get("feasible").asBoolean()) {
        continue;
      }
      feasible++;
      met += cell.get("floor_met").asBoolean() ? 1 : 0;
      worst = Math.min(worst, cell.get("satisfaction").asDouble() - cell.get("target").asDouble());
      logCost +=
          StrictMath.log(cell.get("cost_usd").asDouble() / cell.get("lp_cost_usd").asDouble());
    }
    return feasible == 0
        ? "infeasible"
        : "%d of %d; %s; **%s**"
            .formatted(
                met,
                feasible,
                (worst > 0 ? "+" : "") + Figures.fixed(100 * worst, 1),
                Figures.fixed(StrictMath.exp(logCost / feasible), 2));
  }

  private void miss(String name, JsonNode group) {
    boolean all = group.get("floors_met").asInt() == group.get("seeds").asInt();
    if (!group.get("feasible").asBoolean() || (all && group.get("mean_met").asBoolean())) {
      return;
    }
    missed.append(
        "| %s | %s | %s | %s | %s | %d of %d |\n"
            .formatted(
                name,
                group.get("policy").asText(),
                Figures.plain(group.get("feedback_rate").asDouble()),
                Figures.plain(group.get("target").asDouble()),
                Figures.fixed(group.get("mean_satisfaction").asDouble(), 4),
                group.get("floors_met").asInt(),
                group.get("seeds").asInt()));
  }
}
