package dev.surety.tools.report;

import dev.surety.domain.JournalRow.Lineage;
import dev.surety.domain.OutcomeClass;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Collects what went on: in one key, and with the job as a whole. */
final class Incidents {

  private Incidents() {}

  /** Of one key, in the order of their time. */
  static List<Incident> of(KeyTally tally, Survey survey) {
    List<Incident> incidents = new ArrayList<>(ConfigChanges.of(tally.firstUse, survey.configs));
    tally.models.forEach(
        (name, use) -> {
          Drift drift = Drift.of(name, use);
          if (drift != null) {
            long time = tally.span.end(drift.part() - 1);
            incidents.add(new Incident(time, "drift", drift.text()));
          }
        });
    episodes(
        incidents,
        tally,
        tally.infeasible,
        "out of reach",
        "%,d decisions until %s for which no model was believed to reach the promise");
    episodes(
        incidents,
        tally,
        tally.catchingUp,
        "catching up",
        "%,d decisions until %s for which no model reached the target of the moment, with what repays debt");
    episodes(
        incidents,
        tally,
        tally.superseded,
        "superseded",
        "%,d feedback records until %s on answers of another decision or model than is on record");
    episodes(
        incidents,
        tally,
        tally.unrouted,
        "unrouted",
        "%,d feedback records until %s on answers that the gateway gave without the router");
    incidents.sort(Comparator.comparingLong(Incident::time));
    return incidents;
  }

  /** Starts of the job, the first one left out; one without state is told apart. */
  static List<Incident> restarts(Survey survey) {
    List<Incident> restarts = new ArrayList<>();
    Set<String> seen = new LinkedHashSet<>();
    String first = null;
    for (Lineage row : survey.history.outline().lineage()) {
      String start = row.stamp().run() + row.restoredRun() + row.restoredEpoch();
      if (first == null) {
        first = row.stamp().run();
      }
      if (!seen.add(start)) {
        continue;
      }
      if (row.restoredRun() == null && !row.stamp().run().equals(first)) {
        restarts.add(
            new Incident(
                row.stamp().time(),
                "start",
                "job %s began by itself, without state".formatted(row.stamp().run())));
      }
      if (row.restoredRun() != null) {
        String text =
            row.restoredRun().equals(row.stamp().run())
                ? "job %s went on by itself from its checkpoint %d"
                : "job %s went on from checkpoint %d of job " + row.restoredRun();
        restarts.add(
            new Incident(
                row.stamp().time(),
                "restart",
                text.formatted(row.stamp().run(), row.restoredEpoch())));
      }
    }
    return restarts;
  }

  /** Runs of parts that have some; one empty part in between does not end a run. */
  private static void episodes(
      List<Incident> incidents, KeyTally tally, long[] counts, String kind, String text) {
    for (int part = 0; part < Span.PARTS; part++) {
      if (counts[part] == 0) {
        continue;
      }
      int from = part;
      long sum = 0;
      while (part < Span.PARTS
          && (counts[part] > 0 || (part + 1 < Span.PARTS && counts[part + 1] > 0))) {
        sum += counts[part++];
      }
      long begin = from == 0 ? tally.span.first() : tally.span.end(from - 1);
      String end = Span.text(tally.span.end(part - 1));
      incidents.add(new Incident(begin, kind, text.formatted(sum, end)));
    }
  }

  static long outcomes(KeyTally tally, OutcomeClass outcome) {
    return tally.outcomes[outcome.ordinal()];
  }
}
