package dev.surety.demo.monitoring;

import dev.surety.client.Execution;
import dev.surety.client.Execution.Outcome;
import dev.surety.client.GatewayCounters;
import dev.surety.domain.Decision;
import dev.surety.domain.Feedback;
import dev.surety.domain.JudgeOffer;
import dev.surety.domain.ModelSpec;
import dev.surety.domain.RoutingRequest;
import dev.surety.domain.TenantTier;
import dev.surety.gateway.route.RouterLink;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * A router that decides at once: what the request insists on, else {@code first}. Of the answers to
 * requests with the tag {@link #JUDGED} it wants a judge's label.
 */
final class SteadyRouter implements RouterLink {

  static final String JUDGED = "judged";

  @Override
  public CompletionStage<Execution> ask(RoutingRequest request, Duration within) {
    String pinned = request.pinnedModel();
    String model = pinned == null ? "first" : pinned;
    List<String> fallbacks = pinned == null ? List.of("second") : List.of();
    boolean judged = JUDGED.equals(request.tag());
    Decision decision =
        new Decision(
            "d-" + request.requestId(),
            request.requestId(),
            request.key(),
            model,
            true,
            List.of(),
            fallbacks,
            judged,
            false,
            1,
            0.001,
            0.9,
            "surety",
            Decision.Reason.EXPLOIT,
            request.time(),
            null,
            judged ? new JudgeOffer(1, 0.001) : null,
            null);
    return CompletableFuture.completedFuture(
        new Execution(
            request, Outcome.DECIDED, decision, null, model, fallbacks, List.of(), 1_000_000));
  }

  @Override
  public void report(Feedback feedback) {}

  @Override
  public boolean isReady() {
    return true;
  }

  @Override
  public String decidedLately(TenantTier key, String repetition) {
    return null;
  }

  @Override
  public GatewayCounters counters() {
    return null;
  }

  @Override
  public Map<String, ModelSpec> pool() {
    return Map.of();
  }

  @Override
  public void close() {}
}
