package dev.surety.gateway.route;

import dev.surety.client.Execution;
import dev.surety.client.Fallback;
import dev.surety.client.Gateway;
import dev.surety.client.GatewayCounters;
import dev.surety.client.GatewaySettings;
import dev.surety.client.Topics;
import dev.surety.domain.Feedback;
import dev.surety.domain.ModelSpec;
import dev.surety.domain.RoutingRequest;
import dev.surety.domain.SlaLimits;
import dev.surety.domain.Standing;
import dev.surety.domain.TenantTier;
import dev.surety.gateway.options.DoorSettings;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.KafkaException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The router behind Kafka. A door starts without Kafka, too, and answers as it does when Kafka is
 * away: a thread tries to reach it until it is there.
 */
public final class KafkaLink implements RouterLink {

  private static final Logger LOG = LoggerFactory.getLogger(KafkaLink.class);
  private static final Duration PAUSE = Duration.ofSeconds(2);

  private final GatewaySettings settings;
  private final Fallback fallback;
  private final ControlTopicPool pool;
  private final RecentDecisions lately = new RecentDecisions(Repetitions.WITHIN.toMillis());
  private final Thread opener = new Thread(this::open, "surety-door-opens");
  private volatile Gateway gateway;
  private volatile boolean closed;

  /**
   * Begins to connect; nothing waits for it.
   *
   * @throws IllegalArgumentException if Kafka's clients can't be made with such properties
   */
  public KafkaLink(DoorSettings door) {
    Topics topics = Topics.prefixed(door.topicPrefix());
    GatewaySettings.Builder builder = GatewaySettings.builder(door.brokers());
    door.kafka().forEach((name, value) -> builder.kafka(name, value.reveal()));
    pool = new ControlTopicPool(builder.build().kafka(), topics.control());
    fallback = new StandingOrDefault(door.deciding().defaultModels(), pool::models, pool::limits);
    settings =
        builder
            .topics(topics)
            .maxBlock(Duration.ZERO) // who calls is an event loop
            .fallback(fallback)
            .watchDecisions(Repetitions.WITHIN, lately::take)
            .build();
    opener.setDaemon(true);
    opener.start();
    pool.start();
  }

  private void open() {
    while (!closed) {
      try {
        Gateway opened = Gateway.open(settings);
        gateway = opened;
        if (closed) {
          opened.close();
        }
        return;
      } catch (IOException | IllegalArgumentException | KafkaException e) {
        if (closed) {
          return; // Kafka's clients tell of the interruption by which they are to end.
        }
        LOG.error("no router yet, standings and defaults answer; trying again: {}", e.getMessage());
        pause();
      }
    }
  }

  private void pause() {
    try {
      TimeUnit.MILLISECONDS.sleep(PAUSE.toMillis());
    } catch (InterruptedException e) {
      // It is to end, or nobody's business: the loop looks.
    }
  }

  @Override
  public CompletionStage<Execution> ask(RoutingRequest request, Duration within) {
    Gateway open = gateway;
    if (open == null || closed) {
      return CompletableFuture.completedFuture(without(request, null));
    }
    if (within.isZero()) {
      return CompletableFuture.completedFuture(
          without(request, open.standings().of(request.key())));
    }
    try {
      return open.ask(request, within);
    } catch (IllegalStateException e) {
      return CompletableFuture.completedFuture(without(request, null));
    }
  }

  private Execution without(RoutingRequest request, Standing standing) {
    List<String> models = fallback.models(request, standing);
    return new Execution(
        request,
        Execution.Outcome.NOT_SENT,
        null,
        null,
        models.isEmpty() ? null : models.get(0),
        models.isEmpty() ? List.of() : models.subList(1, models.size()),
        List.of(),
        0);
  }

  @Override
  public void report(Feedback feedback) {
    Gateway open = gateway;
    if (open == null || closed) {
      LOG.warn("lost feedback on {}: Kafka was never reached", feedback.requestId());
      return;
    }
    try {
      open.report(feedback)
          .exceptionally(
              lost -> {
                LOG.error("lost feedback on {}: {}", feedback.requestId(), lost.getMessage());
                return null;
              });
    } catch (IllegalStateException e) {
      LOG.warn("lost feedback on {}: the door is closed", feedback.requestId());
    }
  }

  @Override
  public String decidedLately(TenantTier key, String repetition) {
    return lately.find(key, repetition, System.currentTimeMillis());
  }

  @Override
  public boolean isReady() {
    Gateway open = gateway;
    return open != null && open.isReady() && !closed;
  }

  /** Waits until Kafka has what was reported before, at most that long. */
  public void flush(Duration within) throws InterruptedException {
    Gateway open = gateway;
    if (open != null) {
      open.flush(within);
    }
  }

  @Override
  public GatewayCounters counters() {
    Gateway open = gateway;
    return open == null ? null : open.counters();
  }

  @Override
  public Map<String, ModelSpec> pool() {
    return pool.models();
  }

  @Override
  public SlaLimits limits(TenantTier key) {
    return pool.limits(key);
  }

  /** Blocks until Kafka has what was reported, at most as long as the client's library waits. */
  @Override
  public void close() {
    closed = true;
    opener.interrupt();
    pool.close();
    Gateway open = gateway;
    if (open != null) {
      open.close();
    }
  }
}
