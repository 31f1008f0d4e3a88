package dev.surety.gateway.http;

import dev.surety.gateway.body.AnswerNotes;
import dev.surety.gateway.body.Api;
import dev.surety.gateway.body.WholeAnswer;
import dev.surety.gateway.http.Failure.Kind;
import dev.surety.gateway.options.UpstreamSettings;
import dev.surety.gateway.options.UpstreamSettings.OnDisconnect;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/** One request to one upstream, until there is an answer or a failure. */
final class Attempt {

  private static final int LONGEST_ERROR = 1 << 20;

  /**
   * Servers close connections that rest, some after five seconds, and may do so just as a request
   * goes out on one: that shows at once, and says nothing of the model. One that breaks later has
   * been read.
   */
  private static final long STALE_NANOS = 1_000_000_000L;

  private final Exchange exchange;
  private final String model;
  private final int number;
  private final UpstreamSettings upstream;
  private final long began = System.nanoTime();
  private HttpClientRequest sent;
  private StreamedAnswer stream;
  private long timer = -1;
  private long maybeStaleUntil;
  private boolean again;
  private boolean answered;
  private boolean over;
  private boolean unattended;
  private long firstTokenMillis = -1;

  Attempt(Exchange exchange, String model, int number) {
    this.exchange = exchange;
    this.model = model;
    this.number = number;
    upstream = exchange.door.served.upstream(model);
  }

  String model() {
    return model;
  }

  int number() {
    return number;
  }

  long millis() {
    return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - began);
  }

  /** What the report says of it. */
  Exchange.Tried tried() {
    return new Exchange.Tried(model, number, millis(), firstTokenMillis);
  }

  /** The first word of a stream is here. */
  void firstToken() {
    firstTokenMillis = millis();
    exchange.door.metrics.time(DoorMetric.FIRST_TOKEN, System.nanoTime() - began, "model", model);
  }

  void start() {
    if (exchange.facts.stream()) {
      exchange.client.awaitStream();
    }
    send(!exchange.door.withoutUsage.contains(upstream.name()));
  }

  private void send(boolean askForUsage) {
    arm(exchange.deadline - System.nanoTime());
    if (exchange.facts.stream()) {
      long first = exchange.door.settings.answering().firstToken().toNanos();
      arm(Math.min(first, exchange.deadline - System.nanoTime()));
    }
    byte[] body =
        exchange.facts.body(exchange.body, exchange.door.served.nameThere(model), askForUsage);
    exchange
        .clients
        .of(upstream)
        .request(Outgoing.to(upstream, exchange.facts, exchange.request))
        .onFailure(e -> fail(Failure.of(Kind.SERVER_ERROR, "no connection")))
        .onSuccess(request -> send(request, body, askForUsage));
  }

  private void send(HttpClientRequest request, byte[] body, boolean askForUsage) {
    request.exceptionHandler(e -> brokenConnection(request, askForUsage));
    if (over) {
      request.reset();
      return;
    }
    sent = request;
    boolean used = exchange.clients.isUsed(request.connection());
    maybeStaleUntil = used && !again ? System.nanoTime() + STALE_NANOS : System.nanoTime();
    Outgoing.headers(exchange.request, upstream, request);
    request
        .send(Buffer.buffer(body))
        .onFailure(e -> brokenConnection(request, askForUsage))
        .onSuccess(response -> receive(response, askForUsage));
  }

  private void brokenConnection(HttpClientRequest by, boolean askedForUsage) {
    if (by != sent) {
      return; // its successor is under way
    }
    if (stream != null && !over) {
      stream.ended(true);
    } else if (!over && !answered && maybeStaleUntil - System.nanoTime() > 0) {
      again = true;
      sent = null;
      send(askedForUsage);
    } else {
      fail(Failure.of(Kind.SERVER_ERROR, "the connection broke"));
    }
  }

  private void receive(HttpClientResponse response, boolean askedForUsage) {
    if (over) {
      sent.reset();
      return;
    }
    answered = true;
    response.exceptionHandler(e -> brokenConnection(sent, askedForUsage));
    boolean fine = response.statusCode() / 100 == 2;
    if (fine && exchange.facts.stream() && isStream(response)) {
      stream = new StreamedAnswer(exchange, this, response, askedForUsage);
      stream.start();
      return;
    }
    int most = fine ? exchange.door.settings.answering().maxBody() : LONGEST_ERROR;
    Buffer body = Buffer.buffer();
    response.handler(
        part -> {
          if (body.length() + part.length() > most && !over) {
            fail(Failure.of(Kind.SERVER_ERROR, "the answer is longer than " + most + " bytes"));
            sent.reset();
          } else {
            body.appendBuffer(part);
          }
        });
    response.endHandler(end -> whole(response, body, fine, askedForUsage));
  }

  /** Whether it comes as server-sent events. */
  static boolean isStream(HttpClientResponse response) {
    String type = String.valueOf(response.getHeader("content-type"));
    return type.toLowerCase(Locale.ROOT).contains("text/event-stream");
  }

  private void whole(
      HttpClientResponse response, Buffer body, boolean fine, boolean askedForUsage) {
    if (over) {
      return;
    }
    if (!fine) {
      if (askedForUsage && refusesUsage(response.statusCode(), body)) {
        exchange.door.withoutUsage.add(upstream.name());
        disarm();
        answered = false;
        send(false);
        return;
      }
      fail(Failure.ofStatus(response.statusCode(), body, response.headers()));
      return;
    }
    if (exchange.facts.stream() && exchange.client.hasBegun()) {
      // Comments went out as a stream's, and in a stream this can't be shown.
      fail(Failure.of(Kind.SERVER_ERROR, "the answer is no stream"));
      return;
    }
    byte[] bytes = body.getBytes();
    WholeAnswer answer = WholeAnswer.read(exchange.facts.api(), bytes, exchange.gathers());
    if (answer.errorStatus() != 0) {
      fail(
          answer.notes(),
          Failure.ofSaid(answer.errorStatus(), "the answer is an error", body, response.headers()));
      return;
    }
    if (answer.problem() != null) {
      fail(answer.notes(), Failure.of(Kind.SERVER_ERROR, "the answer " + answer.problem()));
      return;
    }
    done();
    exchange.known(this, answer.notes());
    exchange.show(this, response.headers(), response.statusCode(), body);
    exchange.answered(this, answer.notes(), unattended);
  }

  private boolean refusesUsage(int status, Buffer body) {
    return (status == 400 || status == 422)
        && exchange.facts.needsAskingForUsage()
        && exchange.facts.api() == Api.CHAT
        && (body.toString().contains("stream_options")
            || body.toString().contains("include_usage"));
  }

  /** Whether the client has gone and the answer is read for what it took. */
  boolean isUnattended() {
    return unattended;
  }

  boolean isOver() {
    return over;
  }

  /** The answer has begun or is there: no time-out ends it any more. */
  void disarm() {
    if (timer >= 0) {
      exchange.vertx.cancelTimer(timer);
      timer = -1;
    }
  }

  private void arm(long nanos) {
    disarm();
    timer =
        exchange.vertx.setTimer(
            Math.max(1, TimeUnit.NANOSECONDS.toMillis(nanos)),
            id -> {
              timer = -1;
              Failure late = Failure.of(Kind.TIMEOUT, "no answer in " + millis() + " ms");
              fail(stream == null ? null : stream.notes(), late);
              cancel();
            });
  }

  /** Nothing more is done. */
  void done() {
    over = true;
    disarm();
    if (stream != null) {
      stream
          .stopWatching(); // or its timer holds all of the request as long as it would have waited
    }
  }

  void cancel() {
    if (sent != null) {
      sent.reset();
    }
  }

  private void fail(Failure failure) {
    fail(null, failure);
  }

  /** It gave nothing that was shown. */
  void fail(AnswerNotes notes, Failure failure) {
    if (!over) {
      done();
      exchange.failed(this, notes, failure);
    }
  }

  /** The client has gone. */
  void clientGone() {
    if (over) {
      return;
    }
    if (stream != null && stream.isWhole()) {
      stream.ended(false);
      cancel();
      return;
    }
    if (upstream.onDisconnect() == OnDisconnect.DRAIN && sent != null) {
      unattended = true;
      if (stream != null) {
        stream.resume();
      }
      return;
    }
    done();
    AnswerNotes notes = stream == null ? null : stream.notes();
    exchange.failed(this, notes, Failure.of(Kind.CANCELLED, "the client has gone"));
    cancel();
  }
}
