package dev.surety.gateway.http;

import dev.surety.gateway.body.AnswerNotes;
import dev.surety.gateway.body.EventSplitter;
import dev.surety.gateway.body.StreamNotes;
import dev.surety.gateway.body.WholeAnswer;
import dev.surety.gateway.http.Failure.Kind;
import dev.surety.gateway.options.UpstreamSettings;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import java.util.concurrent.TimeUnit;

/**
 * A request to a model besides the one that answers, as the decision wants it ({@code also_query}):
 * the router learns what it takes, nobody sees what it says. It goes its way whatever becomes of
 * the client.
 */
final class SilentQuestion {

  private final Exchange exchange;
  private final String model;
  private final int number;
  private final UpstreamSettings upstream;
  private final long began = System.nanoTime();
  private final long timer;
  private HttpClientRequest sent;
  private boolean over;

  SilentQuestion(Exchange exchange, String model, int number) {
    this.exchange = exchange;
    this.model = model;
    this.number = number;
    upstream = exchange.door.served.upstream(model);
    exchange.door.metrics.begun();
    long millis = exchange.door.settings.answering().whole().toMillis();
    timer = exchange.vertx.setTimer(Math.max(1, millis), id -> fail(Kind.TIMEOUT, "no answer"));
  }

  void ask() {
    boolean askForUsage = !exchange.door.withoutUsage.contains(upstream.name());
    byte[] body =
        exchange.facts.body(exchange.body, exchange.door.served.nameThere(model), askForUsage);
    exchange
        .clients
        .of(upstream)
        .request(Outgoing.to(upstream, exchange.facts, exchange.request))
        .onFailure(e -> fail(Kind.SERVER_ERROR, "no connection"))
        .onSuccess(request -> send(request, body));
  }

  private void send(HttpClientRequest request, byte[] body) {
    request.exceptionHandler(e -> broken());
    if (over) {
      request.reset();
      return;
    }
    sent = request;
    Outgoing.headers(exchange.request, upstream, request);
    request.send(Buffer.buffer(body)).onFailure(e -> broken()).onSuccess(this::receive);
  }

  private void receive(HttpClientResponse response) {
    if (over) {
      sent.reset();
      return;
    }
    response.exceptionHandler(e -> broken());
    if (response.statusCode() / 100 != 2) {
      Failure failure = Failure.ofStatus(response.statusCode(), null, null);
      fail(failure.kind(), failure.detail());
    } else if (Attempt.isStream(response)) {
      stream(response);
    } else {
      whole(response);
    }
  }

  private void stream(HttpClientResponse response) {
    StreamNotes notes = new StreamNotes(exchange.facts.api(), 0);
    int most = exchange.door.settings.answering().maxBody();
    EventSplitter splitter = new EventSplitter(most, notes::take);
    response.handler(
        part -> {
          try {
            splitter.feed(part.getBytes());
          } catch (IllegalStateException e) {
            fail(Kind.SERVER_ERROR, e.getMessage());
          }
        });
    response.endHandler(
        end -> {
          splitter.end();
          if (notes.errorStatus() != 0 || !notes.isFinished()) {
            fail(Kind.SERVER_ERROR, "the stream ended too early");
          } else {
            answered(notes.notes());
          }
        });
  }

  private void whole(HttpClientResponse response) {
    int most = exchange.door.settings.answering().maxBody();
    Buffer body = Buffer.buffer();
    response.handler(
        part -> {
          if (body.length() + part.length() > most) {
            fail(Kind.SERVER_ERROR, "the answer is longer than " + most + " bytes");
          } else {
            body.appendBuffer(part);
          }
        });
    response.endHandler(
        end -> {
          WholeAnswer answer = WholeAnswer.read(exchange.facts.api(), body.getBytes(), 0);
          if (answer.problem() == null) {
            answered(answer.notes());
          } else {
            fail(Kind.SERVER_ERROR, "no answer");
          }
        });
  }

  private void answered(AnswerNotes notes) {
    end(notes, null);
  }

  private void broken() {
    fail(Kind.SERVER_ERROR, "the connection broke");
  }

  private void fail(Kind kind, String detail) {
    end(null, Failure.of(kind, detail));
  }

  private void end(AnswerNotes notes, Failure failure) {
    if (over) {
      return;
    }
    over = true;
    exchange.vertx.cancelTimer(timer);
    exchange.door.metrics.ended();
    exchange.besides(
        new Exchange.Tried(
            model, number, TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - began), -1),
        notes,
        failure);
    if (failure != null && sent != null) {
      sent.reset();
    }
  }
}
