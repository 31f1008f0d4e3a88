package dev.surety.flink.metrics;

import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.metrics.MetricGroup;

/**
 * What LEASES reports of itself; {@link RouterMetric} says what each metric is. For the task's
 * thread alone; reporters read what was published last.
 */
public final class LeaseMetrics {

  private final Counter reports;
  private final Counter leases;
  private volatile int budgets;

  public LeaseMetrics(MetricGroup operator) {
    MetricGroup group = operator.addGroup(RouterMetric.GROUP);
    reports = group.counter(RouterMetric.LEASE_REPORTS.key());
    leases = group.counter(RouterMetric.LEASES.key());
    group.gauge(RouterMetric.SHARED_BUDGETS.key(), (Gauge<Integer>) () -> budgets);
  }

  /** A tier said how it stands. */
  public void heard() {
    reports.inc();
  }

  /** A lease was made. */
  public void leased() {
    leases.inc();
  }

  /** So many tenants have a budget that their tiers share. */
  public void budgets(int tenants) {
    budgets = tenants;
  }
}
