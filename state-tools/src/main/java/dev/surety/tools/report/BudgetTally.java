package dev.surety.tools.report;

import dev.surety.domain.BudgetTerms;
import dev.surety.domain.JournalRow.Stamp;
import dev.surety.engine.BudgetWindow;
import dev.surety.engine.TenantConfig;
import java.util.List;
import java.util.function.Function;

/**
 * What a key has spent of a budget in its last window: as paid where that is known, as expected
 * where it is not. Which window that is, and where it began, comes from {@link BudgetWindow}, by
 * which the job goes as well; money may be told in any order then.
 */
final class BudgetTally {

  private final Function<TenantConfig, BudgetTerms> terms;
  private boolean runs;

  /** The decision that began the window. */
  private long bornFrom;

  private long seqFrom;
  private double spentUsd;

  /**
   * @param terms of a configuration, or {@code null} where it has none
   */
  BudgetTally(Function<TenantConfig, BudgetTerms> terms) {
    this.terms = terms;
  }

  /**
   * Finds the window in which a journal ends.
   *
   * @param stretches all of them, in order
   */
  void begin(List<Stretch> stretches) {
    BudgetWindow window = new BudgetWindow();
    long clock = Long.MIN_VALUE;
    long born = Long.MIN_VALUE;
    for (Stretch stretch : stretches) {
      if (stretch.born != born) {
        // A key that was removed and came back knows of nothing.
        window.enter(null, 0);
        clock = Long.MIN_VALUE;
        born = stretch.born;
      }
      if (stretch.firstDecision > 0) {
        BudgetTerms inForce = stretch.config == null ? null : terms.apply(stretch.config);
        if (window.enter(inForce, Math.max(clock, stretch.firstClock))) {
          from(stretch, stretch.firstDecision);
        }
        if (inForce != null && window.enter(inForce, Math.max(clock, stretch.lastClock))) {
          from(stretch, stretch.beginning(inForce));
        }
      }
      clock = Math.max(clock, stretch.clock);
    }
    runs = window.holds(clock);
  }

  private void from(Stretch stretch, long seq) {
    bornFrom = stretch.born;
    seqFrom = seq;
  }

  /** A decision is expected to cost so much, or what is known of one has changed by as much. */
  void add(Stamp at, double usd) {
    if (runs && (at.born() > bornFrom || at.born() == bornFrom && at.seq() >= seqFrom)) {
      spentUsd += usd;
    }
  }

  /** USD. */
  double spentUsd() {
    return spentUsd;
  }
}
