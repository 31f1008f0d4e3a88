package dev.surety.job;

import dev.surety.flink.metrics.RouterMetric;
import java.time.Duration;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.metrics.MetricGroup;

/**
 * How long ago the newest usable control record came, {@link RouterMetric#CONTROL_AGE}. Kept with
 * checkpoints: a feed that has stopped must not look fresh because the job was started again.
 */
final class ControlAge {

  private static final long NEVER = Long.MIN_VALUE;

  private final LongSupplier clock;
  private final AtomicLong newest = new AtomicLong(NEVER);

  private final double feedSeconds;

  /**
   * @param clock epoch milliseconds
   * @param feedEvery how often something writes to the topic by itself; 0 for never
   */
  ControlAge(LongSupplier clock, Duration feedEvery) {
    this.clock = clock;
    this.feedSeconds = feedEvery.toMillis() / 1000.0;
  }

  void register(MetricGroup operator) {
    MetricGroup group = operator.addGroup(RouterMetric.GROUP);
    group.gauge(RouterMetric.CONTROL_AGE.key(), (Gauge<Double>) this::seconds);
    group.gauge(RouterMetric.CONTROL_FEED.key(), (Gauge<Double>) () -> feedSeconds);
  }

  /**
   * @param appendedAt when Kafka appended the record, epoch milliseconds
   */
  void saw(long appendedAt) {
    newest.setRelease(Math.max(newest.getPlain(), appendedAt));
  }

  /** Epoch milliseconds, if there was any. */
  OptionalLong newest() {
    long appendedAt = newest.get();
    return appendedAt == NEVER ? OptionalLong.empty() : OptionalLong.of(appendedAt);
  }

  private double seconds() {
    long appendedAt = newest.getAcquire();
    return appendedAt == NEVER ? Double.NaN : (clock.getAsLong() - appendedAt) / 1000.0;
  }
}
