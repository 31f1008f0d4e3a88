package dev.surety.trials.fuzz.adversary;

import dev.surety.domain.CandidateColumns;
import dev.surety.domain.Decision;
import dev.surety.domain.JournalRow;
import dev.surety.domain.JournalRow.Candidate;
import dev.surety.engine.Account;

/** What must hold of the numbers of any decision, row and account. */
final class NumberInvariants {

  private static final double ROUNDING = 1e-9;

  private NumberInvariants() {}

  static void check(JournalRow row) {
    if (row instanceof JournalRow.Decided decided) {
      check(decided);
    } else if (row instanceof JournalRow.Outcome outcome) {
      finite("booked_cost_usd", outcome.bookedCostUsd());
      finite("queue", outcome.queue());
    }
  }

  private static void check(JournalRow.Decided row) {
    Decision decision = row.decision();
    share("propensity", decision.propensity());
    estimate("expected_satisfaction", decision.expectedSatisfaction());
    finite("expected_cost_usd", decision.expectedCostUsd());
    finite("queue", row.queue());
    finite("explore_probability", row.exploreProbability());
    double sum = 0;
    double own = Double.NaN;
    CandidateColumns candidates = CandidateColumns.of(row.candidates());
    for (Candidate candidate : candidates) {
      share("a candidate's propensity", candidate.propensity());
      finite("a candidate's score", candidate.score());
      finite("a candidate's cost", candidate.expectedCostUsd());
      estimate("a candidate's satisfaction", candidate.expectedSatisfaction());
      sum += candidate.propensity();
      own = candidate.model().equals(decision.model()) ? candidate.propensity() : own;
    }
    if (Math.abs(sum - 1) > ROUNDING) {
      throw new Violation("the propensities sum to " + sum);
    }
    if (own != decision.propensity()) {
      throw new Violation("the row says %s, the decision %s".formatted(own, decision.propensity()));
    }
  }

  static void check(Account account) {
    finite("queue", account.queue);
    finite("booked target", account.bookedTarget);
    finite("booked satisfaction", account.bookedSatisfaction);
    finite("sum of satisfactions", account.satisfactionSum);
    finite("what was delivered", account.delivery.sum());
    finite("sum of their squares", account.satisfactionSquares);
    finite("expected cost", account.expectedCostUsd);
    finite("cost of the best", account.bestSingleCostUsd);
    finite("cost", account.costUsd);
    finite("spent", account.spentUsd);
    finite("spent by the best", account.bestUsd);
    double owed = account.bookedTarget - account.bookedSatisfaction;
    if (owed > account.queue + ROUNDING * (1 + Math.abs(account.bookedTarget))) {
      throw new Violation("owed %s, the queue is %s".formatted(owed, account.queue));
    }
  }

  private static void share(String what, double value) {
    if (!(value >= 0 && value <= 1 + ROUNDING)) {
      throw new Violation(what + " is " + value);
    }
  }

  /** NaN where nothing is estimated. */
  private static void estimate(String what, double value) {
    if (value < 0 || value > 1) {
      throw new Violation(what + " is " + value);
    }
  }

  static void finite(String what, double value) {
    if (!Double.isFinite(value)) {
      throw new Violation(what + " is " + value);
    }
  }
}
