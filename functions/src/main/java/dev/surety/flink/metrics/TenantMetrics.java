package dev.surety.flink.metrics;

import dev.surety.domain.TenantTier;
import dev.surety.engine.Account;
import org.apache.flink.metrics.MetricGroup;

/** One tenant and tier: what is counted of it, and how its account stands. */
final class TenantMetrics {

  /** What is shown where every answer was promised to satisfy: none then pays anything off. */
  private static final double MOST_DEBT_REQUESTS = 1e9;

  final BookMetrics books;

  private final Published satisfaction;
  private final Published satisfactionLow;
  private final Published satisfactionHigh;
  private final Published target;
  private final Published queue;
  private final Published debtRequests;
  private final Published targetInfeasible;
  private final Published failingModels;
  private final Published openDecisions;
  private double promised = Double.NaN;

  TenantMetrics(MetricGroup task, TenantTier key) {
    books =
        new BookMetrics(
            task.addGroup(RouterMetric.TENANT_KEY, key.tenant())
                .addGroup(RouterMetric.TIER_KEY, key.tier()));
    satisfaction = books.gauge(RouterMetric.SATISFACTION);
    satisfactionLow = books.gauge(RouterMetric.SATISFACTION_LOW);
    satisfactionHigh = books.gauge(RouterMetric.SATISFACTION_HIGH);
    target = books.gauge(RouterMetric.TARGET);
    queue = books.gauge(RouterMetric.QUEUE);
    debtRequests = books.gauge(RouterMetric.DEBT_REQUESTS);
    targetInfeasible = books.gauge(RouterMetric.TARGET_INFEASIBLE);
    failingModels = books.gauge(RouterMetric.FAILING_MODELS);
    openDecisions = books.gauge(RouterMetric.OPEN_DECISIONS);
  }

  /** What is promised from now on. */
  void promise(double newTarget) {
    promised = newTarget;
  }

  void stand(Account account, int failing) {
    double mean = account.satisfaction();
    double error = account.satisfactionError();
    satisfaction.set(mean);
    satisfactionLow.set(Math.max(0, mean - error));
    satisfactionHigh.set(Math.min(1, mean + error));
    target.set(promised);
    queue.set(account.queue);
    debtRequests.set(
        account.queue == 0 ? 0 : Math.min(MOST_DEBT_REQUESTS, account.queue / (1 - promised)));
    targetInfeasible.set(account.outOfReach ? 1 : 0);
    failingModels.set(failing);
    openDecisions.set(AccountChange.open(account));
  }
}
