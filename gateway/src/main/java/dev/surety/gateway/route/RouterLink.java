package dev.surety.gateway.route;

import dev.surety.client.Execution;
import dev.surety.client.GatewayCounters;
import dev.surety.domain.Feedback;
import dev.surety.domain.ModelSpec;
import dev.surety.domain.RoutingRequest;
import dev.surety.domain.SlaLimits;
import dev.surety.domain.TenantTier;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletionStage;

/** What the door needs of the router. No method blocks. */
public interface RouterLink extends AutoCloseable {

  /** Completes with what is to be executed, shortly after the time given at the latest. */
  CompletionStage<Execution> ask(RoutingRequest request, Duration within);

  /** Passes on what became of an answer; what is lost is counted and logged. */
  void report(Feedback feedback);

  /** Whether standings are known, so that there is what to answer by when the router is silent. */
  boolean isReady();

  /**
   * The id under which a request was decided on a moment ago, by the router for whichever door.
   *
   * @param key whose
   * @param repetition what the request and its repetitions have in common: {@link Repetitions#name}
   * @return the newest such id, or {@code null}
   */
  String decidedLately(TenantTier key, String repetition);

  /** What has been asked and answered so far; {@code null} before Kafka was reached. */
  GatewayCounters counters();

  /** The models of the pool by name, as the control topic has them; empty where it was not read. */
  Map<String, ModelSpec> pool();

  /** Which models the promise to a key allows, as far as the control topic was read. */
  default SlaLimits limits(TenantTier key) {
    return SlaLimits.NONE;
  }

  @Override
  void close();
}
