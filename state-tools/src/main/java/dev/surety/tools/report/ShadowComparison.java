package dev.surety.tools.report;

import dev.surety.domain.JournalRow.Candidate;
import dev.surety.domain.JournalRow.Decided;
import dev.surety.domain.JournalRow.Outcome;
import dev.surety.domain.OutcomeClass;
import dev.surety.domain.SlaPolicy;
import dev.surety.estimator.Sample;
import dev.surety.tools.journal.JudgeWords;

/**
 * Shadow mode: what an observed tenant's incumbent gave and cost, and what the router would have.
 * Only where a request named its incumbent are both sides known; expectations of both then come
 * from the same estimates, made at the same moment. What users said is of the incumbent's answers:
 * of the router's it is known where both chose the same model, a sample that the incumbent picked.
 * Rows may be booked in any order.
 */
final class ShadowComparison {

  /** Decisions that were only observed. */
  long decisions;

  /** Those whose request named an incumbent that was a candidate: they are compared. */
  long compared;

  /** Those of them where the router chose the incumbent's model. */
  long agreed;

  /** Expected at decision time, of all that are compared, USD. */
  double routerUsd;

  double incumbentUsd;

  /** Expected satisfaction of the compared whose policy estimates it; one value a decision. */
  final Sample routerExpected = new Sample();

  final Sample incumbentExpected = new Sample();

  /** What users said of the incumbent's answers. */
  final Sample judged = new Sample();

  /** What they said where the router would have chosen the same model. */
  final Sample judgedAgreed = new Sample();

  /** What feedback says the incumbent's answers cost, USD. */
  double paidUsd;

  void book(Decided row) {
    if (row.decision().apply()) {
      return;
    }
    decisions++;
    Candidate chosen = candidate(row, row.decision().model());
    Candidate incumbent = candidate(row, row.request().incumbent());
    if (chosen == null || incumbent == null) {
      return;
    }
    compared++;
    agreed += chosen.model().equals(incumbent.model()) ? 1 : 0;
    routerUsd += chosen.expectedCostUsd();
    incumbentUsd += incumbent.expectedCostUsd();
    if (!Double.isNaN(chosen.expectedSatisfaction() + incumbent.expectedSatisfaction())) {
      routerExpected.judge(chosen.expectedSatisfaction());
      incumbentExpected.judge(incumbent.expectedSatisfaction());
    }
  }

  /**
   * @param sla in force when the feedback came
   */
  void book(Outcome row, SlaPolicy sla) {
    boolean revised = row.outcome() == OutcomeClass.REVISED;
    boolean taken =
        revised
            || row.outcome() == OutcomeClass.COUNTED
            || row.outcome() == OutcomeClass.SUPERSEDED
            || row.outcome() == OutcomeClass.ERROR;
    if (sla.mode() != SlaPolicy.Mode.OBSERVE || !taken) {
      return;
    }
    paidUsd += row.bookedCostUsd();
    if (row.feedback().hasLabel() && !JudgeWords.isOne(row, sla)) {
      take(judged, row, revised);
      if (row.model().equals(row.decidedModel())) {
        take(judgedAgreed, row, revised);
      }
    }
  }

  private static void take(Sample sample, Outcome row, boolean revised) {
    if (revised) {
      sample.correct(row.replaced(), row.feedback().label());
    } else {
      sample.judge(row.feedback().label());
    }
  }

  /**
   * Share of the incumbent's expected cost that the router would have saved; below 0: spent more.
   */
  double saved() {
    return 1 - routerUsd / incumbentUsd;
  }

  private static Candidate candidate(Decided row, String model) {
    for (Candidate candidate : row.candidates()) {
      if (candidate.model().equals(model)) {
        return candidate;
      }
    }
    return null;
  }
}
