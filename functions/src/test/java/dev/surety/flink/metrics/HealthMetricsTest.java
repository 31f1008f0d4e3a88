package dev.surety.flink.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import dev.surety.policy.health.AttemptSum;
import dev.surety.policy.health.AttemptSum.Logarithms;
import dev.surety.policy.health.BreakerBoard;
import dev.surety.policy.health.HealthTerms;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.metrics.testutils.MetricListener;
import org.junit.jupiter.api.Test;

class HealthMetricsTest {

  private static final long NOON = 1_700_000_000_000L;

  private final MetricListener flink = new MetricListener();
  private final HealthMetrics metrics = new HealthMetrics(flink.getMetricGroup());
  private final BreakerBoard board = new BreakerBoard();
  private long now = NOON;

  private double gauge(RouterMetric metric, String model) {
    return flink
        .<Number>getGauge(RouterMetric.GROUP, "model", model, metric.key())
        .map(Gauge::getValue)
        .orElseThrow()
        .doubleValue();
  }

  private void take(AttemptSum sum) {
    metrics.heard(sum.attempts());
    boolean changed = board.take(sum, now, HealthTerms.USUAL) | board.look(now, HealthTerms.USUAL);
    metrics.known(board, changed, now);
    now += 1_000;
  }

  @Test
  void aModelThatThreeTenantsMetFailuresOfIsSeenToBeOpenUntilItIsNot() {
    double log = StrictMath.log(800);
    Logarithms latency = new Logarithms(50, 50 * log, 50 * log * log);
    take(new AttemptSum("large", 1, 50, 0, 0, now, latency, Logarithms.NONE));
    assertThat(flink.getGauge(RouterMetric.GROUP, "model", "large", "modelState")).isEmpty();
    take(new AttemptSum("large", 2, 50, 0, 0, now, latency, Logarithms.NONE));
    assertThat(gauge(RouterMetric.MODEL_STATE, "large")).isZero();
    assertThat(gauge(RouterMetric.MODEL_LATENCY, "large")).isBetween(799.0, 801.0);
    assertThat(gauge(RouterMetric.MODEL_FIRST_TOKEN, "large")).isNaN();

    for (int i = 0; i < 18; i++) {
      take(new AttemptSum("large", i % 3, 0, 1, 0, now));
    }
    assertThat(gauge(RouterMetric.MODEL_STATE, "large")).isEqualTo(2);

    now += 30_000;
    take(new AttemptSum("large", 1, 1, 0, 0, now));
    assertThat(gauge(RouterMetric.MODEL_STATE, "large")).isEqualTo(1);
    take(new AttemptSum("large", 2, 1, 0, 0, now));
    take(new AttemptSum("large", 3, 1, 0, 0, now));
    take(new AttemptSum("large", 3, 1, 0, 0, now));
    assertThat(gauge(RouterMetric.MODEL_STATE, "large")).isZero();
    assertThat(count(RouterMetric.HEALTH_OPENED)).isOne();
    assertThat(count(RouterMetric.HEALTH_ATTEMPTS)).isEqualTo(122);
  }

  private long count(RouterMetric metric) {
    return flink.getCounter(RouterMetric.GROUP, metric.key()).orElseThrow().getCount();
  }
}
