package dev.surety.gateway.http;

import dev.surety.domain.TenantTier;
import dev.surety.gateway.body.Api;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Where every request arrives: who it is, and what it wants. */
final class FrontDesk {

  /** Judgements and questions, which are read on the event loop. */
  private static final int SMALL_BODY = 256 << 10;

  private static final Logger LOG = LoggerFactory.getLogger(FrontDesk.class);
  private static final String MODELS = "/v1/models";

  private final Door door;
  private final Vertx vertx;
  private final ModelRequests requests;
  private final Browsers browsers;

  FrontDesk(Door door, Vertx vertx) {
    this.door = door;
    this.vertx = vertx;
    requests = new ModelRequests(door, vertx);
    browsers = new Browsers(door.settings.listening().corsOrigins());
  }

  void take(HttpServerRequest request) {
    request.exceptionHandler(gone -> {});
    switch (request.path()) {
      case "/health" -> plain(request, 200, "ok");
      case "/ready" ->
          plain(
              request,
              door.isReady() ? 200 : 503,
              door.isReady() ? "ready" : "no standings yet, or about to stop");
      case "/metrics" ->
          request
              .response()
              .putHeader("content-type", "text/plain; version=0.0.4; charset=utf-8")
              .end(door.metrics.text());
      default -> safely(request, () -> known(request));
    }
  }

  /** A fault of the door must not leave its client waiting. */
  private static void safely(HttpServerRequest request, Runnable work) {
    try {
      work.run();
    } catch (RuntimeException e) {
      LOG.error("a request failed in the door", e);
      if (!request.response().headWritten()) {
        refuse(request, ApiError.server(500, "door_failed", "The door failed; its log says why."));
      }
    }
  }

  private void known(HttpServerRequest request) {
    if (browsers.answers(request)) {
      return;
    }
    TenantTier owner = owner(request);
    if (owner == null) {
      door.metrics.count(DoorMetric.KEYS_REFUSED);
      refuse(
          request,
          ApiError.invalid(
              401,
              "invalid_api_key",
              null,
              "There is no such key. Send one as 'Authorization: Bearer KEY' or 'x-api-key: KEY';"
                  + " './surety gateway keys add' makes them."));
    } else if (door.isRefusing()) {
      request.response().putHeader("retry-after", "1").putHeader("connection", "close");
      refuse(
          request,
          ApiError.server(503, "stopping", "This door is about to stop; try another one."));
    } else {
      serve(request, owner);
    }
  }

  private void serve(HttpServerRequest request, TenantTier owner) {
    String path = request.path();
    Api api = Api.of(path);
    if (api == null) {
      identify(request);
    }
    if (path.equals(MODELS) || path.startsWith(MODELS + '/')) {
      if (allows(request, HttpMethod.GET)) {
        models(request, owner, path);
      }
    } else if (api != null) {
      if (allows(request, HttpMethod.POST)) {
        requests.take(request, owner, api);
      }
    } else if (path.equals("/v1/feedback")) {
      small(request, body -> new FeedbackDesk(door).judge(request, owner, body));
    } else if (path.equals("/v1/route")) {
      small(request, body -> new DecisionDesk(door, vertx, request, owner).route(body));
    } else if (path.equals("/v1/systemone")) {
      small(request, body -> new DecisionDesk(door, vertx, request, owner).systemOne(body));
    } else if (path.equals("/v1/decisions")) {
      small(request, body -> new DecisionDesk(door, vertx, request, owner).decisions(body));
    } else {
      refuse(
          request,
          ApiError.invalid(
              404,
              "not_found",
              null,
              "There is no %s here: /v1/chat/completions, /v1/responses, /v1/messages, /v1/embeddings, /v1/models, /v1/feedback, /v1/route, /v1/systemone, /v1/decisions."
                  .formatted(path)));
    }
  }

  private void small(HttpServerRequest request, Consumer<Buffer> then) {
    if (allows(request, HttpMethod.POST)) {
      BodyReading.read(
          door,
          vertx,
          request,
          SMALL_BODY,
          (body, release) -> {
            // They read it at once, and keep nothing of it.
            release.run();
            safely(request, () -> then.accept(body));
          });
    }
  }

  private void models(HttpServerRequest request, TenantTier owner, String path) {
    if (path.equals(MODELS)) {
      json(request, new ModelList(door, owner).all());
      return;
    }
    String name = decoded(path.substring(MODELS.length() + 1));
    String one = new ModelList(door, owner).one(name);
    if (one != null) {
      json(request, one);
    } else {
      refuse(request, ModelRequests.unknownModel(door, name));
    }
  }

  /** Names with a slash come encoded; what is no encoding stands for itself. */
  private static String decoded(String name) {
    try {
      return URLDecoder.decode(name.replace("+", "%2B"), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      return name;
    }
  }

  private TenantTier owner(HttpServerRequest request) {
    String header = request.getHeader("authorization");
    String key =
        header != null && header.regionMatches(true, 0, "bearer ", 0, 7)
            ? header.substring(7).strip()
            : request.getHeader("x-api-key");
    return key == null ? null : door.keys.owner(key.strip());
  }

  private static boolean allows(HttpServerRequest request, HttpMethod method) {
    if (request.method().equals(method)) {
      return true;
    }
    request.response().putHeader("allow", method.name());
    refuse(
        request,
        ApiError.invalid(
            405, "method_not_allowed", null, request.path() + " takes " + method.name() + '.'));
    return false;
  }

  private static void plain(HttpServerRequest request, int status, String text) {
    request
        .response()
        .setStatusCode(status)
        .putHeader("content-type", "text/plain; charset=utf-8")
        .end(text + '\n');
  }

  private static void json(HttpServerRequest request, String body) {
    request.response().putHeader("content-type", "application/json").end(body);
  }

  /** Says by which id the request is known: its own, or a new one. */
  static void identify(HttpServerRequest request) {
    String own = request.getHeader("x-request-id");
    request.response().putHeader("x-request-id", own == null ? "req_" + UUID.randomUUID() : own);
  }

  static void refuse(HttpServerRequest request, ApiError error) {
    identify(request);
    request
        .response()
        .setStatusCode(error.status())
        .putHeader("content-type", "application/json")
        .end(error.json(Api.of(request.path())).toString());
  }
}
