package dev.surety.flink.metrics;

import dev.surety.domain.BudgetStanding;
import dev.surety.domain.Certified;
import dev.surety.domain.DeadlineStanding;
import dev.surety.domain.TenantBudgetStanding;
import dev.surety.domain.TenantTier;
import dev.surety.engine.Account;
import dev.surety.engine.Delivery;
import dev.surety.engine.StandingReader;
import dev.surety.engine.TenantConfig;
import dev.surety.estimator.Interval;
import org.apache.flink.metrics.MetricGroup;

/** One tenant and tier: what is counted of it, and how its account stands. */
final class TenantMetrics {

  /** What is shown where every answer was promised to satisfy: none then pays anything off. */
  private static final double MOST_DEBT_REQUESTS = 1e9;

  private static final long CERTIFY_MILLIS = 5000;

  final BookMetrics books;

  private final Published satisfaction;
  private final Published satisfactionLow;
  private final Published satisfactionHigh;
  private final Published certified;
  private final SpentShare budgetSpent;
  private final SpentShare tenantBudgetSpent;
  private final Published deadlineInTime;
  private final Published deadlinePromised;
  private final Published deadlineInfeasible;
  private final Published floor;
  private final Published judged;
  private final Published target;
  private final Published queue;
  private final Published debtRequests;
  private final Published targetInfeasible;
  private final Published failingModels;
  private final Published openDecisions;
  private double promised = Double.NaN;
  private double tolerance;
  private TenantConfig config;

  /** Step of the key's clock in which the certificate was reckoned last. */
  private long certifiedAt = Long.MIN_VALUE;

  // Of what the interval was told last: most events change nothing about it.
  private double sum = Double.NaN;
  private long answers;

  TenantMetrics(MetricGroup task, TenantTier key) {
    books =
        new BookMetrics(
            task.addGroup(RouterMetric.TENANT_KEY, key.tenant())
                .addGroup(RouterMetric.TIER_KEY, key.tier()));
    satisfaction = books.gauge(RouterMetric.SATISFACTION);
    satisfactionLow = books.gauge(RouterMetric.SATISFACTION_LOW);
    satisfactionHigh = books.gauge(RouterMetric.SATISFACTION_HIGH);
    certified = books.gauge(RouterMetric.CERTIFIED);
    budgetSpent = books.spent(RouterMetric.BUDGET_SPENT);
    tenantBudgetSpent = books.spent(RouterMetric.TENANT_BUDGET_SPENT);
    deadlineInTime = books.gauge(RouterMetric.DEADLINE_IN_TIME);
    deadlinePromised = books.gauge(RouterMetric.DEADLINE_PROMISED);
    deadlineInfeasible = books.gauge(RouterMetric.DEADLINE_INFEASIBLE);
    floor = books.gauge(RouterMetric.FLOOR);
    judged = books.gauge(RouterMetric.JUDGED);
    target = books.gauge(RouterMetric.TARGET);
    queue = books.gauge(RouterMetric.QUEUE);
    debtRequests = books.gauge(RouterMetric.DEBT_REQUESTS);
    targetInfeasible = books.gauge(RouterMetric.TARGET_INFEASIBLE);
    failingModels = books.gauge(RouterMetric.FAILING_MODELS);
    openDecisions = books.gauge(RouterMetric.OPEN_DECISIONS);
  }

  /** What is promised from now on. */
  void promise(TenantConfig inForce) {
    promised = inForce.sla().target();
    tolerance = inForce.sla().tolerance();
    if (inForce != config) {
      config = inForce;
      certifiedAt = Long.MIN_VALUE;
    }
  }

  /** So many models fail it at present. */
  void failing(int models) {
    failingModels.set(models);
  }

  void stand(Account account, int failing) {
    deliver(account.delivery);
    certify(account);
    target.set(promised);
    queue.set(account.queue);
    debtRequests.set(
        account.queue == 0 ? 0 : Math.min(MOST_DEBT_REQUESTS, account.queue / (1 - promised)));
    targetInfeasible.set(account.infeasible ? 1 : 0);
    failing(failing);
    openDecisions.set(AccountChange.open(account));
  }

  /**
   * A bound takes some ten microseconds, and a calendar one: they are reckoned as seldom as
   * standings are sent, and where what is in force has changed.
   */
  private void certify(Account account) {
    long step = Math.floorDiv(account.clock, CERTIFY_MILLIS);
    if (step != certifiedAt) {
      certifiedAt = step;
      // One that was forgotten has no time of which a calendar could say anything.
      TenantConfig known = account.clock == Long.MIN_VALUE ? null : config;
      Certified bound = known == null ? null : StandingReader.certified(account, known.sla());
      certified.set(bound == null ? Double.NaN : bound.atLeast());
      BudgetStanding budget = known == null ? null : StandingReader.budget(account, known);
      if (budget == null) {
        budgetSpent.none();
      } else {
        budgetSpent.tell(budget.spentShare(), budget.end());
      }
      TenantBudgetStanding shared =
          known == null ? null : StandingReader.tenantBudget(account, known);
      if (shared == null) {
        tenantBudgetSpent.none();
      } else {
        tenantBudgetSpent.tell(shared.spentShare(), shared.end());
      }
      DeadlineStanding deadline =
          known == null ? null : StandingReader.deadline(account, known.sla());
      deadlineInTime.set(deadline == null ? Double.NaN : deadline.inTime());
      deadlinePromised.set(deadline == null ? Double.NaN : deadline.terms().share());
      deadlineInfeasible.set(deadline != null && deadline.infeasible() ? 1 : 0);
    }
  }

  private void deliver(Delivery delivery) {
    floor.set(delivery.floor(tolerance));
    if (delivery.sum() != sum || delivery.answers() != answers) {
      sum = delivery.sum();
      answers = delivery.answers();
      Interval interval = delivery.interval();
      satisfaction.set(interval.mean());
      satisfactionLow.set(interval.low());
      satisfactionHigh.set(interval.high());
      judged.set(delivery.labels());
    }
  }
}
