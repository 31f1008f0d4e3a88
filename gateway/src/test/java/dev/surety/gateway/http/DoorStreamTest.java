package dev.surety.gateway.http;

import static dev.surety.gateway.http.Upstream.role;
import static dev.surety.gateway.http.Upstream.stop;
import static dev.surety.gateway.http.Upstream.usage;
import static dev.surety.gateway.http.Upstream.word;
import static org.assertj.core.api.Assertions.assertThat;

import dev.surety.domain.Feedback;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Streams: what they are made of, what they took, how they end. */
class DoorStreamTest {

  private static final String M = "provider-small";
  private static final String DONE = "data: [DONE]\n\n";
  private static final String STREAM = ",\"stream\":true";

  @Test
  void point4_eventsPassAsTheyAreCommentsAndAll() throws Exception {
    String events =
        ": hello\n\n"
            + role(M)
            + ": ping\r\n\r\n"
            + word(M, "Hi")
            + "event: x\nid: 7\n"
            + stop(M)
            + DONE;
    try (OpenDoor door = new OpenDoor()) {
      door.upstream.when(M, Upstream.stream(events));
      HttpResponse<String> answer = door.chat(STREAM);

      assertThat(answer.body()).isEqualTo(events);
      assertThat(answer.headers().firstValue("content-type"))
          .hasValueSatisfying(type -> assertThat(type).startsWith("text/event-stream"));
      assertThat(answer.headers().firstValue("x-surety-model")).hasValue("small");
      Arrays.stream(answer.body().split("\n"))
          .filter(line -> line.startsWith("data: {"))
          .forEach(
              line ->
                  assertThat(new JsonObject(line.substring(6)).getJsonArray("choices"))
                      .isNotNull());
    }
  }

  @Test
  void point5_usageIsAskedForAndTakenOutAgainForWhoDidNotAsk() throws Exception {
    try (OpenDoor door = new OpenDoor()) {
      assertThat(door.chat(STREAM).body()).doesNotContain("usage").endsWith(DONE);
      assertThat(door.router.nextReport().outputTokens()).isEqualTo(2);
      assertThat(door.upstream.seen.poll().json().getJsonObject("stream_options"))
          .isEqualTo(new JsonObject("{\"include_usage\":true}"));

      assertThat(door.chat(STREAM + ",\"stream_options\":{\"include_usage\":true}").body())
          .contains("\"choices\":[],\"usage\"");
      assertThat(door.chat(STREAM + ",\"stream_options\":{\"include_obfuscation\":false}").body())
          .doesNotContain("usage");
      assertThat(door.upstream.seen)
          .extracting(s -> s.json().getJsonObject("stream_options").encode())
          .containsExactly(
              "{\"include_usage\":true}", "{\"include_usage\":true,\"include_obfuscation\":false}");
    }
  }

  @Test
  void point5_anExplicitFalseIsRespected() throws Exception {
    try (OpenDoor door = new OpenDoor()) {
      door.chat(STREAM + ",\"stream_options\":{\"include_usage\":false}");

      assertThat(door.upstream.seen.element().json().getJsonObject("stream_options"))
          .isEqualTo(new JsonObject("{\"include_usage\":false}"));
      Feedback report = door.router.nextReport();
      assertThat(report.outputTokens()).as("reckoned from characters").isEqualTo(3);
      assertThat(report.usageEstimated()).isTrue();
      assertThat(report.firstTokenMillis()).isBetween(0L, report.latencyMillis());
      assertThat(door.metrics()).contains("surety_gateway_usage_estimated_total 1.0");
    }
  }

  @Test
  void point5_anUpstreamThatRefusesToBeAskedIsNotAskedAgain() throws Exception {
    try (OpenDoor door = new OpenDoor()) {
      door.upstream.when(
          M,
          (request, body, up) -> {
            if (body.containsKey("stream_options")) {
              Upstream.json(
                  request, 400, "{\"error\":{\"message\":\"Unknown parameter: stream_options\"}}");
            } else {
              Upstream.answerWell(request, body, up);
            }
          });

      assertThat(door.chat(STREAM).body()).contains("Hello").endsWith(DONE);
      assertThat(door.chat(STREAM).statusCode()).isEqualTo(200);
      assertThat(door.upstream.seen).hasSize(3);
      assertThat(door.router.nextReports(2)).allMatch(report -> report.error() == null);
    }
  }

  @Test
  void point6_usageInPartsOrTwiceIsNotAddedUp() throws Exception {
    try (OpenDoor door = new OpenDoor()) {
      String inMidStream =
          word(M, "Hi")
              .replace("}\n\n", ",\"usage\":{\"prompt_tokens\":7,\"completion_tokens\":1}}\n\n");
      door.upstream.when(
          M, Upstream.stream(role(M), inMidStream, stop(M), usage(M, 7, 3), usage(M, 7, 3), DONE));

      assertThat(door.chat(STREAM).body()).contains("\"prompt_tokens\":7,\"completion_tokens\":1");
      Feedback report = door.router.nextReport();
      assertThat(report.inputTokens()).isEqualTo(7);
      assertThat(report.outputTokens()).isEqualTo(3);
    }
  }

  @Test
  void point7_anAnswerThatBreaksOffEndsInAnErrorWithinTheStream() throws Exception {
    try (OpenDoor door = new OpenDoor()) {
      door.upstream.when(M, Upstream.dieAfter(role(M), word(M, "Hel")));
      HttpResponse<String> answer = door.chat(STREAM);

      assertThat(answer.statusCode()).isEqualTo(200);
      assertThat(answer.body())
          .contains("Hel")
          .contains("data: {\"error\":{\"message\":\"The answer broke off")
          .doesNotContain("[DONE]");
      Feedback report = door.router.nextReport();
      assertThat(report.error()).startsWith("server_error");
      assertThat(report.finalError()).isTrue();
      assertThat(door.upstream.modelsAsked()).containsExactly(M);
    }
  }

  @Test
  void point7_soDoesAResponse() throws Exception {
    try (OpenDoor door = new OpenDoor()) {
      door.upstream.when(
          M,
          Upstream.dieAfter(
              Upstream.event("response.created", "\"response\":{\"id\":\"resp_1\",\"output\":[]}"),
              Upstream.event("response.output_text.delta", "\"delta\":\"Hel\"")));
      assertThat(
              door.post("/v1/responses", "{\"model\":\"auto\",\"input\":\"hi\",\"stream\":true}")
                  .body())
          .contains("event: error\ndata: {\"type\":\"error\",\"code\":\"upstream_ended\"");
    }
  }

  @Test
  void point7_aChunkThatCantBeReadIsNotPassedOn() throws Exception {
    try (OpenDoor door = new OpenDoor()) {
      door.upstream.when(M, Upstream.stream(role(M), word(M, "Hel"), "data: {\"cho\n\n", DONE));
      assertThat(door.chat(STREAM).body())
          .contains("\"code\":\"upstream_broken\"")
          .doesNotContain("{\"cho\n");
    }
  }

  @Test
  void point7_aStreamThatStallsEndsInAnError() throws Exception {
    try (OpenDoor door = new OpenDoor("--answer.idle-after=200 ms")) {
      door.upstream.when(M, Upstream.stallAfter(role(M), word(M, "Hel")));
      assertThat(door.chat(STREAM).body()).contains("\"code\":\"upstream_timeout\"");
      assertThat(door.router.nextReport().error()).startsWith("timeout");
    }
  }

  @Test
  void point7_aStreamOfTwoChoicesIsWholeWhenBothHaveEnded() throws Exception {
    String second = word(M, "Ho").replace("\"index\":0", "\"index\":1");
    assertThat(second).contains("\"index\":1");
    try (OpenDoor door = new OpenDoor()) {
      door.upstream.when(M, Upstream.stream(word(M, "Hi"), second, stop(M)));
      assertThat(door.chat(STREAM + ",\"n\":2").body()).contains("upstream_ended");
      assertThat(door.router.nextReport().error()).startsWith("server_error");

      String secondStop = stop(M).replace("\"index\":0", "\"index\":1");
      door.upstream.when(M, Upstream.stream(word(M, "Hi"), second, stop(M), secondStop));
      assertThat(door.chat(STREAM + ",\"n\":2").body()).endsWith(secondStop + DONE);
      assertThat(door.router.nextReport().error()).isNull();
    }
  }

  /** Clients wait for the end, and SDKs close what they have read to its last event. */
  @Test
  void point4_anUpstreamThatDoesNotEndBehindItsLastEventHoldsNobody() throws Exception {
    try (OpenDoor door = new OpenDoor()) {
      String all = role(M) + word(M, "Hi") + stop(M) + DONE;
      door.upstream.when(M, Upstream.stallAfter(all));
      assertThat(door.chat(STREAM).body()).isEqualTo(all);
      assertThat(door.router.nextReport().error()).isNull();

      String response =
          Upstream.event("response.output_text.delta", "\"delta\":\"Hi\"")
              + Upstream.event("response.completed", "\"response\":{\"output\":[{}]}");
      door.upstream.when(M, Upstream.stallAfter(response));
      String body = "{\"model\":\"auto\",\"input\":\"hi\",\"stream\":true}";
      assertThat(door.post("/v1/responses", body).body()).isEqualTo(response);
      assertThat(door.router.nextReport().error()).isNull();
    }
  }

  @Test
  void point14_whoGoesBehindTheLastEventHasHadItsAnswer() throws Exception {
    try (OpenDoor door = new OpenDoor()) {
      door.upstream.when(M, Upstream.stallAfter(role(M) + word(M, "Hi") + stop(M) + DONE));
      try (Caller caller = new Caller(door, STREAM)) {
        caller.readUntil("[DONE]");
      }
      assertThat(door.router.nextReport().error()).isNull();
      assertThat(door.metrics())
          .contains("surety_gateway_cancelled_total 0.0")
          .contains("surety_gateway_requests_total{api=\"chat\",status=\"200\"} 1.0");
    }
  }

  @Test
  void whatAnUpstreamCompressesAllTheSameIsRead() throws Exception {
    try (OpenDoor door = new OpenDoor()) {
      door.upstream.when(M, Upstream::answerCompressed);
      HttpResponse<String> whole = door.chat("");
      assertThat(whole.body()).isEqualTo(Upstream.chat(M, "Hello"));
      assertThat(whole.headers().firstValue("content-encoding")).isEmpty();
      assertThat(door.chat(STREAM).body()).isEqualTo(role(M) + word(M, "Hello") + stop(M) + DONE);
    }
  }

  /** The head said that a stream comes. */
  @Test
  void point13_anAnswerThatIsNoStreamAfterACommentIsFollowedByTheNext() throws Exception {
    try (OpenDoor door = new OpenDoor("--answer.ping-every=100 ms")) {
      CompletableFuture<Void> pinged = new CompletableFuture<>();
      door.upstream.when(
          M,
          (request, body, up) ->
              pinged.thenRun(
                  () ->
                      up.vertx.runOnContext(
                          v -> Upstream.json(request, 200, Upstream.chat(M, "Hi")))));
      try (Caller caller = new Caller(door, STREAM)) {
        caller.readUntil(": ping\n\n");
        pinged.complete(null);
        assertThat(caller.readUntil("[DONE]")).contains("provider-large");
      }
      assertThat(door.router.nextReport().error()).contains("no stream");
    }
  }

  @Test
  void aStreamWithoutTheLastMarkGetsIt() throws Exception {
    try (OpenDoor door = new OpenDoor()) {
      door.upstream.when(M, Upstream.stream(role(M), word(M, "Hi"), stop(M)));
      assertThat(door.chat(STREAM).body()).endsWith(stop(M) + DONE);
      assertThat(door.router.nextReport().error()).isNull();
    }
  }

  @Test
  void point13_commentsKeepTheConnectionAliveAndFailoverStillWorks() throws Exception {
    try (OpenDoor door = new OpenDoor("--answer.ping-every=100 ms")) {
      CompletableFuture<Void> pinged = new CompletableFuture<>();
      door.upstream.when(
          M,
          (request, body, up) -> {
            Upstream.sse(request).write(role(M));
            pinged.thenRun(() -> up.vertx.runOnContext(v -> request.connection().close()));
          });
      try (Caller caller = new Caller(door, STREAM)) {
        String begin = caller.readUntil(": ping\n\n");
        pinged.complete(null);
        String rest = caller.readUntil("[DONE]");

        assertThat(begin).contains("text/event-stream").doesNotContain("x-surety-model");
        assertThat(rest).contains("provider-large").contains("Hello").doesNotContain(M);
        assertThat(rest.split("\"role\":\"assistant\"", -1)).as("one start").hasSize(2);
      }
      assertThat(door.router.nextReport().error()).startsWith("server_error");
      assertThat(door.router.nextReport().model()).isEqualTo("large");
    }
  }

  @Test
  void point13_whoDoesNotBeginInTimeIsFollowedByTheNext() throws Exception {
    try (OpenDoor door = new OpenDoor("--answer.first-token-within=300 ms")) {
      door.upstream.when(M, Upstream.stallAfter(role(M)));
      door.chat(STREAM);
      assertThat(door.router.nextReport().error()).startsWith("timeout");
      assertThat(door.upstream.modelsAsked()).containsExactly(M, "provider-large-2026-01-01");
    }
  }

  @Test
  void point13_whereNobodyAnswersAfterACommentTheErrorIsInTheStream() throws Exception {
    try (OpenDoor door =
        new OpenDoor("--answer.ping-every=100 ms", "--answer.first-token-within=250 ms")) {
      door.router.decide("small");
      door.upstream.when(M, Upstream.stallAfter());
      assertThat(door.chat(STREAM).body()).contains(": ping").contains("data: {\"error\":");
    }
  }

  @Test
  void responsesTellWhatTheyTookCachedAndReasonedApart() throws Exception {
    try (OpenDoor door = new OpenDoor()) {
      String body =
          door.post("/v1/responses", "{\"model\":\"auto\",\"input\":\"hi\",\"stream\":true}")
              .body();
      assertThat(body).contains("event: response.created").contains("event: response.completed");
      Feedback report = door.router.nextReport();
      assertThat(report.inputTokens()).isEqualTo(7);
      assertThat(report.cachedInputTokens()).isEqualTo(4);
      assertThat(report.outputTokens()).isEqualTo(9);
      assertThat(report.reasoningTokens()).isEqualTo(6);
    }
  }

  /** The upstream answers nobody before all have asked. */
  @Test
  void asManyAreAskedAtOnceAsThereMayBeConnections() throws Exception {
    int many = 40;
    List<HttpServerRequest> waiting = new CopyOnWriteArrayList<>();
    ExecutorService users = Executors.newFixedThreadPool(many);
    try (OpenDoor door = new OpenDoor()) {
      door.upstream.when(
          M,
          (request, body, upstream) -> {
            waiting.add(request);
            if (waiting.size() == many) {
              waiting.forEach(one -> Upstream.answerWell(one, body, upstream));
            }
          });
      List<Future<HttpResponse<String>>> answers = new ArrayList<>();
      for (int i = 0; i < many; i++) {
        answers.add(users.submit(() -> door.chat("")));
      }
      for (Future<HttpResponse<String>> answer : answers) {
        assertThat(answer.get(20, TimeUnit.SECONDS).statusCode()).isEqualTo(200);
      }
    } finally {
      users.shutdownNow();
    }
  }

  /** Python says so of the logarithm of nothing; it is the client's to read. */
  @Test
  void infiniteLogarithmsOfProbabilitiesPass() throws Exception {
    String logprobs = "\"logprobs\":{\"content\":[{\"token\":\"x\",\"logprob\":-Infinity}]},";
    try (OpenDoor door = new OpenDoor()) {
      String chunk =
          Upstream.chunk(M, logprobs + "\"delta\":{\"content\":\"x\"},\"finish_reason\":\"stop\"");
      door.upstream.when(M, Upstream.stream(chunk, "data: [DONE]\n\n"));
      assertThat(door.chat(",\"stream\":true").body()).contains("-Infinity").contains("[DONE]");
      String whole = Upstream.chat(M, "x").replace("\"index\":0,", "\"index\":0," + logprobs);
      door.upstream.when(M, Upstream.status(200, whole));
      assertThat(door.chat("").body()).isEqualTo(whole);
      assertThat(door.upstream.modelsAsked()).containsOnly(M);
    }
  }

  /** The Embeddings API knows no streams: what it may make of the field is the upstream's. */
  @Test
  void embeddingsAreNoStreamWhateverTheBodySays() throws Exception {
    try (OpenDoor door = new OpenDoor("--answer.ping-every=100 ms")) {
      door.upstream.when(
          M,
          (request, body, up) ->
              up.vertx.setTimer(300, id -> Upstream.answerWell(request, body, up)));
      for (String input : new String[] {"\"hi\"", "[1,2,3]", "[[1,2],[3]]", "[\"a\",\"b\"]"}) {
        HttpResponse<String> answer =
            door.post(
                "/v1/embeddings",
                "{\"model\":\"small\",\"stream\":true,\"encoding_format\":\"base64\",\"input\":"
                    + input
                    + '}');
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).startsWith("{\"object\":\"list\"");
      }
    }
  }
}
