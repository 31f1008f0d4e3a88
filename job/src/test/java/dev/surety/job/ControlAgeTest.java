package dev.surety.job;

import static org.assertj.core.api.Assertions.assertThat;

import dev.surety.flink.metrics.RouterMetric;
import java.time.Duration;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.metrics.testutils.MetricListener;
import org.junit.jupiter.api.Test;

class ControlAgeTest {

  private final MetricListener flink = new MetricListener();
  private long now = 100_000;

  @Test
  void isOfTheNewestRecordWhateverTheOrder() {
    ControlAge age = registered();
    age.saw(90_000);
    age.saw(30_000);

    assertThat(seconds()).isEqualTo(10);
    now += 5_000;
    assertThat(seconds()).isEqualTo(15);
    assertThat(age.newest()).hasValue(90_000);
  }

  /** Without it an alert on the age would fire for everybody who has no feed. */
  @Test
  void theFeedsOwnIntervalStandsBesideIt() {
    registered();

    assertThat(gauge(RouterMetric.CONTROL_FEED)).isEqualTo(86_400);
  }

  @Test
  void isUnknownBeforeTheFirst() {
    ControlAge age = registered();

    assertThat(seconds()).isNaN();
    assertThat(age.newest()).isEmpty();
  }

  private ControlAge registered() {
    ControlAge age = new ControlAge(() -> now, Duration.ofDays(1));
    age.register(flink.getMetricGroup());
    return age;
  }

  private double seconds() {
    return gauge(RouterMetric.CONTROL_AGE);
  }

  private double gauge(RouterMetric metric) {
    return flink
        .<Double>getGauge(RouterMetric.GROUP, metric.key())
        .map(Gauge::getValue)
        .orElseThrow();
  }
}
