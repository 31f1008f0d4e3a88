package dev.surety.flink.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import dev.surety.policy.fleet.FleetEstimate;
import dev.surety.policy.fleet.FleetMember;
import dev.surety.policy.fleet.FleetPrior;
import dev.surety.policy.fleet.FleetSums;
import dev.surety.policy.fleet.Lesson;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.metrics.testutils.MetricListener;
import org.junit.jupiter.api.Test;

class FleetMetricsTest {

  private final MetricListener flink = new MetricListener();
  private final FleetMetrics metrics = new FleetMetrics(flink.getMetricGroup());
  private final FleetSums sums = new FleetSums();
  private final List<FleetMember> members =
      IntStream.range(0, 8).mapToObj(i -> new FleetMember()).toList();

  private double gauge(RouterMetric metric) {
    return flink
        .<Number>getGauge(RouterMetric.GROUP, metric.key())
        .map(Gauge::getValue)
        .orElseThrow()
        .doubleValue();
  }

  private long counter(RouterMetric metric) {
    return flink.getCounter(RouterMetric.GROUP, metric.key()).orElseThrow().getCount();
  }

  private void give(int tenant, String model) {
    sums.take(members.get(tenant), "gold", new Lesson(model, -1, 7, 1, 1, 1), 1);
    metrics.taught(sums);
  }

  @Test
  void tellsWhatWasTakenInPublishedAndKeptBack() {
    for (int i = 0; i < 80; i++) {
      give(i % 8, "many");
    }
    for (int i = 0; i < 4; i++) {
      give(i, "few");
    }
    FleetEstimate estimate = new FleetEstimate();
    FleetPrior version = estimate.publish(sums, members, 5);
    metrics.published(sums, estimate, !version.models().isEmpty());

    assertThat(counter(RouterMetric.FLEET_LESSONS)).isEqualTo(84);
    assertThat(counter(RouterMetric.FLEET_VERSIONS)).isEqualTo(1);
    assertThat(gauge(RouterMetric.FLEET_TENANTS)).isEqualTo(8);
    assertThat(gauge(RouterMetric.FLEET_EVIDENCE)).isBetween(83.0, 84.0);
    assertThat(gauge(RouterMetric.FLEET_CELLS)).isEqualTo(1);
    assertThat(gauge(RouterMetric.FLEET_WITHHELD_CELLS)).isEqualTo(1);
    assertThat(version.models()).containsExactly("many");
  }

  /** Four tenants alone: a version would say nothing, so none is sent. */
  @Test
  void aVersionOfNothingIsNotCounted() {
    for (int i = 0; i < 80; i++) {
      give(i % 4, "few");
    }
    FleetEstimate estimate = new FleetEstimate();
    FleetPrior version = estimate.publish(sums, members, 5);
    metrics.published(sums, estimate, !version.models().isEmpty());
    assertThat(counter(RouterMetric.FLEET_VERSIONS)).isZero();
    assertThat(gauge(RouterMetric.FLEET_WITHHELD_CELLS)).isEqualTo(1);
  }

  @Test
  void beforeTheFirstAllAreZero() {
    assertThat(gauge(RouterMetric.FLEET_EVIDENCE)).isZero();
    assertThat(gauge(RouterMetric.FLEET_CELLS)).isZero();
  }
}
