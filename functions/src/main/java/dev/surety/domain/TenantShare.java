package dev.surety.domain;

/**
 * What one tier may count on of a budget that all tiers of its tenant share: part of the
 * configuration in force, so that a decision's journal names it. A lease is of one calendar window;
 * outside of it, and before the first one, a tier may have an opening, small enough for {@value
 * #OPENINGS} tiers to begin at once.
 *
 * @param terms of the tenant
 * @param begin of the window that is leased for, epoch milliseconds; 0 where nothing is leased
 * @param end of it
 * @param grantedUsd what the tier may spend in that window, and no other one may: past it requests
 *     are refused where the budget is hard. Where it has its opening it is what that came to when
 *     the lease was made
 * @param formerUsd what it was granted in the window before, for what comes late of it
 * @param plannedUsd what is meant for it until the window's end, given what all ask for: it paces
 *     itself by that
 * @param opening from when on it may begin without being asked
 */
public record TenantShare(
    BudgetTerms terms,
    long begin,
    long end,
    double grantedUsd,
    double formerUsd,
    double plannedUsd,
    Opening opening) {

  /** Where a tier may spend before it is granted anything. */
  public enum Opening {
    /** Nowhere: {@link #OPENINGS} other tiers may. */
    NONE,
    /** In windows after the one that is leased for. */
    NEXT,
    /** In that one as well: the tier was not heard yet. */
    NOW
  }

  /** Tiers whose openings are set aside. */
  public static final int OPENINGS = 16;

  /** Share of the window's money that an opening is: half of it for all that are set aside. */
  public static final double OPENING = 1.0 / (2 * OPENINGS);

  /** Steps of a window, and those in which openings shrink to nothing. */
  private static final int STEPS = 8;

  private static final int SHRINKING = 6;

  /** Share of the window's money that a tier paces itself by before it is told better. */
  private static final double UNTOLD = 0.25;

  /** Of a tier that nothing was leased to yet. */
  public static TenantShare opening(BudgetTerms terms) {
    return new TenantShare(terms, 0, 0, 0, 0, 0, Opening.NEXT);
  }

  /**
   * What a tier may spend at a time of a window before it is granted anything, USD: less with every
   * eighth of the window, and nothing in the last quarter.
   *
   * @param usd money of the window
   */
  public static double openingUsd(double usd, long begin, long end, long clock) {
    long step = Math.max(0, STEPS * (clock - begin) / Math.max(1, end - begin));
    return usd * OPENING * Math.max(0, SHRINKING - step) / SHRINKING;
  }

  /**
   * The latest time by which a tier must have begun, if it is to be heard before others tell that
   * it is {@code clock}: an eighth of the window earlier.
   */
  public static long heardUntil(long begin, long end, long clock) {
    return clock - (end - begin) / STEPS;
  }

  /** What the tier may spend in the window of a time, USD. */
  public double grantedUsd(long clock) {
    if (isLeased(clock)) {
      return opening == Opening.NOW ? openingUsd(clock) : Math.min(grantedUsd, terms.usd());
    }
    // Of windows that are over nothing is leased any more.
    if (end != 0 && clock < begin) {
      return terms.end(clock) == begin ? Math.min(formerUsd, terms.usd()) : 0;
    }
    return opening == Opening.NONE ? 0 : openingUsd(clock);
  }

  private double openingUsd(long clock) {
    return openingUsd(terms.usd(), terms.begin(clock), terms.end(clock), clock);
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
