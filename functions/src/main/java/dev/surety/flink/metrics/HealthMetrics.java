package dev.surety.flink.metrics;

import dev.surety.policy.health.Breaker;
import dev.surety.policy.health.BreakerBoard;
import java.util.HashMap;
import java.util.Map;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.metrics.MetricGroup;

/**
 * What HEALTH reports of the models; {@link RouterMetric} says what each metric is. For the task's
 * thread alone; reporters read what was published last.
 */
public final class HealthMetrics {

  /** Reporters keep a series for each. */
  private static final int MOST_MODELS = 64;

  /** Anybody can report any name: one that answers is a model. */
  private static final long ANSWERS = 100;

  private static final double DEVIATIONS_95 = 1.645;

  private static final class Shown {
    volatile int state;
    volatile double latency;
    volatile double firstToken;
  }

  private final MetricGroup group;
  private final Counter attempts;
  private final Counter opened;
  private final Map<String, Shown> models = new HashMap<>();
  private long heard = -1;

  public HealthMetrics(MetricGroup operator) {
    group = operator.addGroup(RouterMetric.GROUP);
    attempts = group.counter(RouterMetric.HEALTH_ATTEMPTS.key());
    opened = group.counter(RouterMetric.HEALTH_OPENED.key());
  }

  /** Attempts were taken in. */
  public void heard(int count) {
    attempts.inc(count);
  }

  /**
   * What is known now; gone through once a second, and when something has changed.
   *
   * @param now epoch milliseconds
   */
  public void known(BreakerBoard board, boolean changed, long now) {
    if (!changed && now / 1000 == heard) {
      return;
    }
    heard = now / 1000;
    board.models.forEach(
        (name, breaker) -> {
          Shown shown = models.get(name);
          boolean worth = breaker.state != Breaker.State.CLOSED || breaker.answered >= ANSWERS;
          if (shown == null && worth && models.size() < MOST_MODELS) {
            shown = show(name);
          }
          if (shown != null) {
            int state = state(breaker);
            opened.inc(state == 2 && shown.state != 2 ? 1 : 0);
            shown.state = state;
            shown.latency = breaker.latency.quantileMillis(DEVIATIONS_95);
            shown.firstToken = breaker.firstToken.quantileMillis(DEVIATIONS_95);
          }
        });
  }

  private static int state(Breaker breaker) {
    return switch (breaker.state) {
      case CLOSED -> 0;
      case HALF_OPEN -> 1;
      case OPEN -> 2;
    };
  }

  private Shown show(String model) {
    Shown shown = new Shown();
    models.put(model, shown);
    MetricGroup of = group.addGroup(RouterMetric.MODEL_STATE.label().key(), model);
    of.gauge(RouterMetric.MODEL_STATE.key(), (Gauge<Integer>) () -> shown.state);
    of.gauge(RouterMetric.MODEL_LATENCY.key(), (Gauge<Double>) () -> shown.latency);
    of.gauge(RouterMetric.MODEL_FIRST_TOKEN.key(), (Gauge<Double>) () -> shown.firstToken);
    return shown;
  }
}
