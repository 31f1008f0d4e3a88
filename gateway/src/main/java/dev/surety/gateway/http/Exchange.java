package dev.surety.gateway.http;

import dev.surety.client.Execution;
import dev.surety.domain.Feedback;
import dev.surety.domain.TenantTier;
import dev.surety.gateway.body.AnswerNotes;
import dev.surety.gateway.body.RequestFacts;
import dev.surety.gateway.body.Usage;
import dev.surety.gateway.route.AnswerLog.Answered;
import dev.surety.gateway.route.Repetitions.Decided;
import io.vertx.core.MultiMap;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * One request that has its decision: tries the models one after the other until one has begun to
 * answer, reports each attempt, and ends when the client has its answer, an error, or has gone.
 */
final class Exchange {

  private static final long CHARACTERS_A_TOKEN = 4;

  /** By how much a timer may be early. */
  private static final long TIMER_NANOS = 5_000_000;

  /**
   * One try of one model.
   *
   * @param firstTokenMillis until the first word of a stream, or -1
   */
  record Tried(String model, int number, long millis, long firstTokenMillis) {}

  final Door door;
  final Vertx vertx;
  final UpstreamClients clients;
  final HttpServerRequest request;
  final RequestFacts facts;
  final byte[] body;
  final ClientSide client;
  final long deadline;
  private final boolean hurried;
  private final Decided decided;
  private final Execution execution;
  private final long came;
  private final Deque<String> models = new ArrayDeque<>();
  private Attempt attempt;
  private BoughtLabel label;
  private boolean first = true;

  Exchange(
      Door door,
      Vertx vertx,
      UpstreamClients clients,
      ClientSide client,
      RequestFacts facts,
      byte[] body,
      Decided decided,
      long came) {
    this.door = door;
    this.vertx = vertx;
    this.clients = clients;
    this.client = client;
    this.request = client.request();
    this.facts = facts;
    this.body = body;
    this.decided = decided;
    this.execution = decided.execution();
    this.came = came;
    Duration whole = door.settings.answering().whole();
    Duration patience = Patience.of(request.headers(), whole);
    hurried = patience.compareTo(whole) < 0;
    deadline = came + patience.toNanos();
    List<String> all = new ArrayList<>(List.of(execution.model()));
    all.addAll(execution.fallbacks());
    all.stream().filter(door.served::has).distinct().forEach(models::add);
  }

  void start() {
    client.onGone(this::gone);
    if (client.isGone()) {
      // While the router thought: nobody is asked, and the router need not wait.
      door.router.report(execution.report(execution.model()).error("cancelled").build());
      return;
    }
    if (models.isEmpty()) {
      client.error(
          ApiError.server(
              503,
              "not_served",
              "The router chose '%s', which no upstream of this door serves; add it to 'upstreams.NAME.models'."
                  .formatted(execution.model())));
      return;
    }
    label = BoughtLabel.of(door, decided, client);
    next();
    for (String model : decided.alsoQuery()) {
      if (door.served.has(model) && !model.equals(execution.model())) {
        new SilentQuestion(this, model, number(model)).ask();
      }
    }
  }

  private int number(String model) {
    return decided.nextAttempt(model, ModelRequests.clientsTry(request));
  }

  private void next() {
    String model = models.poll();
    if (door.breakers.isOpen(model, System.nanoTime())
        && door.breakers.anyClosed(models, System.nanoTime())) {
      next();
      return;
    }
    if (first) {
      client.overhead(System.nanoTime() - came);
      door.metrics.time(DoorMetric.OVERHEAD, System.nanoTime() - came);
    } else {
      door.metrics.count(DoorMetric.FAILOVERS);
    }
    first = false;
    attempt = new Attempt(this, model, number(model));
    attempt.start();
  }

  /** The attempt has an answer; its client is served, or has gone and the rest was read anyway. */
  void answered(Attempt by, AnswerNotes notes, boolean cancelled) {
    door.metrics.count(DoorMetric.ATTEMPTS, "model", by.model(), "result", "ok");
    door.breakers.worked(by.model());
    Feedback.Builder report = report(by.tried(), notes);
    if (cancelled) {
      report.error("cancelled");
    }
    Feedback told = report.build();
    door.router.report(told);
    door.conversations.answered(
        key(),
        execution.request().conversationId(),
        by.model(),
        told.inputTokens(),
        System.currentTimeMillis());
    if (label != null) {
      label.answered(
          answering(by.model(), notes),
          notes,
          facts,
          body,
          cancelled || client.isGone() && !client.isWhole());
    }
  }

  /** Characters of the answer's text that are to be gathered, for a judge; usually none. */
  int gathers() {
    return label == null ? 0 : label.gathers();
  }

  /** The attempt gave no answer, and nothing of it was shown. */
  void failed(Attempt by, AnswerNotes notes, Failure failure) {
    boolean another = failure.isWorthAnother() && !models.isEmpty() && !client.isGone();
    book(by, notes, failure, !another && failure.isWorthAnother());
    if (client.isGone()) {
      return;
    }
    if (another) {
      next();
    } else {
      exhausted(failure);
    }
  }

  /** The attempt broke off after some of it was shown. */
  void brokeOff(Attempt by, AnswerNotes notes, Failure failure) {
    book(by, notes, failure, true);
  }

  private void book(Attempt by, AnswerNotes notes, Failure failure, boolean last) {
    door.metrics.count(DoorMetric.ATTEMPTS, "model", by.model(), "result", failure.kind().word());
    if (failure.isOfTheModel() && !isHurried(failure)) {
      door.breakers.failed(by.model(), System.nanoTime());
    }
    Feedback.Builder report = report(by.tried(), notes).error(failure.error());
    door.router.report(report.finalError(last).build());
  }

  /** Whether it took too long for this client alone, who waits no longer than it says. */
  private boolean isHurried(Failure failure) {
    return hurried
        && failure.kind() == Failure.Kind.TIMEOUT
        && deadline - System.nanoTime() < TIMER_NANOS;
  }

  /** What became of a question beside the one that is answered by; the user sees none of it. */
  void besides(Tried by, AnswerNotes notes, Failure failure) {
    String result = failure == null ? "ok" : failure.kind().word();
    door.metrics.count(DoorMetric.ALSO_QUERIED, "model", by.model(), "result", result);
    Feedback.Builder report = report(by, notes);
    if (failure != null) {
      report.error(failure.error());
    }
    door.router.report(report.build());
  }

  private Feedback.Builder report(Tried by, AnswerNotes notes) {
    Feedback.Builder report =
        execution
            .report(answering(by.model(), notes))
            .latencyMillis(by.millis())
            .firstTokenMillis(by.firstTokenMillis())
            .attempt(by.number());
    if (notes == null) {
      return report;
    }
    Usage usage = notes.usage();
    boolean estimate = !usage.isKnown() && notes.characters() > 0;
    if (estimate) {
      door.metrics.count(DoorMetric.ESTIMATED);
    }
    return report
        .usageEstimated(estimate)
        .inputTokens(estimate ? tokens(facts.characters()) : usage.input())
        .outputTokens(estimate ? tokens(notes.characters()) : usage.output())
        .cachedInputTokens(usage.cached())
        .reasoningTokens(usage.reasoning());
  }

  private static int tokens(long characters) {
    return (int) ((characters + CHARACTERS_A_TOKEN - 1) / CHARACTERS_A_TOKEN);
  }

  /** Whom the answer names, if that is one of ours; else whom we asked. */
  private String answering(String asked, AnswerNotes notes) {
    String named = notes == null || notes.model() == null ? null : door.served.named(notes.model());
    return named == null ? asked : named;
  }

  /** As soon as the answer's ids are known it may be judged, and built on. */
  void known(Attempt by, AnswerNotes notes) {
    Answered answered =
        new Answered(
            execution.request().key(),
            execution.requestId(),
            execution.decisionId(),
            answering(by.model(), notes));
    door.answers.put(notes.id(), answered);
    door.answers.put(execution.decisionId(), answered);
    door.answers.put(execution.requestId(), answered);
    notes.items().forEach(item -> door.answers.put(item, answered));
    if (facts.storedIn() != null) {
      door.answers.put(Wanted.stored(facts.storedIn()), answered);
    }
  }

  TenantTier key() {
    return execution.request().key();
  }

  private void exhausted(Failure failure) {
    MultiMap headers = MultiMap.caseInsensitiveMultiMap();
    if (failure.headers() != null) {
      for (String name : List.of("retry-after", "retry-after-ms")) {
        String value = failure.headers().get(name);
        if (value != null) {
          headers.add(name, value);
        }
      }
    }
    if (failure.isWorthAnother()) {
      headers.add("x-should-retry", "false");
    }
    boolean pass =
        failure.status() >= 400 // a redirect would lead the client, and its key, past the door
            && failure.body() != null
            && failure.body().length() > 0
            && failure.kind() != Failure.Kind.REFUSED;
    if (pass) {
      client.passOn(failure.status(), failure.headers(), headers, failure.body());
    } else {
      client.error(error(failure), headers);
    }
  }

  private static ApiError error(Failure failure) {
    String what = "No model answered; the last attempt: " + failure.error() + ".";
    return switch (failure.kind()) {
      case TIMEOUT -> ApiError.server(504, "upstream_timeout", what);
      case RATE_LIMITED -> new ApiError(429, "rate_limit_error", "rate_limited", null, what);
      case INVALID_REQUEST ->
          ApiError.invalid(failure.status(), "invalid_request", null, "The upstream refused it.");
      default -> ApiError.server(502, "upstream_" + failure.kind().word(), what);
    };
  }

  private void gone() {
    if (!client.isWhole()) {
      door.metrics.count(DoorMetric.CANCELLED);
    }
    if (attempt != null) {
      attempt.clientGone();
    }
  }

  /** An answer that is not streamed. */
  void show(Attempt by, MultiMap upstream, int status, Buffer text) {
    client.answer(by, status, upstream, text);
  }
}
