package dev.surety.wire.journal;

import dev.surety.domain.CandidateColumns;
import dev.surety.domain.Decision;
import dev.surety.domain.Features;
import dev.surety.domain.Feedback;
import dev.surety.domain.JournalRow;
import dev.surety.domain.OutcomeClass;
import dev.surety.domain.RoutingRequest;
import dev.surety.domain.TenantTier;
import dev.surety.testing.DecidedBuilder;
import dev.surety.testing.DecisionBuilder;
import dev.surety.testing.OutcomeBuilder;
import java.util.List;
import java.util.Map;

/** The rows of {@code journal-v1.avro}; no two components of a row have the same value. */
final class JournalSamples {

  private static final TenantTier KEY = new TenantTier("acme", "gold");

  private JournalSamples() {}

  static List<JournalRow> version1() {
    return List.of(
        new JournalRow.Lineage(stamp(null, 0, 1_000), "run-1", 6, 3, "0.1.0"),
        new JournalRow.Config(stamp(null, 0, 1_001), "c0ffee", "{\"sla\":{}}"),
        decided(),
        outcome(),
        new JournalRow.Closed(stamp(KEY, 3, 90_000), JournalRow.Closed.Cause.EXPIRED, 4));
  }

  static JournalRow.Decided decided() {
    RoutingRequest request =
        RoutingRequest.builder("r-1", KEY, 2_000)
            .prompt("why?")
            .promptChars(44)
            .features(new Features(new int[] {5, 9}, new float[] {0.5f, -2}))
            .inputTokens(11)
            .maxOutputTokens(12)
            .candidates(List.of("small", "large"))
            .pinnedModel("pinned")
            .incumbent("incumbent")
            .conversationId("conversation")
            .tag("tag")
            .attributes(Map.of("team", "search"))
            .build();
    Decision decision =
        DecisionBuilder.aDecision("r-1")
            .decisionId("d-1")
            .key(KEY)
            .model("small")
            .alsoQuery(List.of("large"))
            .fallbacks(List.of("medium"))
            .explored(true)
            .propensity(0.25)
            .expectedCostUsd(0.001)
            .expectedSatisfaction(0.75)
            .policy("mess-plus")
            .reason(Decision.Reason.EXPLORE)
            .decidedAt(2_001)
            .build();
    return DecidedBuilder.of(stamp(KEY, 1, 2_000), request, decision)
        .config("c0ffee")
        .seed(77)
        .target(0.9)
        .queue(3.5)
        .v(0.2)
        .exploreProbability(0.05)
        .catchingUp(true)
        .candidates(
            CandidateColumns.of(
                List.of(
                    new JournalRow.Candidate("small", 1.5, 0.25, 0.75, 0.001),
                    new JournalRow.Candidate("large", 2.5, 0.7, Double.NaN, 0.01))))
        .keyedChance(false)
        .build();
  }

  static JournalRow.Outcome outcome() {
    Feedback feedback =
        Feedback.builder("r-1", KEY, "large", 3_000)
            .decisionId("d-2")
            .satisfaction(0.5)
            .inputTokens(13)
            .outputTokens(14)
            .latencyMillis(15)
            .costUsd(0.016)
            .error("timeout")
            .finalError(true)
            .source(Feedback.Source.JUDGE)
            .build();
    return OutcomeBuilder.of(stamp(KEY, 2, 3_000), feedback, OutcomeClass.SUPERSEDED)
        .config("c0ffee")
        .decidedModel("small")
        .decidedId("d-1")
        .learnt(true)
        .bookedCostUsd(0.017)
        .queue(4.25)
        .build();
  }

  private static JournalRow.Stamp stamp(TenantTier key, long seq, long time) {
    return new JournalRow.Stamp("run-2", 7, key, seq, time);
  }
}
