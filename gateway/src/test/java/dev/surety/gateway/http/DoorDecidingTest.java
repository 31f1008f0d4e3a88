package dev.surety.gateway.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.surety.domain.CachedPrefix;
import dev.surety.domain.Feedback;
import dev.surety.domain.ModelOffer;
import dev.surety.domain.ModelSpec;
import dev.surety.domain.RoutingRequest;
import java.net.Socket;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** What the router is asked, and what is done with what it says. */
class DoorDecidingTest {

  private static RoutingRequest asked(OpenDoor door) {
    return door.router.asked.remove();
  }

  @Test
  void point10_aRetryGetsTheSameDecision() throws Exception {
    try (OpenDoor door = new OpenDoor()) {
      String first = door.chat("").headers().firstValue("x-surety-decision-id").orElseThrow();
      HttpResponse<String> again =
          door.chat("", "x-stainless-retry-count", "1", "x-stainless-lang", "js");

      assertThat(again.headers().firstValue("x-surety-decision-id")).hasValue(first);
      assertThat(again.headers().firstValue("x-surety-reason")).hasValue("repeated");
      assertThat(door.router.asked).hasSize(1);
      assertThat(door.router.nextReports(2)).extracting(r -> r.attempt()).containsExactly(0, 1);
      assertThat(door.upstream.seen)
          .allMatch(s -> s.headers().keySet().stream().noneMatch(h -> h.startsWith("x-stainless")));
      // Alike is not the same: who does not say that it repeats is asked for anew.
      door.chat("", "x-stainless-retry-count", "0");
      assertThat(door.router.asked).hasSize(2);
    }
  }

  @Test
  void point10_soItIsAtADoorThatDoesNotKnowTheFirst() throws Exception {
    try (OpenDoor door = new OpenDoor()) {
      door.router.lately = "asked-by-another-door";
      door.chat("", "x-stainless-retry-count", "0");
      assertThat(asked(door).requestId()).as("a first try").isNotEqualTo(door.router.lately);
      assertThat(door.router.nextReport().attempt()).isZero();

      HttpResponse<String> again = door.chat(",\"user\":\"u\"", "x-stainless-retry-count", "2");
      assertThat(asked(door).requestId()).isEqualTo("asked-by-another-door");
      assertThat(again.headers().firstValue("x-surety-reason")).hasValue("repeated");
      assertThat(door.router.nextReport().attempt()).as("each try has its own money").isEqualTo(2);

      door.chat(",\"user\":\"w\"", "idempotency-key", "k");
      assertThat(asked(door).requestId()).isEqualTo("asked-by-another-door");
    }
  }

  @Test
  void point10_aDoorThatIsStartingWaitsUntilItKnowsWhatWasDecided() throws Exception {
    try (OpenDoor door = new OpenDoor()) {
      door.router.ready = false;
      CompletableFuture<HttpResponse<String>> again =
          door.http()
              .sendAsync(
                  door.to("/v1/chat/completions")
                      .header("x-stainless-retry-count", "1")
                      .POST(HttpRequest.BodyPublishers.ofString(OpenDoor.ask("")))
                      .build(),
                  HttpResponse.BodyHandlers.ofString());
      assertThat(door.chat(",\"user\":\"new\"").statusCode())
          .as("who is new need not wait")
          .isEqualTo(200);
      assertThat(again).isNotDone();
      door.router.lately = "asked-by-another-door";
      door.router.ready = true;
      again.get(20, TimeUnit.SECONDS);
      assertThat(door.router.asked.stream().map(RoutingRequest::requestId))
          .contains("asked-by-another-door");
    }
  }

  @Test
  void modelsThatAreAskedBesidesAreReportedAndNotShown() throws Exception {
    for (String how : List.of("", ",\"stream\":true")) {
      try (OpenDoor door = new OpenDoor()) {
        door.router.answer =
            request ->
                CompletableFuture.completedFuture(
                    FakeRouter.alsoQuerying(
                        FakeRouter.decided(request, "small"), List.of("large", "gone", "small")));
        HttpResponse<String> answer = door.chat(how);
        assertThat(answer.body()).contains("provider-small").doesNotContain("provider-large");
        List<Feedback> reports = door.router.nextReports(2);
        assertThat(reports).extracting(Feedback::model).containsExactlyInAnyOrder("small", "large");
        assertThat(reports)
            .allMatch(
                report ->
                    report.inputTokens() == 7
                        && report.outputTokens() == 2
                        && report.attempt() == 0
                        && report.error() == null
                        && !report.usageEstimated()
                        && report.decisionId().equals("d-" + report.requestId()));

        door.chat(how, "x-stainless-retry-count", "1");
        assertThat(door.router.nextReport().model()).as("once").isEqualTo("small");
        assertThat(door.upstream.modelsAsked()).hasSize(3);
        assertThat(door.metrics())
            .contains("surety_gateway_also_queried_total{model=\"large\",result=\"ok\"} 1.0");
      }
    }
  }

  @Test
  void aModelThatFailsBesidesFailsNobody() throws Exception {
    try (OpenDoor door = new OpenDoor()) {
      door.upstream.when("provider-large-2026-01-01", Upstream.dieAfter());
      door.router.answer =
          request ->
              CompletableFuture.completedFuture(
                  FakeRouter.alsoQuerying(FakeRouter.decided(request, "small"), List.of("large")));
      assertThat(door.chat("").statusCode()).isEqualTo(200);
      Feedback failed =
          door.router.nextReports(2).stream()
              .filter(report -> report.error() != null)
              .findFirst()
              .orElseThrow();
      assertThat(failed.model()).isEqualTo("large");
      assertThat(failed.finalError()).isFalse();
    }
  }

  @Test
  void whatShallBeJudgedIsSaid() throws Exception {
    try (OpenDoor door = new OpenDoor()) {
      assertThat(door.chat("").headers().firstValue("x-surety-solicit")).isEmpty();
      door.router.answer =
          request ->
              CompletableFuture.completedFuture(
                  FakeRouter.soliciting(FakeRouter.decided(request, "small")));
      assertThat(door.chat("").headers().firstValue("x-surety-solicit")).hasValue("true");
    }
  }

  @Test
  void point10_soDoesAnIdempotencyKeyOfTheSameTenant() throws Exception {
    try (OpenDoor door = new OpenDoor()) {
      String first =
          door.chat("", "idempotency-key", "k1")
              .headers()
              .firstValue("x-surety-decision-id")
              .orElseThrow();
      assertThat(
              door.chat("", "idempotency-key", "k1").headers().firstValue("x-surety-decision-id"))
          .hasValue(first);
      door.chat("", "idempotency-key", "k2");
      assertThat(door.router.asked).hasSize(2);
    }
  }

  @Test
  void point10_theSameKeyTwiceAtOnceIsDecidedOnce() throws Exception {
    try (OpenDoor door = new OpenDoor()) {
      CompletableFuture<Void> goOn = new CompletableFuture<>();
      door.router.answer = request -> goOn.thenApply(v -> FakeRouter.decided(request, "small"));
      List<CompletableFuture<HttpResponse<String>>> answers = new ArrayList<>();
      for (int i = 0; i < 5; i++) {
        HttpRequest asked =
            door.to("/v1/chat/completions")
                .header("idempotency-key", "order-7")
                .POST(HttpRequest.BodyPublishers.ofString(OpenDoor.ask("")))
                .build();
        answers.add(door.http().sendAsync(asked, HttpResponse.BodyHandlers.ofString()));
      }
      while (!door.metrics().contains("surety_gateway_in_flight 5.0")) {
        Thread.sleep(20);
      }
      goOn.complete(null);
      Set<String> decisions = new TreeSet<>();
      for (CompletableFuture<HttpResponse<String>> one : answers) {
        HttpResponse<String> answer = one.get(20, TimeUnit.SECONDS);
        assertThat(answer.statusCode()).isEqualTo(200);
        decisions.add(answer.headers().firstValue("x-surety-decision-id").orElseThrow());
      }
      assertThat(decisions).hasSize(1);
      assertThat(door.router.asked).hasSize(1);
      assertThat(door.router.nextReports(5)).extracting(Feedback::attempt).doesNotHaveDuplicates();
    }
  }

  @Test
  void point10_whoWaitsForTheSameKeyAsksItselfWhereTheFirstCameToNothing() throws Exception {
    try (OpenDoor door = new OpenDoor()) {
      door.router.refuse("no_sla", "none");
      assertThat(door.chat("", "idempotency-key", "k").statusCode()).isEqualTo(403);
      door.router.answer =
          request -> {
            throw new IllegalStateException("a fault that a test has made");
          };
      assertThat(door.chat("", "idempotency-key", "k").statusCode()).isEqualTo(500);
      door.router.decide("small");
      assertThat(door.chat("", "idempotency-key", "k").statusCode()).isEqualTo(200);
    }
  }

  @Test
  void point10_theClientsOwnLimitIsTheDeadline() throws Exception {
    try (OpenDoor door = new OpenDoor()) {
      door.router.decide("small");
      door.upstream.when("provider-small", Upstream.stallAfter());
      HttpResponse<String> answer = door.chat("", "x-stainless-timeout", "0.3");
      assertThat(answer.statusCode()).isEqualTo(504);
      assertThat(answer.headers().firstValue("x-should-retry")).hasValue("false");
    }
  }

  @Test
  void point17_whatAModelLacksIsFilteredBeforeThePolicy() throws Exception {
    try (OpenDoor door = new OpenDoor()) {
      door.post(
          "/v1/chat/completions",
          "{\"model\":\"auto\",\"messages\":[{\"role\":\"user\",\"content\":[{\"type\":\"text\",\"text\":\"what is it\"},{\"type\":\"image_url\",\"image_url\":{\"url\":\"data:,\"}}]}]}");
      door.post(
          "/v1/responses",
          "{\"model\":\"auto\",\"input\":[{\"role\":\"user\",\"content\":[{\"type\":\"input_image\",\"image_url\":\"data:,\"}]}]}");
      door.post(
          "/v1/responses",
          "{\"model\":\"auto\",\"input\":[{\"type\":\"computer_call_output\",\"call_id\":\"c\",\"output\":{\"type\":\"computer_screenshot\",\"image_url\":\"data:,\"}}]}");
      door.post(
          "/v1/responses",
          "{\"model\":\"auto\",\"input\":[{\"type\":\"function_call_output\",\"call_id\":\"c\",\"output\":[{\"type\":\"input_image\",\"image_url\":\"data:,\"}]}]}");
      door.chat(",\"tools\":[{\"type\":\"function\"}]");
      List<String> seeing = List.of("large");
      assertThat(door.router.asked)
          .extracting(RoutingRequest::candidates)
          .containsExactly(seeing, seeing, seeing, seeing, List.of("large", "small"));
      assertThat(door.router.asked.element().prompt()).isEqualTo("what is it");

      HttpResponse<String> none =
          door.post(
              "/v1/chat/completions",
              "{\"model\":\"small\",\"modalities\":[\"text\",\"audio\"],\"messages\":[]}");
      assertThat(none.statusCode()).isEqualTo(400);
      assertThat(none.body()).contains("no_capable_model").contains("audio");
    }
  }

  @Test
  void point19_theConversationHasAKey() throws Exception {
    try (OpenDoor door = new OpenDoor()) {
      door.chat(",\"prompt_cache_key\":\"c1\",\"user\":\"u1\"", "x-surety-conversation-id", "own");
      door.chat(",\"prompt_cache_key\":\"c1\",\"user\":\"u1\"");
      door.chat(",\"metadata\":{\"user_id\":\"m1\"}");
      door.chat(",\"user\":\"u1\"");
      door.chat(",\"metadata\":{\"user_id\":\"m1\"},\"user\":{\"model\":\"no name\"}");
      door.chat(",\"prompt_cache_key\":\" \",\"user\":\"u1\"", "x-surety-conversation-id", "");
      assertThat(door.router.asked)
          .extracting(RoutingRequest::conversationId)
          .containsExactly("own", "c1", "m1", "u1", "m1", "u1");
      door.router.asked.clear();

      String begin =
          "{\"model\":\"auto\",\"messages\":[{\"role\":\"system\",\"content\":\"s\"},{\"role\":\"user\",\"content\":\"%s\"}";
      door.post("/v1/chat/completions", begin.formatted("one") + "]}");
      door.post(
          "/v1/chat/completions",
          begin.formatted("one")
              + ",{\"role\":\"assistant\",\"content\":\"x\"},{\"role\":\"user\",\"content\":\"two\"}]}");
      door.post("/v1/chat/completions", begin.formatted("two") + "]}");
      List<String> keys = door.router.asked.stream().map(RoutingRequest::conversationId).toList();
      assertThat(keys.get(0)).isEqualTo(keys.get(1)).isNotEqualTo(keys.get(2));
      assertThat(door.router.asked.stream().skip(1).findFirst().orElseThrow().prompt())
          .isEqualTo("two");
    }
  }

  @Test
  void point22_withoutADecisionTheStandingAnswersAndAHeaderSaysSo() throws Exception {
    try (OpenDoor door = new OpenDoor()) {
      door.router.standing(List.of("large", "small"));
      HttpResponse<String> answer = door.chat("");
      assertThat(answer.headers().firstValue("x-surety-model")).hasValue("large");
      assertThat(answer.headers().firstValue("x-surety-reason")).hasValue("standing");
      assertThat(answer.headers().firstValue("x-surety-decision-id")).isEmpty();
      assertThat(door.router.nextReport().decisionId()).isNull();

      door.chat(",\"models\":[\"small\"]");
      assertThat(door.upstream.modelsAsked()).endsWith("provider-small");

      door.router.standing(List.of());
      HttpResponse<String> none = door.chat("");
      assertThat(none.statusCode()).isEqualTo(503);
      assertThat(none.body()).contains("decision.default-models");
    }
  }

  @Test
  void aNamedModelIsPinnedOrTheIncumbent() throws Exception {
    String small = OpenDoor.ask("").replace("surety", "small");
    try (OpenDoor door = new OpenDoor()) {
      door.post("/v1/chat/completions", small);
      assertThat(asked(door).pinnedModel()).isEqualTo("small");
    }
    try (OpenDoor door =
        new OpenDoor("--decision.named-model=incumbent", "--decision.incumbent=large")) {
      door.post("/v1/chat/completions", small);
      assertThat(door.router.asked.element().pinnedModel()).isNull();
      assertThat(asked(door).incumbent()).isEqualTo("small");
      door.chat("");
      assertThat(asked(door).incumbent()).isEqualTo("large");
    }
  }

  @Test
  void anUpstreamIsToldWhatItWantsToHearAndNoClientSaysOtherwise() throws Exception {
    try (OpenDoor door = new OpenDoor("--upstreams.sim.headers.X-Portkey-Provider=openai")) {
      door.chat("", "x-portkey-provider", "mine", "x-other", "passes");
      assertThat(door.upstream.seen.element().headers())
          .containsEntry("x-portkey-provider", "openai")
          .containsEntry("x-other", "passes");
    }
  }

  @Test
  void point21_whatIsOfOneConnectionDoesNotPass() throws Exception {
    try (OpenDoor door = new OpenDoor()) {
      door.upstream.when(
          "provider-small",
          (request, body, up) -> {
            request.response().putHeader("connection", "X-Hop").putHeader("x-hop", "1");
            Upstream.json(request, 200, Upstream.chat("provider-small", "hi"));
          });
      try (Socket socket = new Socket("127.0.0.1", door.server.port())) {
        String ask = OpenDoor.ask("");
        socket
            .getOutputStream()
            .write(
                ("POST /v1/chat/completions HTTP/1.1\r\nhost: x\r\nconnection: keep-alive, X-Mine\r\n"
                        + "x-mine: 1\r\nx-real-ip: 10.0.0.1\r\nupgrade: h2c\r\nhttp2-settings: AAMAAABk\r\n"
                        + "x-api-key: %s\r\ncontent-length: %d\r\n\r\n%s")
                    .formatted(door.key, ask.length(), ask)
                    .getBytes(UTF_8));
        StringBuilder answer = new StringBuilder();
        for (int b;
            answer.indexOf("total_tokens") < 0 && (b = socket.getInputStream().read()) >= 0; ) {
          answer.append((char) b);
        }
        assertThat(answer.toString()).startsWith("HTTP/1.1 200").doesNotContain("x-hop");
      }
      assertThat(door.upstream.seen.element().headers())
          .doesNotContainKeys("x-mine", "x-real-ip", "upgrade", "http2-settings", "x-api-key");
    }
  }

  @Test
  void thePromptStaysHereOnOption() throws Exception {
    try (OpenDoor door = new OpenDoor("--decision.send-prompt=false")) {
      door.chat("");
      assertThat(door.router.asked.element().prompt()).isNull();
      assertThat(asked(door).inputTokens()).isEqualTo(1);
    }
  }

  @Test
  void bodiesThatCantBeUnderstoodAreRefusedWithTheMend() throws Exception {
    try (OpenDoor door = new OpenDoor()) {
      for (String body :
          List.of(
              "",
              "[]",
              "{",
              "{} x",
              "{\"model\":7}",
              "{\"model\":\"auto\",\"stream\":\"yes\"}",
              "{}")) {
        HttpResponse<String> answer = door.post("/v1/chat/completions", body);
        assertThat(answer.statusCode()).as(body).isEqualTo(400);
        assertThat(answer.body()).as(body).startsWith("{\"error\":{\"message\":");
      }
      assertThat(door.upstream.seen).isEmpty();
    }
  }

  @Test
  void theRouterIsToldWhoHasTheConversationInItsCache() throws Exception {
    try (OpenDoor door = new OpenDoor()) {
      String[] mine = {"x-surety-conversation-id", "c-1"};
      String words = ",\"instructions\":\"" + "many words ".repeat(20) + '"';
      door.chat(words, mine);
      assertThat(asked(door).cached()).as("its first request").isEqualTo(CachedPrefix.NONE);

      door.chat(words, mine);
      assertThat(asked(door).cached()).isEqualTo(new CachedPrefix("small", 7));
      door.chat(words, "x-surety-conversation-id", "c-2");
      assertThat(asked(door).cached()).as("another's").isEqualTo(CachedPrefix.NONE);
      door.chat("", mine);
      assertThat(asked(door).cached().isHeld()).as("it begins otherwise").isFalse();
    }
    try (OpenDoor door = new OpenDoor("--conversation.remember=0")) {
      door.chat("", "x-surety-conversation-id", "c-1");
      door.chat("", "x-surety-conversation-id", "c-1");
      assertThat(door.router.asked).allMatch(request -> request.cached() == CachedPrefix.NONE);
    }
  }

  @Test
  void point17_whatTheBodyAsksForIsRequiredAndHeldAgainstWhatModelsDeclare() throws Exception {
    try (OpenDoor door = new OpenDoor()) {
      door.router.pool =
          Map.of(
              "small",
              ModelSpec.builder("small", 1)
                  .offer(new ModelOffer(List.of("vision"), null, -1))
                  .build());
      door.chat(
          ",\"tools\":[{\"type\":\"function\",\"function\":{\"name\":\"f\"}}],"
              + "\"response_format\":{\"type\":\"json_schema\",\"json_schema\":{}}");

      RoutingRequest asked = asked(door);
      assertThat(asked.require()).containsExactlyInAnyOrder("tools", "json_schema");
      assertThat(asked.candidates()).containsExactly("large");
    }
  }
}
