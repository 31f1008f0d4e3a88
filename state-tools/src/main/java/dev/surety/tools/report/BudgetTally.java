package dev.surety.tools.report;

import dev.surety.domain.BudgetTerms;
import dev.surety.domain.JournalRow.Stamp;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/**
 * What a key has spent of a budget in its last window, from the rows of a journal in any order: as
 * paid where that is known, as expected where it is not. As in the job money counts from the
 * window's first decision under the budget on, and a window has begun with the first row whose time
 * lies in it: what is told after that counts in it, whatever time it tells.
 */
final class BudgetTally {

  /** A bill, or a part of one. */
  private record Change(Stamp at, double usd) {}

  private final long begin;
  private final Stamp after;

  /** The first row of the window. */
  private Stamp turn;

  private Stamp first;
  private double spentUsd;

  /** What was told before any decision that is known of yet. */
  private final List<Change> early = new ArrayList<>();

  /**
   * @param clock the key's, when the journal ends: epoch milliseconds
   * @param after the last decision without a budget, or {@code null}
   */
  BudgetTally(BudgetTerms terms, long clock, Stamp after) {
    begin = terms.begin(clock);
    this.after = after;
  }

  /** A row is on record; all are heard before money is. */
  void hear(Stamp at) {
    if (at.time() >= begin && (turn == null || isBefore(at, turn))) {
      turn = at;
    }
  }

  /** A decision is expected to cost so much. */
  void decided(Stamp at, double expectedUsd) {
    if (!isOfIt(at)) {
      return;
    }
    spentUsd += expectedUsd;
    if (first == null || isBefore(at, first)) {
      first = at;
      for (Iterator<Change> all = early.iterator(); all.hasNext(); ) {
        Change change = all.next();
        if (isBefore(first, change.at())) {
          spentUsd += change.usd();
          all.remove();
        }
      }
    }
  }

  /** What is known of earlier decisions' money has changed by so much. */
  void told(Stamp at, double changeUsd) {
    if (changeUsd == 0 || !isOfIt(at)) {
      return;
    }
    if (first != null && isBefore(first, at)) {
      spentUsd += changeUsd;
    } else {
      early.add(new Change(at, changeUsd));
    }
  }

  /** USD. */
  double spentUsd() {
    return spentUsd;
  }

  private boolean isOfIt(Stamp at) {
    return turn != null && !isBefore(at, turn) && (after == null || isBefore(after, at));
  }

  private static boolean isBefore(Stamp one, Stamp other) {
    return Stamp.IN_ORDER.compare(one, other) < 0;
  }
}
