package dev.surety.domain;

/**
 * How a tier stands in the budget that all tiers of its tenant share.
 *
 * @param terms of the tenant
 * @param begin of the window, epoch milliseconds
 * @param end of it
 * @param spentUsd by this tier: as paid where that is known, as expected where it is not; never
 *     below 0
 * @param grantedUsd what it may spend of the tenant's money so far
 * @param plannedUsd what is meant for it until the window's end
 * @param wantedUsd what its requests would cost from now to the window's end if there were no
 *     budget
 * @param comingRequests expected from now to the window's end
 */
public record TenantBudgetStanding(
    BudgetTerms terms,
    long begin,
    long end,
    double spentUsd,
    double grantedUsd,
    double plannedUsd,
    double wantedUsd,
    double comingRequests) {

  public TenantBudgetStanding {
    spentUsd = Math.max(0, spentUsd);
  }

  /** Share of the whole tenant's money that this tier has spent. */
  public double spentShare() {
    return spentUsd / terms.usd();
  }
}
