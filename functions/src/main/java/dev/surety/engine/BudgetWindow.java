package dev.surety.engine;

import dev.surety.domain.BudgetTerms;

/**
 * Which calendar window of a budget decisions are of: the one place that says so, for the job and
 * for who reads its journal. A decision begins a window where none is kept, or the last one is over
 * by the key's clock. One on changed terms goes on with the window before, and with what was spent
 * in it; that window ends from then on when one of the new terms does.
 *
 * <p>So what is spent in a window is what came from the decision on that began it, whatever times
 * bills tell; and until the first decision after its end nothing is spent in the next.
 */
public final class BudgetWindow {

  /** Epoch milliseconds; both 0 while none is kept. */
  public long begin;

  public long end;

  private BudgetTerms known;

  /** Whether there is one. */
  public boolean isKept() {
    return end != 0;
  }

  /** Whether there is one that is not over at a time. */
  public boolean holds(long clock) {
    return isKept() && clock < end;
  }

  /**
   * A decision is held to a budget, or to none.
   *
   * @param terms {@code null} for none
   * @param clock of the key, with the decision's time taken in
   * @return whether a window begins with it
   */
  public boolean enter(BudgetTerms terms, long clock) {
    if (terms == null) {
      begin = 0;
      end = 0;
      known = null;
      return false;
    }
    boolean begins = !holds(clock);
    if (begins || terms != known) {
      begin = terms.begin(clock);
      end = terms.end(clock);
      known = terms;
    }
    return begins;
  }
}
