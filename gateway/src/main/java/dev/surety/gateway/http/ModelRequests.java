package dev.surety.gateway.http;

import dev.surety.client.Execution;
import dev.surety.domain.TenantTier;
import dev.surety.gateway.body.Api;
import dev.surety.gateway.body.BadBody;
import dev.surety.gateway.body.RequestFacts;
import dev.surety.gateway.body.RequestReader;
import dev.surety.gateway.route.RecentDecisions;
import dev.surety.gateway.route.Repetitions;
import dev.surety.gateway.route.Repetitions.Decided;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Requests that models answer: read, decided on, and handed over to an {@link Exchange}. */
final class ModelRequests {

  private static final Logger LOG = LoggerFactory.getLogger(ModelRequests.class);

  /** Longer bodies are read on a thread that may take its time. */
  private static final int SHORT_BODY = 128 << 10;

  private static final long LOOK_AGAIN_MILLIS = 20;

  /** Who says to have tried more often has not counted. */
  private static final int MOST_TRIES = 100;

  /** Of a name that nobody has, as much as an error quotes. */
  private static final int LONGEST_NAME = 200;

  /**
   * @param repetition what it and its repetitions have in common
   * @param keyedId under which the router is asked if the client gave it a key, else {@code null}
   */
  private record Question(RequestFacts facts, String repetition, String keyedId) {

    boolean isKeyed() {
      return keyedId != null;
    }

    String newId() {
      return isKeyed() ? keyedId : RecentDecisions.newId(repetition);
    }
  }

  private final Door door;
  private final Vertx vertx;
  private final UpstreamClients clients;

  ModelRequests(Door door, Vertx vertx) {
    this.door = door;
    this.vertx = vertx;
    clients = new UpstreamClients(vertx, door.settings.upstreams());
  }

  void take(HttpServerRequest request, TenantTier owner, Api api) {
    BodyReading.read(
        door,
        vertx,
        request,
        door.settings.listening().bodyMax(),
        (body, release) -> {
          ClientSide client = new ClientSide(door, vertx, request, api, release);
          safely(client, () -> read(client, owner, api, body));
        });
  }

  private void read(ClientSide client, TenantTier owner, Api api, Buffer buffer) {
    long came = System.nanoTime();
    HttpServerRequest request = client.request();
    if (!door.places.take(owner)) {
      door.metrics.heldBack(owner, 1);
      request.response().putHeader("retry-after", "1");
      client.error(Refused.tooMany(owner));
      return;
    }
    client.onOver(() -> door.places.give(owner));
    byte[] body = buffer.getBytes();
    if (body.length <= SHORT_BODY) {
      try {
        ask(client, owner, question(request, owner, api, body), body, came);
      } catch (BadBody e) {
        refuse(client, e);
      }
      return;
    }
    vertx
        .executeBlocking(() -> question(request, owner, api, body), false)
        .onSuccess(question -> safely(client, () -> ask(client, owner, question, body, came)))
        .onFailure(e -> refuse(client, e));
  }

  private static void refuse(ClientSide client, Throwable e) {
    if (e instanceof BadBody bad) {
      client.error(ApiError.invalid(400, "invalid_body", bad.param(), bad.getMessage()));
    } else {
      unexpected(client, e);
    }
  }

  /** A fault of the door must not leave its client waiting. */
  private static void safely(ClientSide client, Runnable work) {
    try {
      work.run();
    } catch (RuntimeException e) {
      unexpected(client, e);
    }
  }

  private static void unexpected(ClientSide client, Throwable e) {
    LOG.error("a request failed in the door", e);
    client.error(ApiError.server(500, "door_failed", "The door failed; its log says why."));
  }

  private Question question(HttpServerRequest request, TenantTier owner, Api api, byte[] body)
      throws BadBody {
    RequestFacts facts = RequestReader.read(api, body);
    String key = request.getHeader("idempotency-key");
    String content = Repetitions.name(owner, null, body);
    if (key == null) {
      return new Question(facts, content, null);
    }
    String repetition = Repetitions.name(owner, key, body);
    return new Question(facts, repetition, RecentDecisions.keyedId(repetition, content));
  }

  private void ask(ClientSide client, TenantTier owner, Question question, byte[] body, long came) {
    if (client.isGone()) {
      return;
    }
    RequestFacts facts = question.facts();
    HttpServerRequest request = client.request();
    Wanted wanted = new Wanted(door, owner, facts, request.headers());
    ApiError refusal = wanted.refusal();
    if (refusal != null) {
      client.error(refusal);
      return;
    }
    int clientsTry = clientsTry(request);
    boolean keyed = question.isKeyed();
    boolean repeats = clientsTry > 0 || keyed;
    Decided before =
        repeats ? door.repetitions.find(question.repetition(), System.currentTimeMillis()) : null;
    if (before != null && wanted.allows(before.execution())) {
      door.metrics.count(DoorMetric.CHOICES, "reason", "repeated");
      client.decided(before.execution(), "repeated", facts.model());
      new Exchange(door, vertx, clients, client, facts, body, before, came).start();
      return;
    }
    if (repeats && door.isStarting() || keyed && !door.repetitions.asking(question.repetition())) {
      // What was decided before its start is not known yet, or the same question came a moment
      // before and is being decided on: a moment, and it is.
      vertx.setTimer(
          LOOK_AGAIN_MILLIS, id -> safely(client, () -> ask(client, owner, question, body, came)));
      return;
    }
    String earlier = repeats ? door.router.decidedLately(owner, question.repetition()) : null;
    String id = earlier == null ? question.newId() : earlier;
    Context context = vertx.getOrCreateContext();
    long sent = System.nanoTime();
    router(wanted, id)
        .whenComplete(
            (todo, failure) ->
                context.runOnContext(
                    now -> {
                      door.metrics.time(DoorMetric.DECIDING, System.nanoTime() - sent);
                      if (failure != null) {
                        unexpected(client, failure);
                      } else {
                        safely(
                            client,
                            () -> execute(client, question, body, todo, earlier != null, came));
                      }
                      if (keyed) {
                        door.repetitions.asked(question.repetition());
                      }
                    }));
  }

  /** Its answer, or its fault. */
  private CompletionStage<Execution> router(Wanted wanted, String id) {
    try {
      return door.router.ask(
          wanted.request(id, System.currentTimeMillis()), door.settings.deciding().budget());
    } catch (RuntimeException e) {
      return CompletableFuture.failedFuture(e);
    }
  }

  /** How often the client says to have tried before. */
  static int clientsTry(HttpServerRequest request) {
    String count = request.getHeader("x-stainless-retry-count");
    try {
      int tries = count == null ? 0 : Integer.parseInt(count.strip());
      return Math.max(0, Math.min(tries, MOST_TRIES));
    } catch (NumberFormatException e) {
      return 0;
    }
  }

  private void execute(
      ClientSide client,
      Question question,
      byte[] body,
      Execution todo,
      boolean repeated,
      long came) {
    if (todo.refused()) {
      client.error(Refused.error(todo.refusal()));
      return;
    }
    if (todo.model() == null) {
      client.error(nothingKnown(todo));
      return;
    }
    String reason = repeated && todo.decision() != null ? "repeated" : reason(todo);
    door.metrics.count(DoorMetric.CHOICES, "reason", reason);
    client.decided(todo, reason, question.facts().model());
    Decided decided =
        door.repetitions.put(
            question.repetition(), todo, question.isKeyed(), System.currentTimeMillis());
    new Exchange(door, vertx, clients, client, question.facts(), body, decided, came).start();
  }

  static ApiError nothingKnown(Execution todo) {
    return ApiError.server(
        503,
        "no_decision",
        "There is neither a decision nor a standing for %s; name 'decision.default-models' for that."
            .formatted(todo.request().key()));
  }

  static String reason(Execution todo) {
    return switch (todo.outcome()) {
      case DECIDED -> todo.decision().reason().name().toLowerCase(Locale.ROOT);
      case OBSERVED -> "observed";
      default -> "standing";
    };
  }

  static ApiError unknownModel(Door door, String name) {
    return ApiError.invalid(
        404,
        "model_not_found",
        "model",
        "There is no model '%s'. Leave the choice to the router with %s; /v1/models lists all names."
            .formatted(
                name.length() > LONGEST_NAME ? name.substring(0, LONGEST_NAME) + "..." : name,
                String.join(
                    " or ",
                    door.settings.deciding().routeNames().stream()
                        .map(n -> "'" + n + "'")
                        .toList())));
  }
}
