package dev.surety.lab.evaluate;

import dev.surety.lab.evaluate.OutagePlan.Knowledge;
import java.util.List;

/**
 * What came of a fleet in a day with an outage, of all its tenants together.
 *
 * @param failedFirst requests whose first model was down
 * @param failed all attempts that failed
 * @param unanswered requests that nobody answered
 * @param backAfterMillis from the end of an outage until it was closed for all, the mean of those
 *     in which it was kept back, or -1 where it never was
 * @param worst lowest satisfaction less target of tenants whose promise can be kept
 */
record OutageResult(
    FleetRun.Key key,
    Knowledge knowledge,
    long requests,
    long failedFirst,
    long failed,
    long unanswered,
    long backAfterMillis,
    double satisfaction,
    double costUsd,
    int promises,
    int withinOnePoint,
    double worst) {

  static OutageResult of(
      FleetRun.Key key, Knowledge knowledge, List<TenantResult> tenants, OutageTally tally) {
    long requests = 0;
    double satisfied = 0;
    double cost = 0;
    int promises = 0;
    int within = 0;
    double worst = Double.POSITIVE_INFINITY;
    for (TenantResult tenant : tenants) {
      TenantResult.Mark last = tenant.last();
      requests += last.requests();
      satisfied += last.satisfied();
      cost += last.allInUsd();
      if (tenant.counts()) {
        promises++;
        within += tenant.withinOnePoint(last) ? 1 : 0;
        worst = Math.min(worst, last.satisfaction() - tenant.target());
      }
    }
    return new OutageResult(
        key,
        knowledge,
        requests,
        tally.failedFirst,
        tally.failed,
        tally.unanswered,
        tally.backAfterMillis(),
        satisfied / requests,
        cost,
        promises,
        within,
        worst);
  }
}
