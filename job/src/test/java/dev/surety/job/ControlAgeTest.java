package dev.surety.job;

import static org.assertj.core.api.Assertions.assertThat;

import dev.surety.flink.metrics.RouterMetric;
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

  @Test
  void isUnknownBeforeTheFirst() {
    ControlAge age = registered();

    assertThat(seconds()).isNaN();
    assertThat(age.newest()).isEmpty();
  }

  private ControlAge registered() {
    ControlAge age = new ControlAge(() -> now);
    age.register(flink.getMetricGroup());
    return age;
  }

  private double seconds() {
    return flink
        .<Double>getGauge(RouterMetric.GROUP, RouterMetric.CONTROL_AGE.key())
        .map(Gauge::getValue)
        .orElseThrow();
  }
}
