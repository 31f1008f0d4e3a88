package dev.surety.gateway.http;

import dev.surety.domain.TenantTier;
import dev.surety.gateway.judge.JudgeCounts;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Timer;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/** What the door counts and times. No label holds what a client wrote. */
final class DoorMetrics implements JudgeCounts {

  private static final Duration[] STEPS = {
    Duration.ofMillis(1),
    Duration.ofMillis(2),
    Duration.ofMillis(5),
    Duration.ofMillis(10),
    Duration.ofMillis(25),
    Duration.ofMillis(50),
    Duration.ofMillis(100),
    Duration.ofMillis(250),
    Duration.ofMillis(500),
    Duration.ofSeconds(1),
    Duration.ofMillis(2_500),
    Duration.ofSeconds(5),
    Duration.ofSeconds(10),
    Duration.ofSeconds(30)
  };

  private final PrometheusMeterRegistry registry =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private final AtomicInteger inFlight = new AtomicInteger();

  /** Held, as to look one up in the registry is to build its name and labels anew. */
  private final Map<Name, Counter> counters = new ConcurrentHashMap<>();

  private final Map<Name, Timer> timers = new ConcurrentHashMap<>();

  private record Name(DoorMetric metric, List<String> labels) {}

  /** All at nothing. */
  DoorMetrics() {
    gauge(DoorMetric.IN_FLIGHT, inFlight::get);
    // There from the start, or an alert on their growth misses the first.
    count(DoorMetric.KEYS_REFUSED, 0);
    count(DoorMetric.CANCELLED, 0);
    count(DoorMetric.FAILOVERS, 0);
    count(DoorMetric.ESTIMATED, 0);
    count(DoorMetric.BODIES_REFUSED, 0);
    count(DoorMetric.JUDGE_COST, 0);
    for (String outcome : List.of("satisfied", "unsatisfied")) {
      count(DoorMetric.JUDGED, 0, "outcome", outcome);
    }
    for (Reason reason : Reason.values()) {
      notJudged(reason, 0);
    }
  }

  void count(DoorMetric metric, String... labels) {
    count(metric, 1, labels);
  }

  private void count(DoorMetric metric, double by, String... labels) {
    counters
        .computeIfAbsent(
            new Name(metric, List.of(labels)),
            name ->
                Counter.builder(metric.meter())
                    .description(metric.description())
                    .tags(labels)
                    .register(registry))
        .increment(by);
  }

  /** Requests of a tenant and tier that found no place; 0 shows it before the first. */
  void heldBack(TenantTier owner, int requests) {
    count(DoorMetric.HELD_BACK, requests, "tenant", owner.tenant(), "tier", owner.tier());
  }

  @Override
  public void judged(boolean satisfied) {
    count(DoorMetric.JUDGED, "outcome", satisfied ? "satisfied" : "unsatisfied");
  }

  @Override
  public void notJudged(Reason reason) {
    notJudged(reason, 1);
  }

  private void notJudged(Reason reason, int by) {
    DoorMetric metric = reason.isFailure() ? DoorMetric.JUDGE_FAILED : DoorMetric.JUDGE_SKIPPED;
    count(metric, by, "reason", reason.name().toLowerCase(Locale.ROOT));
  }

  @Override
  public void paid(double usd) {
    count(DoorMetric.JUDGE_COST, usd);
  }

  void time(DoorMetric metric, long nanos, String... labels) {
    timers
        .computeIfAbsent(
            new Name(metric, List.of(labels)),
            name ->
                Timer.builder(metric.meter())
                    .description(metric.description())
                    .tags(labels)
                    .serviceLevelObjectives(STEPS)
                    .register(registry))
        .record(nanos, TimeUnit.NANOSECONDS);
  }

  /** A figure that is read when it is asked for. */
  void gauge(DoorMetric metric, Supplier<Number> value) {
    Gauge.builder(metric.meter(), value).description(metric.description()).register(registry);
  }

  void begun() {
    inFlight.incrementAndGet();
  }

  void ended() {
    inFlight.decrementAndGet();
  }

  int inFlight() {
    return inFlight.get();
  }

  /** All of them, as Prometheus reads them. */
  String text() {
    return registry.scrape();
  }
}
