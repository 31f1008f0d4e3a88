package dev.surety.flink.metrics;

import dev.surety.policy.fleet.FleetEstimate;
import dev.surety.policy.fleet.FleetSums;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.metrics.MetricGroup;

/**
 * What FLEET reports of itself; {@link RouterMetric} says what each metric is. For the task's
 * thread alone; reporters read what was published last.
 */
public final class FleetMetrics {

  private final Counter lessons;
  private final Counter versions;
  private volatile double evidence;
  private volatile int tenants;
  private volatile int cells;
  private volatile int withheld;

  public FleetMetrics(MetricGroup operator) {
    MetricGroup group = operator.addGroup(RouterMetric.GROUP);
    lessons = group.counter(RouterMetric.FLEET_LESSONS.key());
    versions = group.counter(RouterMetric.FLEET_VERSIONS.key());
    group.gauge(RouterMetric.FLEET_EVIDENCE.key(), (Gauge<Double>) () -> evidence);
    group.gauge(RouterMetric.FLEET_TENANTS.key(), (Gauge<Integer>) () -> tenants);
    group.gauge(RouterMetric.FLEET_CELLS.key(), (Gauge<Integer>) () -> cells);
    group.gauge(RouterMetric.FLEET_WITHHELD_CELLS.key(), (Gauge<Integer>) () -> withheld);
  }

  /** A lesson was taken in. */
  public void taught(FleetSums sums) {
    lessons.inc();
    evidence = sums.all;
    tenants = sums.members;
  }

  /**
   * A version was made.
   *
   * @param sent whether it says anything
   */
  public void published(FleetSums sums, FleetEstimate estimate, boolean sent) {
    evidence = sums.all;
    tenants = sums.members;
    cells = estimate.cells();
    withheld = estimate.withheldCells();
    if (sent) {
      versions.inc();
    }
  }
}
