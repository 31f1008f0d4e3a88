package dev.surety.domain;

/**
 * What one tier may count on of a budget that all tiers of its tenant share: part of the
 * configuration in force, so that a decision's journal names it. A lease is of one calendar window;
 * outside of it, and before the first one, each tier has an opening, small enough for {@value
 * #OPENINGS} tiers to begin at once.
 *
 * @param terms of the tenant
 * @param begin of the window that is leased for, epoch milliseconds; 0 where nothing is leased
 * @param end of it
 * @param grantedUsd what the tier may spend in that window, and no other one may: past it requests
 *     are refused where the budget is hard
 * @param formerUsd what it was granted in the window before, for what comes late of it
 * @param plannedUsd what is meant for it until the window's end, given what all ask for: it paces
 *     itself by that
 */
public record TenantShare(
    BudgetTerms terms,
    long begin,
    long end,
    double grantedUsd,
    double formerUsd,
    double plannedUsd) {

  /** Tiers whose openings are set aside. */
  public static final int OPENINGS = 16;

  /** Share of the window's money that an opening is: half of it for all that are set aside. */
  public static final double OPENING = 1.0 / (2 * OPENINGS);

  /** Share of the window's money that a tier paces itself by before it is told better. */
  private static final double UNTOLD = 0.25;

  /** Of a tier that nothing was leased to yet. */
  public static TenantShare opening(BudgetTerms terms) {
    return new TenantShare(terms, 0, 0, 0, 0, 0);
  }

  /** What the tier may spend in the window of a time, USD. */
  public double grantedUsd(long clock) {
    if (isLeased(clock)) {
      return grantedUsd;
    }
    // Of windows that are over nothing is leased any more.
    boolean before = end != 0 && clock < begin;
    return before ? terms.end(clock) == begin ? formerUsd : 0 : terms.usd() * OPENING;
  }

  /** What is meant for it in that window, USD. */
  public double plannedUsd(long clock) {
    return isLeased(clock) ? plannedUsd : Math.max(grantedUsd(clock), terms.usd() * UNTOLD);
  }

  /** Whether a lease is of the window of a time, as the terms have it now. */
  public boolean isLeased(long clock) {
    return clock >= begin && clock < end && begin == terms.begin(clock) && end == terms.end(clock);
  }
}
