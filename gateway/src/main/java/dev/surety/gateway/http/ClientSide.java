package dev.surety.gateway.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.surety.client.Execution;
import dev.surety.gateway.body.AnswerNames;
import dev.surety.gateway.body.Api;
import dev.surety.gateway.options.DoorSettings.BodyModel;
import io.vertx.core.MultiMap;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.util.Locale;

/**
 * The side of a request that its client sees: one head, then bytes, then an end. Before the head an
 * error has its status; after it errors are events of the stream.
 */
final class ClientSide {

  private static final long NONE = -1;
  private static final long TENTH_NANOS = 100_000;
  private static final Buffer PING = Buffer.buffer(": ping\n\n");

  private final Door door;
  private final Vertx vertx;
  private final HttpServerRequest request;
  private final HttpServerResponse response;
  private final Api api;
  private Execution execution;
  private String reason;
  private String alias;
  private long overheadNanos = NONE;
  private long pings = NONE;
  private boolean whole;
  private boolean gone;
  private boolean over;
  private Runnable onGone = () -> {};
  private Runnable onOver;

  /**
   * @param onOver run when it has its answer, or has gone
   */
  ClientSide(Door door, Vertx vertx, HttpServerRequest request, Api api, Runnable onOver) {
    this.onOver = onOver;
    this.door = door;
    this.vertx = vertx;
    this.request = request;
    this.response = request.response();
    this.api = api;
    door.metrics.begun();
    response.closeHandler(closed -> leave());
    response.exceptionHandler(broken -> leave());
  }

  HttpServerRequest request() {
    return request;
  }

  /** What answers this request, and how it came to that. */
  void decided(Execution todo, String why, String asked) {
    execution = todo;
    reason = why;
    alias = door.settings.answering().bodyModel() == BodyModel.ALIAS ? asked : null;
  }

  void overhead(long nanos) {
    overheadNanos = nanos;
  }

  void onGone(Runnable then) {
    onGone = then;
    if (gone) {
      then.run();
    }
  }

  /** Something more to run when it has its answer, or has gone. */
  void onOver(Runnable more) {
    Runnable before = onOver;
    onOver =
        () -> {
          before.run();
          more.run();
        };
  }

  boolean isGone() {
    return gone;
  }

  /** It has been sent all of its answer, but for the end. */
  void whole() {
    whole = true;
  }

  boolean isWhole() {
    return whole;
  }

  /** Whether its status and headers have been sent. */
  boolean hasBegun() {
    return response.headWritten();
  }

  private void leave() {
    if (!over) {
      gone = true;
      over(whole ? 200 : 499);
      onGone.run();
    }
  }

  private void over(int status) {
    over = true;
    onOver.run();
    if (pings != NONE) {
      vertx.cancelTimer(pings);
    }
    door.metrics.ended();
    String name = api == null ? "decision" : api.name().toLowerCase(Locale.ROOT);
    door.metrics.count(DoorMetric.REQUESTS, "api", name, "status", Integer.toString(status));
  }

  // ------------------------------------------------------------------------ not streamed

  /** Ends it with an answer of an upstream. */
  void answer(Attempt by, int status, MultiMap upstream, Buffer body) {
    if (over) {
      return;
    }
    HeaderRules.toClient(upstream, response.headers());
    response.setStatusCode(status);
    ownHeaders(by.model(), by.number());
    byte[] bytes = body.getBytes();
    response.end(alias == null ? body : Buffer.buffer(AnswerNames.replaced(bytes, alias)));
    over(status);
  }

  /** Ends it with an error of an upstream, as that one said it. */
  void passOn(int status, MultiMap upstream, MultiMap more, Buffer body) {
    if (over) {
      return;
    }
    if (response.headWritten()) {
      error(
          ApiError.server(status, "upstream_error", "No model answered: " + body.toString(UTF_8)));
      return;
    }
    HeaderRules.toClient(upstream, response.headers());
    more.forEach(header -> response.headers().set(header.getKey(), header.getValue()));
    response.setStatusCode(status);
    ownHeaders(null, 0);
    response.end(body);
    over(status);
  }

  void error(ApiError error) {
    error(error, MultiMap.caseInsensitiveMultiMap());
  }

  /** Ends it with an error: with its status, or as an event if the head has gone. */
  void error(ApiError error, MultiMap headers) {
    if (over) {
      return;
    }
    if (response.headWritten()) {
      response.end(error.event(api));
    } else {
      headers.forEach(header -> response.headers().set(header.getKey(), header.getValue()));
      response.setStatusCode(error.status()).putHeader("content-type", "application/json");
      ownHeaders(null, 0);
      response.end(error.json(api).toString());
    }
    over(error.status());
  }

  /** Ends it with something of the door's own. */
  void json(int status, String body) {
    if (over) {
      return;
    }
    response.setStatusCode(status).putHeader("content-type", "application/json");
    ownHeaders(null, 0);
    response.end(body);
    over(status);
  }

  // ---------------------------------------------------------------------------- streamed

  /** From now on comments keep the connection alive until the first event goes out. */
  void awaitStream() {
    if (pings == NONE && !over) {
      pings = vertx.setPeriodic(door.settings.answering().pingEvery().toMillis(), id -> ping());
    }
  }

  private void ping() {
    if (!over) {
      // Who will answer is not known yet, so the head does not say.
      headOfStream(null, 0, null);
      response.write(PING);
    }
  }

  private void headOfStream(String model, int number, MultiMap upstream) {
    if (response.headWritten()) {
      return;
    }
    if (upstream != null) {
      HeaderRules.toClient(upstream, response.headers());
    }
    response.putHeader("content-type", "text/event-stream; charset=utf-8");
    response.putHeader("cache-control", "no-cache");
    response.putHeader("x-accel-buffering", "no");
    ownHeaders(model, number);
    response.setChunked(true);
  }

  /** The stream begins to answer. */
  void begin(Attempt by, MultiMap upstream) {
    if (pings != NONE) {
      vertx.cancelTimer(pings);
    }
    if (!over) {
      headOfStream(by.model(), by.number(), upstream);
    }
  }

  /** The next event. */
  void write(byte[] event) {
    if (!over) {
      response.write(
          Buffer.buffer(alias == null ? event : AnswerNames.replacedInEvent(event, alias)));
    }
  }

  boolean isFull() {
    return !over && response.writeQueueFull();
  }

  void onDrained(Runnable then) {
    response.drainHandler(drained -> then.run());
  }

  void end() {
    if (!over) {
      response.end();
      over(200);
    }
  }

  // ------------------------------------------------------------------------------ headers

  private void ownHeaders(String model, int number) {
    if (execution == null) {
      FrontDesk.identify(request);
    } else {
      put("x-surety-request-id", execution.requestId());
      String own = request.getHeader("x-request-id");
      put("x-request-id", own == null ? execution.requestId() : own);
      put("x-surety-decision-id", execution.decisionId());
      put("x-surety-reason", reason);
      if (execution.decision() != null && execution.decision().isSurvey()) {
        put("x-surety-solicit", "true");
      }
      put("x-surety-model", model);
      if (model != null && !model.equals(execution.model())) {
        put("x-surety-instead-of", execution.model());
      }
    }
    if (overheadNanos != NONE) {
      put("x-surety-overhead-ms", millis(overheadNanos));
    }
  }

  /** With one decimal. */
  static String millis(long nanos) {
    long tenths = (nanos + TENTH_NANOS / 2) / TENTH_NANOS;
    return tenths / 10 + "." + tenths % 10;
  }

  private void put(String name, String value) {
    if (value != null) {
      response.putHeader(name, value);
    }
  }
}
