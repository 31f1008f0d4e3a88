package dev.surety.tools.explain;

import dev.surety.domain.BudgetStanding;
import dev.surety.domain.DeadlineStanding;
import dev.surety.domain.JournalRow.Decided;
import dev.surety.domain.JournalRow.Outcome;
import dev.surety.domain.SlaPolicy;
import dev.surety.domain.TenantBudgetStanding;
import dev.surety.engine.Exclusions.Excluded;
import dev.surety.estimator.Interval;
import dev.surety.tools.journal.FoldReport;
import java.util.List;

/**
 * All that the journal has on one decision.
 *
 * @param decision as journaled
 * @param promise in force, or {@code null} if its configuration is not in the journal
 * @param excluded models of the pool that were no candidates, and why; empty without configuration
 * @param before the key as the decision found it, or {@code null} if {@link #replayed} does not
 *     hold
 * @param reasons the policy's own, or {@code null} likewise, and where no policy was asked
 * @param queueAfter the virtual queue after the decision, or {@link Double#NaN} likewise
 * @param deadline how the key stands to its deadline after the decision, or {@code null} likewise
 *     and where the promise has none
 * @param budget how its budget stands after the decision, likewise
 * @param tenantBudget how it stands in the one that its tenant's tiers share, likewise
 * @param replayed how the decision came out when it was made once more
 * @param outcomes what came of it, in order; of its request, until that was decided again
 * @param others further decisions on the same request: of abandoned branches, or of another time
 */
record ExplainedDecision(
    Decided decision,
    SlaPolicy promise,
    List<Excluded> excluded,
    Before before,
    ReasonRecorder.Reasons reasons,
    double queueAfter,
    DeadlineStanding deadline,
    BudgetStanding budget,
    TenantBudgetStanding tenantBudget,
    FoldReport replayed,
    List<Outcome> outcomes,
    List<Other> others) {

  /**
   * What the key had come to.
   *
   * @param delivered share of answers that satisfied so far, as far as users said
   */
  record Before(long requests, long labels, Interval delivered) {}

  /**
   * Another decision on the request.
   *
   * @param counts whether its row counts; if not it was made on a branch that was abandoned
   */
  record Other(Decided decision, boolean counts) {}

  /** The decision that was executed instead, or {@code null} if it is not known. */
  Other executed(Outcome outcome) {
    return others.stream()
        .filter(o -> o.decision().decision().decisionId().equals(outcome.feedback().decisionId()))
        .findFirst()
        .orElse(null);
  }
}
