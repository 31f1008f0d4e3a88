package dev.surety.domain;

/**
 * How a budget stands.
 *
 * @param terms what may be spent
 * @param begin of the window, epoch milliseconds
 * @param end of it
 * @param spentUsd of its money: as paid where that is known, as expected where it is not; 0 where
 *     bills gave back more than that, of what was reserved in the window before
 */
public record BudgetStanding(BudgetTerms terms, long begin, long end, double spentUsd) {

  public BudgetStanding {
    spentUsd = Math.max(0, spentUsd);
  }

  /** What is left, USD; 0 where more was spent. */
  public double leftUsd() {
    return Math.max(0, terms.usd() - spentUsd);
  }

  /** Share of the money that is spent; above 1 where more was. */
  public double spentShare() {
    return spentUsd / terms.usd();
  }
}
