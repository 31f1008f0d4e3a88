package dev.surety.tools.explain;

import dev.surety.domain.Feedback;
import dev.surety.domain.JournalRow.Outcome;
import dev.surety.domain.OutcomeClass;
import dev.surety.output.terminal.Figures;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** One outcome in a line. */
final class OutcomeWords {

  private OutcomeWords() {}

  static String of(ExplainedDecision explained, Outcome outcome) {
    Feedback feedback = outcome.feedback();
    List<String> words = new ArrayList<>();
    words.add(outcome.outcome().name().toLowerCase(Locale.ROOT));
    if (outcome.outcome() == OutcomeClass.SUPERSEDED) {
      words.add(superseded(explained, outcome));
    } else if (!feedback.model().equals(explained.decision().decision().model())) {
      words.add("answered by " + feedback.model());
    }
    if (feedback.hasLabel()) {
      words.add(
          "satisfaction %s by %s"
              .formatted(
                  Figures.precise(feedback.label()),
                  feedback.source().name().toLowerCase(Locale.ROOT)));
    }
    if (!Double.isNaN(outcome.replaced())) {
      words.add("instead of " + Figures.precise(outcome.replaced()));
    }
    if (!Double.isNaN(feedback.costUsd())) {
      words.add(Figures.precise(feedback.costUsd()) + " USD");
    }
    if (feedback.latencyMillis() >= 0) {
      words.add(feedback.latencyMillis() + " ms");
    }
    if (feedback.error() != null) {
      words.add("error " + feedback.error() + (feedback.finalError() ? " (final)" : ""));
    }
    words.add(
        "queue "
            + Figures.precise(outcome.queue())
            + (outcome.booked() ? " afterwards, booked" : " afterwards, not booked"));
    return String.join(", ", words);
  }

  private static String superseded(ExplainedDecision explained, Outcome outcome) {
    String own = explained.decision().decision().decisionId();
    if (own.equals(outcome.feedback().decisionId())) {
      return "answered by %s in its place".formatted(outcome.model());
    }
    ExplainedDecision.Other executed = explained.executed(outcome);
    String by = "by decision %s, which took %s";
    return by.formatted(outcome.feedback().decisionId(), outcome.feedback().model())
        + (executed == null || executed.counts() ? "" : " on a branch that was abandoned");
  }
}
