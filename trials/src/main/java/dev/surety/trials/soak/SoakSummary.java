package dev.surety.trials.soak;

import dev.surety.demo.run.FleetVersions;
import dev.surety.demo.run.SummaryFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * What came of a soak; in JSON the names are in snake case. What the counts mean: {@link Losses}.
 *
 * @param killsByVictim survived, by the process that was killed
 * @param foldMismatches values, rows and keys in which the folded journal and the last savepoint
 *     differ
 * @param fleet what tenants published that they have learned together; nothing of fewer than five
 * @param journalSays what its readers say beside any figure: what is left out of it, and missing;
 *     nothing of a journal that is one and whole
 * @param recoverySeconds over all kills, see {@link RecoveryTime}; time to start the process
 *     included
 * @param seconds from the first request to the last savepoint
 */
record SoakSummary(
    int kills,
    Map<String, Integer> killsByVictim,
    long requests,
    long decisionsLost,
    long journalRowsLost,
    long journalRowsDoubled,
    double moneyErrorUsd,
    double paidUsd,
    double judgeUsd,
    long judgeLabels,
    double unbookedUsd,
    long superseded,
    long supersededUnmarked,
    long foldMismatches,
    FleetVersions fleet,
    Spread recoverySeconds,
    Map<String, Spread> recoverySecondsByVictim,
    long decisionRecords,
    long feedback,
    Map<String, Long> outcomes,
    long deadLetters,
    long keys,
    long eventsFolded,
    List<String> journalSays,
    long seed,
    String stateBackend,
    double seconds) {

  /** Median and largest; both NaN of nothing. */
  record Spread(double median, double max) {

    static Spread of(List<Double> values) {
      double[] sorted = values.stream().mapToDouble(v -> v).sorted().toArray();
      int n = sorted.length;
      return n == 0
          ? new Spread(Double.NaN, Double.NaN)
          : new Spread((sorted[(n - 1) / 2] + sorted[n / 2]) / 2, sorted[n - 1]);
    }
  }

  static SoakSummary of(
      Audit audit,
      FleetVersions fleet,
      List<Kills.Survived> kills,
      long seed,
      String stateBackend,
      double seconds) {
    Map<String, Integer> byVictim = new TreeMap<>();
    Map<String, Spread> recovery = new TreeMap<>();
    for (Victim victim : Victim.values()) {
      List<Double> own =
          kills.stream().filter(k -> k.victim() == victim).map(Kills.Survived::seconds).toList();
      if (!own.isEmpty()) {
        String name = victim.name().toLowerCase(Locale.ROOT);
        byVictim.put(name, own.size());
        recovery.put(name, Spread.of(own));
      }
    }
    Map<String, Long> outcomes = new TreeMap<>();
    audit
        .losses()
        .outcomes()
        .forEach((outcome, count) -> outcomes.put(outcome.name().toLowerCase(Locale.ROOT), count));
    Losses losses = audit.losses();
    return new SoakSummary(
        kills.size(),
        byVictim,
        losses.requests(),
        losses.decisionsLost(),
        audit.journalRowsLost(),
        losses.journalRowsDoubled(),
        losses.moneyErrorUsd(),
        losses.paidUsd(),
        losses.judgeUsd(),
        losses.judgeLabels(),
        losses.unbookedUsd(),
        losses.superseded(),
        losses.unmarked(),
        audit.fold().mismatches(),
        fleet,
        Spread.of(kills.stream().map(Kills.Survived::seconds).toList()),
        recovery,
        audit.topics().decisionRecords(),
        losses.feedback(),
        outcomes,
        audit.topics().deadLetters(),
        audit.fold().keys().size(),
        audit.fold().report().events(),
        audit.journal().lines(),
        seed,
        stateBackend,
        seconds);
  }

  /** Whether every promise about failures is kept. */
  boolean nothingLost() {
    return decisionsLost == 0
        && journalRowsLost == 0
        && journalRowsDoubled == 0
        && moneyErrorUsd == 0
        && supersededUnmarked == 0
        && foldMismatches == 0
        && fleet.inconsistent() == 0;
  }

  void write(Path file) throws IOException {
    SummaryFile.write(file, this);
  }

  /** For people. */
  List<String> lines() {
    List<String> lines = new ArrayList<>(figures());
    recoverySecondsByVictim.forEach(
        (victim, spread) ->
            lines.add(
                format(
                    "  %d of %s: median %.1f s, longest %.1f s",
                    killsByVictim.get(victim), victim, spread.median(), spread.max())));
    if (fleet.versions() > 0) {
      lines.add(
          format(
              "fleet: %,d versions of what %d tenants have learned together, %,d inconsistent",
              fleet.versions(), fleet.tenants(), fleet.inconsistent()));
    }
    if (judgeLabels > 0) {
      lines.add(format("judge: %,d labels, $%.4f, on the accounts", judgeLabels, judgeUsd));
    }
    journalSays.forEach(line -> lines.add("journal: " + line));
    return lines;
  }

  private List<String> figures() {
    return List.of(
        "",
        format("%d kills survived %s, state on %s", kills, killsByVictim, stateBackend),
        format("%,d requests: %,d decisions lost", requests, decisionsLost),
        format(
            "journal: %,d rows lost, %,d doubled; %,d events folded: %,d mismatches with the"
                + " savepoint's %d keys",
            journalRowsLost, journalRowsDoubled, eventsFolded, foldMismatches, keys),
        format(
            "money: $%.6f paid, $%s off on the accounts, $%.6f in feedback marked as not booked",
            paidUsd, moneyErrorUsd, unbookedUsd),
        format(
            "superseded: %,d decisions executed are not the ones on record, %,d outcomes of them"
                + " unmarked",
            superseded, supersededUnmarked),
        format("feedback %,d %s; dead letters %,d", feedback, outcomes, deadLetters),
        format(
            "recovery: median %.1f s, longest %.1f s",
            recoverySeconds.median(), recoverySeconds.max()));
  }

  private static String format(String pattern, Object... values) {
    return String.format(Locale.ROOT, pattern, values);
  }
}
