package dev.surety.tools.state;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.surety.engine.Configuration;
import dev.surety.engine.OpenDecisionMaps;
import dev.surety.output.terminal.Figures;
import dev.surety.output.terminal.Progress;
import dev.surety.tools.savepoint.KeyState;
import dev.surety.tools.savepoint.SavedKey;
import dev.surety.tools.savepoint.SavepointStates;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code surety state inspect}. */
@Command(
    name = "inspect",
    description = "Shows what the router has learned and owes, tenant by tenant.",
    footer = {
      "",
      "Queue: the promise's debt in answers. Satisfaction: mean of what was booked, with its 95 %%"
          + " interval. With --tenant the models' beliefs are shown too; they are what the policy"
          + " in force believes without looking at a request."
    })
final class InspectCommand extends SavepointCommand {

  private static final String ANY = "*";

  @Parameters(paramLabel = "SAVEPOINT", description = "Its folder.")
  private String savepoint;

  @Option(names = "--tenant", paramLabel = "T", description = "Only this tenant, model by model.")
  private String tenant = ANY;

  @Option(names = "--tier", paramLabel = "R", description = "Only this tier.")
  private String tier = ANY;

  @Option(
      names = "--top",
      paramLabel = "N",
      description = "How many keys to show (default: ${DEFAULT-VALUE}).")
  private int top = 20;

  @Option(
      names = "--by",
      paramLabel = "queue|cost|requests",
      description = "Which ones first (default: queue).")
  private TopKeys.By by = TopKeys.By.QUEUE;

  @ArgGroup private Form form = new Form();

  /** For machines; without either a table for people. */
  private static final class Form {
    @Option(names = "--json", description = "One JSON object, all models included.")
    private boolean json;

    @Option(names = "--csv", description = "Comma-separated values, a line a key.")
    private boolean csv;
  }

  @Override
  int work() throws IOException {
    if (top < 1) {
      throw new IllegalArgumentException("--top must be at least 1, not " + top);
    }
    KeyPattern wanted = KeyPattern.parse(tenant + '/' + tier);
    SavepointStates states = SavepointStates.open(savepoint);
    Configuration configuration = states.control().configuration();
    TopKeys ranking = new TopKeys(by, top);
    double seconds;
    try (Progress progress = progress("inspect")) {
      states.accounts(
          wanted::matches,
          by,
          top,
          key -> {
            progress.advance();
            ranking.add(key);
          });
      seconds = progress.seconds();
    }
    if (ranking.keys() == 0 && !(tenant.equals(ANY) && tier.equals(ANY))) {
      throw new IllegalArgumentException(
          "the savepoint has no key '%s'; try without --tenant and --tier".formatted(wanted));
    }
    List<KeyReport> keys = new ArrayList<>();
    for (SavedKey key : states.learners(ranking.first())) {
      keys.add(
          KeyReport.of(
              KeyState.of(key.key(), key.account(), key.learner(), new OpenDecisionMaps()),
              configuration));
    }
    print(states, ranking, keys, seconds);
    return 0;
  }

  private void print(SavepointStates states, TopKeys ranking, List<KeyReport> keys, double seconds)
      throws IOException {
    if (form.json) {
      ObjectNode json = StateReportJson.of(states);
      json.put("keys_found", ranking.keys());
      var array = json.putArray("keys");
      keys.forEach(key -> array.add(StateReportJson.of(key)));
      out()
          .println(
              StateReportJson.MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(json));
    } else if (form.csv) {
      out().println(ReportCsv.HEADER);
      keys.forEach(key -> out().println(ReportCsv.row(key)));
    } else {
      text(states, ranking, keys, seconds);
    }
  }

  private void text(SavepointStates states, TopKeys ranking, List<KeyReport> keys, double seconds) {
    if (tenant.equals(ANY)) {
      long newest = keys.stream().mapToLong(KeyReport::clock).max().orElse(Long.MAX_VALUE);
      InspectText.about(states).forEach(out()::println);
      InspectText.control(states, newest).forEach(out()::println);
      out().println();
      InspectText.keys(keys).forEach(out()::println);
      out().println();
    } else {
      for (KeyReport key : keys) {
        InspectText.key(key).forEach(out()::println);
        out().println();
      }
    }
    out()
        .printf(
            Locale.ROOT,
            "%s of %s keys, by %s; together %s requests, queue %s in %s keys, %s USD; read in"
                + " %.1f s%n",
            Figures.count(keys.size()),
            Figures.count(ranking.keys()),
            by.name().toLowerCase(Locale.ROOT),
            Figures.count(ranking.requests()),
            Figures.amount(ranking.queue()),
            Figures.count(ranking.indebted()),
            Figures.bookedUsd(ranking.costUsd()),
            seconds);
  }
}
