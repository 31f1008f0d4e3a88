package dev.surety.gateway.http;

import dev.surety.client.Execution;
import dev.surety.client.Execution.Outcome;
import dev.surety.client.GatewayCounters;
import dev.surety.domain.Decision;
import dev.surety.domain.Feedback;
import dev.surety.domain.JudgeOffer;
import dev.surety.domain.ModelSpec;
import dev.surety.domain.Refusal;
import dev.surety.domain.RoutingRequest;
import dev.surety.domain.SlaLimits;
import dev.surety.domain.TenantTier;
import dev.surety.gateway.route.RouterLink;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/** A router that says what the test has told it, and keeps what it was asked and told. */
final class FakeRouter implements RouterLink {

  final Queue<RoutingRequest> asked = new ConcurrentLinkedQueue<>();
  final BlockingQueue<Feedback> reported = new LinkedBlockingQueue<>();
  volatile boolean ready = true;
  volatile Map<String, ModelSpec> pool = Map.of();
  volatile SlaLimits limits = SlaLimits.NONE;
  volatile String lately;
  volatile Function<RoutingRequest, CompletionStage<Execution>> answer =
      request -> CompletableFuture.completedFuture(decided(request, "small", "large"));

  /** Decides so from now on, as far as the request allows. */
  void decide(String model, String... fallbacks) {
    answer = request -> CompletableFuture.completedFuture(decided(request, model, fallbacks));
  }

  static Execution decided(RoutingRequest request, String model, String... fallbacks) {
    String chosen =
        request.pinnedModel() != null
            ? request.pinnedModel()
            : request.candidates().contains(model) ? model : request.candidates().get(0);
    List<String> others =
        request.pinnedModel() != null
            ? List.of()
            : List.of(fallbacks).stream()
                .filter(request.candidates()::contains)
                .filter(other -> !other.equals(chosen))
                .toList();
    Decision decision =
        new Decision(
            "d-" + request.requestId(),
            request.requestId(),
            request.key(),
            chosen,
            true,
            List.of(),
            others,
            false,
            false,
            1,
            0.001,
            0.9,
            "surety",
            Decision.Reason.EXPLOIT,
            request.time(),
            null);
    return new Execution(
        request, Outcome.DECIDED, decision, null, chosen, others, List.of(), 1_000_000);
  }

  static Execution alsoQuerying(Execution todo, List<String> models) {
    return new Execution(
        todo.request(),
        todo.outcome(),
        todo.decision(),
        null,
        todo.model(),
        todo.fallbacks(),
        models,
        todo.latencyNanos());
  }

  /** The same, and its answer is to be judged. */
  static Execution soliciting(Execution todo) {
    return soliciting(todo, null);
  }

  /**
   * @param judge what is offered to a judge for it; null where the user is to be asked
   */
  static Execution soliciting(Execution todo, JudgeOffer judge) {
    Decision said = todo.decision();
    Decision decision =
        new Decision(
            said.decisionId(),
            said.requestId(),
            said.key(),
            said.model(),
            true,
            List.of(),
            said.fallbacks(),
            true,
            false,
            1,
            0.001,
            0.9,
            "surety",
            Decision.Reason.EXPLOIT,
            said.decidedAt(),
            null,
            judge,
            null);
    return new Execution(
        todo.request(),
        todo.outcome(),
        decision,
        null,
        todo.model(),
        todo.fallbacks(),
        List.of(),
        todo.latencyNanos());
  }

  void refuse(String reason, String detail) {
    answer =
        request ->
            CompletableFuture.completedFuture(
                new Execution(
                    request,
                    Outcome.REFUSED,
                    null,
                    new Refusal(request.requestId(), request.key(), reason, detail, 1),
                    null,
                    List.of(),
                    List.of(),
                    1));
  }

  /** Nothing came in time; these are the standing's. */
  void standing(List<String> models) {
    answer =
        request -> {
          List<String> allowed = models.stream().filter(request.candidates()::contains).toList();
          return CompletableFuture.completedFuture(
              new Execution(
                  request,
                  Outcome.TIMED_OUT,
                  null,
                  null,
                  allowed.isEmpty() ? null : allowed.get(0),
                  allowed.isEmpty() ? List.of() : allowed.subList(1, allowed.size()),
                  List.of(),
                  1));
        };
  }

  /** An answer is seen before it is reported: so many are waited for. */
  List<Feedback> nextReports(int count) throws InterruptedException {
    List<Feedback> reports = new ArrayList<>();
    while (reports.size() < count) {
      reports.add(nextReport());
    }
    return reports;
  }

  Feedback nextReport() throws InterruptedException {
    Feedback next = reported.poll(20, TimeUnit.SECONDS);
    if (next == null) {
      throw new AssertionError("nothing was reported");
    }
    return next;
  }

  @Override
  public CompletionStage<Execution> ask(RoutingRequest request, Duration within) {
    asked.add(request);
    return answer.apply(request);
  }

  @Override
  public void report(Feedback feedback) {
    reported.add(feedback);
  }

  @Override
  public boolean isReady() {
    return ready;
  }

  @Override
  public String decidedLately(TenantTier key, String repetition) {
    return lately;
  }

  @Override
  public GatewayCounters counters() {
    return null;
  }

  @Override
  public Map<String, ModelSpec> pool() {
    return pool;
  }

  @Override
  public SlaLimits limits(TenantTier key) {
    return limits;
  }

  @Override
  public void close() {}
}
