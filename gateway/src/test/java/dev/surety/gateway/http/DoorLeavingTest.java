package dev.surety.gateway.http;

import static dev.surety.gateway.http.Upstream.role;
import static dev.surety.gateway.http.Upstream.word;
import static org.assertj.core.api.Assertions.assertThat;

import dev.surety.domain.ErrorKind;
import dev.surety.domain.Feedback;
import io.vertx.core.Vertx;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Clients that go, clients that are slow, and a door that stops. */
class DoorLeavingTest {

  private static final String M = "provider-small";

  private static Feedback cancelled(OpenDoor door) throws Exception {
    assertThat(door.upstream.sawAClientLeave()).isTrue();
    Feedback report = door.router.nextReport();
    assertThat(report.error()).isEqualTo("cancelled");
    assertThat(ErrorKind.of(report.error()))
        .as("no failure of the model")
        .isEqualTo(ErrorKind.REQUEST);
    assertThat(report.finalError()).as("no dissatisfied user").isFalse();
    return report;
  }

  @Test
  void point14_aClientThatGoesInMidStreamCancelsUpstreamAndPartialUsageIsBooked() throws Exception {
    try (OpenDoor door = new OpenDoor()) {
      String half =
          word(M, "Hello")
              .replace("}\n\n", ",\"usage\":{\"prompt_tokens\":7,\"completion_tokens\":1}}\n\n");
      door.upstream.when(M, Upstream.stallAfter(role(M), half));
      try (Caller caller = new Caller(door, ",\"stream\":true")) {
        caller.readUntil("Hello");
      }
      Feedback report = cancelled(door);
      assertThat(report.inputTokens()).isEqualTo(7);
      assertThat(report.outputTokens()).isEqualTo(1);
      assertThat(door.metrics()).contains("surety_gateway_cancelled_total 1.0");
    }
  }

  @Test
  void point14_soDoesOneThatGoesBeforeTheFirstWordOrDoesNotStream() throws Exception {
    for (String how : new String[] {",\"stream\":true", ""}) {
      try (OpenDoor door = new OpenDoor()) {
        CountDownLatch there = new CountDownLatch(1);
        door.upstream.when(M, (request, body, up) -> there.countDown());
        try (Caller caller = new Caller(door, how)) {
          assertThat(there.await(20, TimeUnit.SECONDS)).isTrue();
        }
        cancelled(door);
        assertThat(door.upstream.modelsAsked()).as("nobody else is tried").containsExactly(M);
      }
    }
  }

  @Test
  void point14_whoGoesWhileTheRouterThinksIsNotAskedFor() throws Exception {
    try (OpenDoor door = new OpenDoor()) {
      CompletableFuture<Void> goOn = new CompletableFuture<>();
      CountDownLatch asked = new CountDownLatch(1);
      door.router.answer =
          request -> {
            asked.countDown();
            return goOn.thenApply(v -> FakeRouter.decided(request, "small"));
          };
      try (Caller caller = new Caller(door, ",\"stream\":true")) {
        assertThat(asked.await(20, TimeUnit.SECONDS)).isTrue();
      }
      while (!door.metrics().contains("status=\"499\"")) {
        Thread.sleep(20);
      }
      goOn.complete(null);
      Feedback report = door.router.nextReport();
      assertThat(report.error()).isEqualTo("cancelled");
      assertThat(report.finalError()).isFalse();
      assertThat(door.upstream.seen).isEmpty();
    }
  }

  @Test
  void point14_anUpstreamThatBillsTheWholeAnswerIsReadToItsEnd() throws Exception {
    try (OpenDoor door = new OpenDoor("--upstreams.sim.on-disconnect=drain")) {
      CompletableFuture<Void> clientGone = new CompletableFuture<>();
      door.upstream.when(
          M,
          (request, body, up) -> {
            var out = Upstream.sse(request);
            out.write(role(M) + word(M, "Hello"));
            clientGone.thenRun(
                () ->
                    up.vertx.runOnContext(
                        v ->
                            out.end(
                                Upstream.stop(M) + Upstream.usage(M, 7, 99) + "data: [DONE]\n\n")));
          });
      try (Caller caller = new Caller(door, ",\"stream\":true")) {
        caller.readUntil("Hello");
      }
      while (!door.metrics().contains("surety_gateway_cancelled_total 1.0")) {
        Thread.sleep(20);
      }
      clientGone.complete(null);
      Feedback report = door.router.nextReport();
      assertThat(report.error()).isEqualTo("cancelled");
      assertThat(report.outputTokens()).isEqualTo(99);
    }
  }

  @Test
  void point15_theDoorStaysAwakeWhileALongBodyIsRead() throws Exception {
    try (OpenDoor door = new OpenDoor()) {
      String long8Mb = "\"" + "lorem ipsum ".repeat(700_000) + "\"";
      CompletableFuture<HttpResponse<String>> answer =
          door.http()
              .sendAsync(
                  door.to("/v1/chat/completions")
                      .POST(BodyPublishers.ofString(OpenDoor.ask("").replace("\"hi\"", long8Mb)))
                      .build(),
                  BodyHandlers.ofString());
      assertThat(door.get("/health").statusCode()).isEqualTo(200);
      assertThat(answer.get(60, TimeUnit.SECONDS).statusCode()).isEqualTo(200);
      assertThat(door.router.asked.element().prompt().length()).isEqualTo(16_384);
      assertThat(door.router.asked.element().inputTokens()).isEqualTo(8_400_000 / 3 + 1);
    }
  }

  @Test
  void point23_bodiesAreBounded() throws Exception {
    try (OpenDoor door = new OpenDoor("--request.max-body=1 kb")) {
      HttpResponse<String> told = door.chat(",\"x\":\"" + "y".repeat(2000) + "\"");
      assertThat(told.statusCode()).isEqualTo(413);
      assertThat(told.body()).contains("body_too_large");
      HttpRequest chunked =
          door.to("/v1/chat/completions")
              .POST(
                  BodyPublishers.ofInputStream(
                      () -> new java.io.ByteArrayInputStream(new byte[3000])))
              .build();
      assertThat(door.send(chunked).statusCode()).isEqualTo(413);
    }
    try (OpenDoor door = new OpenDoor("--request.body-timeout=200 ms");
        Caller caller = new Caller(door, "{", 50)) {
      caller.readUntil("HTTP/1.1 408");
    }
  }

  @Test
  void point23_allBodiesTogetherAreBounded() throws Exception {
    String most = ",\"x\":\"" + "y".repeat(600) + "\"";
    try (OpenDoor door = new OpenDoor("--request.max-body=1 kb", "--request.max-bodies=1 kb")) {
      try (Caller half = new Caller(door, "{" + " ".repeat(700), 900)) {
        awaitBodies(door, 701);

        HttpResponse<String> told = door.chat(most);
        assertThat(told.statusCode()).isEqualTo(503);
        assertThat(told.body()).contains("\"code\":\"busy\"");
        assertThat(told.headers().firstValue("retry-after")).hasValue("1");
        assertThat(door.metrics()).contains("surety_gateway_bodies_refused_total 1.0");
      }
      awaitBodies(door, 0);

      assertThat(door.chat(most).statusCode()).isEqualTo(200);
      awaitBodies(door, 0);
    }
  }

  private static void awaitBodies(OpenDoor door, int bytes) throws Exception {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
    String metric = "\nsurety_gateway_bodies_bytes " + bytes + ".0\n";
    while (!door.metrics().contains(metric)) {
      assertThat(System.nanoTime()).as(metric).isLessThan(end);
      Thread.sleep(5);
    }
  }

  @Test
  void point23_aStopLetsStreamsFinish() throws Exception {
    try (OpenDoor door = new OpenDoor("--stop.refuse-after=0 ms", "--stop.drain-within=2 min")) {
      CompletableFuture<Void> goOn = new CompletableFuture<>();
      Vertx vertx = door.upstream.vertx;
      door.upstream.when(
          M,
          (request, body, up) -> {
            if (!body.getBoolean("stream", false)) {
              Upstream.answerWell(request, body, up); // it came before the stop
              return;
            }
            var out = Upstream.sse(request);
            out.write(role(M) + word(M, "Hello"));
            goOn.thenRun(
                () -> vertx.runOnContext(v -> out.end(Upstream.stop(M) + "data: [DONE]\n\n")));
          });
      try (Caller caller = new Caller(door, ",\"stream\":true")) {
        caller.readUntil("Hello");
        CompletableFuture<Void> stopped =
            CompletableFuture.runAsync(
                () -> {
                  try {
                    door.server.stop();
                  } catch (InterruptedException e) {
                    throw new IllegalStateException(e);
                  }
                });
        while (door.chat("").statusCode() != 503) {
          Thread.sleep(20);
        }
        assertThat(door.get("/ready").statusCode()).isEqualTo(503);
        assertThat(stopped).isNotDone();
        goOn.complete(null);
        caller.readUntil("[DONE]");
        stopped.get(20, TimeUnit.SECONDS);
      }
    }
  }

  @Test
  void aSlowClientHoldsItsUpstreamBack() throws Exception {
    try (OpenDoor door = new OpenDoor()) {
      CompletableFuture<Boolean> full = new CompletableFuture<>();
      String big = word(M, "x".repeat(60_000));
      door.upstream.when(
          M,
          (request, body, up) -> {
            var out = Upstream.sse(request);
            up.vertx.setPeriodic(
                1,
                id -> {
                  if (out.writeQueueFull()) {
                    up.vertx.cancelTimer(id);
                    full.complete(true);
                    out.drainHandler(v -> out.end(Upstream.stop(M) + "data: [DONE]\n\n"));
                  } else {
                    out.write(big);
                  }
                });
          });
      try (Caller caller = new Caller(door, ",\"stream\":true")) {
        // Nothing is read: the upstream must come to feel it.
        assertThat(full.get(60, TimeUnit.SECONDS)).isTrue();
        caller.readUntil("[DONE]");
      }
    }
  }
}
