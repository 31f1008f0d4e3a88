package dev.surety.trials.door;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;

/**
 * One user who asks, reads the whole stream and asks the next. What breaks is sent again as
 * OpenAI's SDKs do it: after half a second, then after twice as long, saying how often.
 */
final class StreamingClient {

  private static final long FIRST_PAUSE_MILLIS = 500;
  private static final long LONGEST_PAUSE_MILLIS = 2_000;
  private static final int MOST_TRIES = 60;
  private static final String END = "data: [DONE]\n\n";

  private final Vertx vertx;
  private final HttpClient http;
  private final StreamingLoad load;
  private final int number;
  private int questions;
  private int tries;
  private String request;
  private String decision;
  private StringBuilder tail;
  private int open;

  StreamingClient(Vertx vertx, HttpClient http, StreamingLoad load, int number) {
    this.vertx = vertx;
    this.http = http;
    this.load = load;
    this.number = number;
  }

  /** Asks the next question, or is done if the time is over. */
  void ask() {
    if (load.isOver()) {
      load.done();
      return;
    }
    questions++;
    tries = 0;
    request = null;
    decision = null;
    load.asked.incrementAndGet();
    send();
  }

  private void send() {
    int mine = ++open;
    String body =
        "{\"model\":\"surety\",\"stream\":true,\"messages\":[{\"role\":\"user\",\"content\":\"%s: question %d of user %d\"}]}"
            .formatted(load.name(), questions, number);
    http.request(HttpMethod.POST, load.port(), "127.0.0.1", "/v1/chat/completions")
        .onFailure(e -> failed(mine))
        .onSuccess(sent -> send(sent, mine, body));
  }

  private void send(HttpClientRequest sent, int mine, String body) {
    sent.exceptionHandler(e -> failed(mine));
    sent.putHeader("authorization", "Bearer " + load.key())
        .putHeader("content-type", "application/json")
        .putHeader("x-stainless-retry-count", String.valueOf(tries))
        .send(body)
        .onFailure(e -> failed(mine))
        .onSuccess(response -> read(response, mine));
  }

  private void read(HttpClientResponse response, int mine) {
    response.exceptionHandler(e -> failed(mine));
    if (response.statusCode() != 200) {
      response.endHandler(end -> failed(mine));
      return;
    }
    compare(response);
    tail = new StringBuilder();
    response.handler(this::keepTail);
    response.endHandler(end -> ended(mine));
  }

  private void compare(HttpClientResponse response) {
    String asked = response.getHeader("x-surety-request-id");
    String decided = response.getHeader("x-surety-decision-id");
    if (decided == null) {
      load.standing.incrementAndGet();
    } else if (decision != null) {
      boolean same = decided.equals(decision) && asked.equals(request);
      (same ? load.sameDecision : load.otherDecision).incrementAndGet();
    }
    request = asked;
    decision = decided;
  }

  private void keepTail(Buffer part) {
    tail.append(part);
    if (tail.length() > 4 * END.length()) {
      tail.delete(0, tail.length() - 2 * END.length());
    }
  }

  private void ended(int mine) {
    if (mine != open) {
      return;
    }
    if (!tail.toString().endsWith(END)) {
      failed(mine);
      return;
    }
    open++;
    load.complete.incrementAndGet();
    ask();
  }

  private void failed(int mine) {
    if (mine != open) {
      return;
    }
    open++;
    load.broken.incrementAndGet();
    if (++tries > MOST_TRIES) {
      load.given.incrementAndGet();
      ask();
      return;
    }
    long pause = Math.min(LONGEST_PAUSE_MILLIS, FIRST_PAUSE_MILLIS << Math.min(tries - 1, 10));
    vertx.setTimer(pause, id -> send());
  }
}
