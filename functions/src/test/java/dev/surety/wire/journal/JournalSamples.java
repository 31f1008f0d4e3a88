package dev.surety.wire.journal;

import dev.surety.domain.Decision;
import dev.surety.domain.Features;
import dev.surety.domain.Feedback;
import dev.surety.domain.JournalRow;
import dev.surety.domain.OutcomeClass;
import dev.surety.domain.RoutingRequest;
import dev.surety.domain.TenantTier;
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
        new RoutingRequest(
            "r-1",
            KEY,
            2_000,
            "why?",
            44,
            new Features(new int[] {5, 9}, new float[] {0.5f, -2}),
            11,
            12,
            List.of("small", "large"),
            "pinned",
            "incumbent",
            "conversation",
            "tag",
            Map.of("team", "search"));
    Decision decision =
        new Decision(
            "d-1",
            "r-1",
            KEY,
            "small",
            true,
            List.of("large"),
            List.of("medium"),
            false,
            true,
            0.25,
            0.001,
            0.75,
            "mess-plus",
            Decision.Reason.EXPLORE,
            2_001);
    return new JournalRow.Decided(
        stamp(KEY, 1, 2_000),
        request,
        "c0ffee",
        77,
        decision,
        0.9,
        3.5,
        0.2,
        0.05,
        true,
        List.of(
            new JournalRow.Candidate("small", 1.5, 0.25, 0.75, 0.001),
            new JournalRow.Candidate("large", 2.5, 0.7, Double.NaN, 0.01)));
  }

  static JournalRow.Outcome outcome() {
    Feedback feedback =
        new Feedback(
            "r-1",
            KEY,
            "large",
            3_000,
            "d-2",
            0.5,
            13,
            14,
            15,
            0.016,
            "timeout",
            true,
            Feedback.Source.JUDGE);
    return new JournalRow.Outcome(
        stamp(KEY, 2, 3_000),
        feedback,
        "c0ffee",
        OutcomeClass.SUPERSEDED,
        "small",
        "d-1",
        true,
        false,
        0.017,
        4.25);
  }

  private static JournalRow.Stamp stamp(TenantTier key, long seq, long time) {
    return new JournalRow.Stamp("run-2", 7, key, seq, time);
  }
}
