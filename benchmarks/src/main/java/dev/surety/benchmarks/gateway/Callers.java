package dev.surety.benchmarks.gateway;

import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

/** Callers that ask again as soon as they have their answer, on connections that stay open. */
final class Callers implements AutoCloseable {

  private static final String BODY =
      "{\"model\":\"%s\",\"messages\":[{\"role\":\"user\",\"content\":\"Is it so?\"}]%s}";

  private final Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1));
  private final HttpClient http;

  Callers(int most) {
    http = vertx.createHttpClient(new HttpClientOptions().setMaxPoolSize(most).setTcpNoDelay(true));
  }

  /** Something to ask; completes when the whole answer is there. */
  interface Question extends Supplier<CompletionStage<?>> {}

  /**
   * A chat completion of a server.
   *
   * @param millis that the simulated model takes to answer
   */
  Question http(int port, String model, Map<String, String> headers, int millis) {
    String body =
        BODY.formatted(
            model, millis == 0 ? "" : ",\"simulate\":{\"first_token_ms\":" + millis + "}");
    RequestOptions to =
        new RequestOptions()
            .setMethod(HttpMethod.POST)
            .setHost("127.0.0.1")
            .setPort(port)
            .setURI("/v1/chat/completions")
            .putHeader("content-type", "application/json");
    headers.forEach(to::putHeader);
    return () ->
        http.request(to)
            .compose(request -> request.send(body))
            .compose(
                response ->
                    response
                        .body()
                        .map(
                            answer -> {
                              if (response.statusCode() != 200) {
                                throw new IllegalStateException(
                                    "port " + port + ": " + response.statusCode() + ' ' + answer);
                              }
                              return answer;
                            }))
            .toCompletionStage();
  }

  /** A question that is asked so much later, for whoever is compared with one that waits. */
  Question later(int millis, Question question) {
    return millis == 0
        ? question
        : () -> {
          CompletableFuture<Object> answered = new CompletableFuture<>();
          vertx.setTimer(
              millis,
              id ->
                  question
                      .get()
                      .whenComplete(
                          (answer, failure) -> {
                            if (failure == null) {
                              answered.complete(answer);
                            } else {
                              answered.completeExceptionally(failure);
                            }
                          }));
          return answered;
        };
  }

  /** Asks so many times, so many at once. */
  List<Double> ask(Question question, int times, int atOnce) throws IOException {
    return ask(question, times, atOnce, 0);
  }

  /**
   * Asks so many times, so many at once.
   *
   * @param withinMillis over which the callers begin, one after the other; where answers take long
   *     they would else ask in step, all in one moment
   * @return how long each took, milliseconds
   */
  List<Double> ask(Question question, int times, int atOnce, int withinMillis) throws IOException {
    List<Double> millis = new ArrayList<>(times);
    List<CompletableFuture<Void>> callers = new ArrayList<>();
    for (int i = 0; i < atOnce; i++) {
      CompletableFuture<Void> done = new CompletableFuture<>();
      callers.add(done);
      int mine = times / atOnce;
      vertx.setTimer(
          1 + (long) withinMillis * i / atOnce, id -> next(question, mine, millis, done));
    }
    try {
      CompletableFuture.allOf(callers.toArray(CompletableFuture[]::new)).join();
    } catch (CompletionException e) {
      throw new IOException("an answer failed: " + e.getCause().getMessage(), e);
    }
    return millis;
  }

  /** All of it happens on the one event loop. */
  private void next(
      Question question, int left, List<Double> millis, CompletableFuture<Void> done) {
    if (left == 0) {
      done.complete(null);
      return;
    }
    long began = System.nanoTime();
    question
        .get()
        .whenComplete(
            (answer, failure) -> {
              double took = (System.nanoTime() - began) / 1e6;
              vertx.runOnContext(
                  now -> {
                    if (failure != null) {
                      done.completeExceptionally(failure);
                      return;
                    }
                    millis.add(took);
                    next(question, left - 1, millis, done);
                  });
            });
  }

  @Override
  public void close() {
    vertx.close().toCompletionStage().toCompletableFuture().join();
  }
}
