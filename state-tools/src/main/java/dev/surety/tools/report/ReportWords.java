package dev.surety.tools.report;

import dev.surety.domain.BudgetStanding;
import dev.surety.domain.Standing;
import dev.surety.domain.TenantBudgetStanding;
import dev.surety.estimator.Interval;
import dev.surety.output.page.Block;
import dev.surety.output.terminal.BudgetWords;
import dev.surety.output.terminal.DeadlineWords;
import dev.surety.output.terminal.Figures;
import dev.surety.output.terminal.LimitWords;
import java.util.List;

/** Facts of the report as words. */
final class ReportWords {

  private ReportWords() {}

  static String range(Interval interval) {
    return interval.count() == 0 ? "-" : Figures.range(interval.low(), interval.high());
  }

  /** The mean of what the answers were owed, and what is promised now where that is another. */
  static String promised(KeyTally tally) {
    PromiseTally last = tally.lastPromise();
    if (last == null) {
      return "-";
    }
    String now = Figures.percent(last.sla.target());
    double mean = tally.delivery().counted().meanPromised();
    String owed = Double.isNaN(mean) ? now : Figures.percent(mean);
    return owed.equals(now) ? now : owed + " (now " + now + ")";
  }

  /** Which models the newest promise allows; empty where it allows all. */
  static String limits(KeyTally tally) {
    PromiseTally last = tally.lastPromise();
    return last == null ? "" : LimitWords.of(last.sla.limits());
  }

  /** Of which time the figures of a key are. */
  static String span(KeyTally tally) {
    return Span.text(tally.span.first()) + " to " + Span.text(tally.span.last());
  }

  static String saved(KeyTally tally) {
    return saved(tally.spentUsd, tally.bestSpentUsd);
  }

  /** Of what was paid, as far as it is known, against the best model for everything. */
  static String saved(double spentUsd, double bestSpentUsd) {
    return Figures.percent(Standing.saved(spentUsd, bestSpentUsd));
  }

  static Block incidents(List<Incident> incidents) {
    return new Block.Events(
        incidents.stream()
            .map(i -> new Block.Event(Span.text(i.time()), i.kind(), i.text()))
            .toList());
  }

  /** How the budget stands in the window in which the journal ends, or nothing. */
  static String budget(KeyTally tally) {
    BudgetStanding own = tally.budgets.own();
    return own == null ? "" : BudgetWords.of(own);
  }

  /** The same, of the one that the tenant's tiers share. */
  static String sharedBudget(KeyTally tally) {
    TenantBudgetStanding shared = tally.budgets.shared();
    return shared == null ? "" : BudgetWords.of(shared);
  }

  /** By when answers are promised by now, and how many were in time since that is promised. */
  static String deadline(KeyTally tally) {
    AnswersInTime times = tally.inTime();
    if (times == null) {
      return "";
    }
    String promised = DeadlineWords.promised(times.terms());
    return times.answers() == 0
        ? promised + " promised, no time is known"
        : "%s promised, %s of %s answers were"
            .formatted(promised, Figures.percent(times.share()), Figures.count(times.answers()));
  }
}
