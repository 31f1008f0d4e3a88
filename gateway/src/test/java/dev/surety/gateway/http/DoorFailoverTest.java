package dev.surety.gateway.http;

import static dev.surety.gateway.http.Upstream.role;
import static dev.surety.gateway.http.Upstream.stop;
import static org.assertj.core.api.Assertions.assertThat;

import dev.surety.domain.Feedback;
import java.net.http.HttpResponse;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** When a model gives no answer: who answers instead, and what the client gets if nobody does. */
class DoorFailoverTest {

  private static final String SMALL = "provider-small";
  private static final String LARGE = "provider-large-2026-01-01";
  private static final String STREAM = ",\"stream\":true";
  private static final String BROKEN =
      "{\"error\":{\"message\":\"down\",\"type\":\"server_error\",\"param\":null,\"code\":\"down\"}}";

  @ParameterizedTest
  @ValueSource(strings = {"", STREAM})
  void point11_theNextModelAnswersBeforeTheFirstWord(String how) throws Exception {
    try (OpenDoor door = new OpenDoor()) {
      for (Upstream.Manners failing :
          new Upstream.Manners[] {
            Upstream.dieAfter(),
            Upstream.status(500, BROKEN),
            Upstream.status(503, "no json"),
            Upstream.status(429, BROKEN),
            Upstream.status(401, BROKEN),
            Upstream.status(404, BROKEN)
          }) {
        door.upstream.when(SMALL, failing);
        HttpResponse<String> answer = door.chat(how);

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).contains("Hello").contains("provider-large");
        assertThat(answer.headers().firstValue("x-surety-model")).hasValue("large");
        assertThat(answer.headers().firstValue("x-surety-instead-of")).hasValue("small");
        Feedback failed = door.router.nextReport();
        assertThat(failed.model()).isEqualTo("small");
        assertThat(failed.error()).isNotNull();
        assertThat(failed.finalError()).isFalse();
        assertThat(failed.decisionId()).startsWith("d-");
        assertThat(door.router.nextReport().model()).isEqualTo("large");
      }
    }
  }

  @Test
  void point11_openingEventsAreHeldAndThoseOfTheFailedOneAreNotShown() throws Exception {
    try (OpenDoor door = new OpenDoor()) {
      for (Upstream.Manners failing :
          new Upstream.Manners[] {
            Upstream.dieAfter(": ping\n\n", role(SMALL)),
            Upstream.stream(
                role(SMALL),
                "data: {\"error\":{\"message\":\"quota\",\"code\":\"rate_limit_exceeded\"}}\n\n"),
            Upstream.stream(role(SMALL), "data: not json\n\n")
          }) {
        door.upstream.when(SMALL, failing);
        String body = door.chat(STREAM).body();

        assertThat(body).doesNotContain(SMALL).contains("Hello").endsWith("data: [DONE]\n\n");
        assertThat(body.split("\"role\":\"assistant\"", -1)).as("one start").hasSize(2);
      }
      assertThat(door.router.reported)
          .extracting(Feedback::error)
          .contains("rate_limited: the stream ended in an error");
    }
  }

  @Test
  void point11_soAreThoseOfAResponse() throws Exception {
    try (OpenDoor door = new OpenDoor()) {
      door.upstream.when(
          SMALL,
          Upstream.stream(
              Upstream.event("response.created", "\"response\":{\"id\":\"resp_x\",\"output\":[]}"),
              Upstream.event(
                  "response.in_progress", "\"response\":{\"id\":\"resp_x\",\"output\":[]}"),
              Upstream.event(
                  "response.failed",
                  "\"response\":{\"id\":\"resp_x\",\"output\":[],\"error\":{\"code\":\"server_error\",\"message\":\"x\"}}")));
      String body =
          door.post("/v1/responses", "{\"model\":\"auto\",\"input\":\"hi\",\"stream\":true}")
              .body();
      assertThat(body).doesNotContain("resp_x").contains("Hello world");
    }
  }

  /** They keep a connection alive, and say nothing of the answer. */
  @Test
  void point11_signsOfLifeAreNoAnswer() throws Exception {
    try (OpenDoor door = new OpenDoor()) {
      String alive =
          Upstream.event("keepalive", "\"n\":1")
              + Upstream.event("ping", "\"n\":1")
              + Upstream.event("response.output_text.delta", "\"delta\":\"\"");
      door.upstream.when(SMALL, Upstream.dieAfter(alive));
      String body = "{\"model\":\"auto\",\"input\":\"hi\",\"stream\":true}";
      assertThat(door.post("/v1/responses", body).body())
          .contains("provider-large")
          .doesNotContain("keepalive");
    }
  }

  @Test
  void point11_whatIsHeldIsBounded() throws Exception {
    try (OpenDoor door = new OpenDoor("--answer.hold-events=4")) {
      door.upstream.when(SMALL, Upstream.dieAfter(role(SMALL).repeat(5)));
      assertThat(door.chat(STREAM).body()).contains(SMALL).contains("\"error\"");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "'', ''",
    "'', '{}'",
    "'', '{\"choices\":[]}'",
    "'', '{\"error\":{\"message\":\"x\"}}'",
    "'', '{\"choices\":[{'"
  })
  void point12_anEmptyAnswerIsAFailure(String how, String empty) throws Exception {
    try (OpenDoor door = new OpenDoor()) {
      door.upstream.when(SMALL, Upstream.status(200, empty));
      assertThat(door.chat(how).body()).contains("provider-large");
      assertThat(door.router.nextReport().error()).startsWith("server_error: the answer");
    }
  }

  @Test
  void point12_soIsAnEmptyStream() throws Exception {
    try (OpenDoor door = new OpenDoor()) {
      for (Upstream.Manners empty :
          new Upstream.Manners[] {
            Upstream.stream(),
            Upstream.stream("data: [DONE]\n\n"),
            Upstream.stream(role(SMALL), stop(SMALL), "data: [DONE]\n\n")
          }) {
        door.upstream.when(SMALL, empty);
        assertThat(door.chat(STREAM).body()).contains("provider-large");
      }
    }
  }

  @Test
  void point8_whereNobodyAnswersSdksAreToldNotToTryAgain() throws Exception {
    try (OpenDoor door = new OpenDoor()) {
      door.upstream.when(SMALL, Upstream.status(500, BROKEN));
      door.upstream.when(LARGE, Upstream.status(503, BROKEN));
      HttpResponse<String> answer = door.chat("");

      assertThat(answer.statusCode()).isEqualTo(503);
      assertThat(answer.body()).isEqualTo(BROKEN);
      assertThat(answer.headers().firstValue("x-should-retry")).hasValue("false");
      assertThat(door.router.nextReport().finalError()).isFalse();
      assertThat(door.router.nextReport().finalError()).isTrue();
    }
  }

  @Test
  void point8_whatCantBeRepeatedIsNo5xx() throws Exception {
    try (OpenDoor door = new OpenDoor()) {
      door.router.refuse("no_sla", "nothing was promised to acme/gold; surety control put");
      HttpResponse<String> answer = door.chat("");
      assertThat(answer.statusCode()).isEqualTo(403);
      assertThat(answer.body()).contains("surety control put").contains("\"code\":\"no_sla\"");
      door.router.refuse("no_models", "none is active");
      assertThat(door.chat("").statusCode()).isEqualTo(400);
    }
  }

  @Test
  void point9_whenToComeAgainIsPassedOnBare() throws Exception {
    try (OpenDoor door = new OpenDoor()) {
      door.router.decide("small");
      door.upstream.when(
          SMALL,
          (request, body, up) -> {
            request.response().putHeader("retry-after", "7").putHeader("retry-after-ms", "6500");
            Upstream.json(request, 429, BROKEN);
          });
      HttpResponse<String> answer = door.chat("");
      assertThat(answer.statusCode()).isEqualTo(429);
      assertThat(answer.headers().allValues("retry-after")).containsExactly("7");
      assertThat(answer.headers().allValues("retry-after-ms")).containsExactly("6500");
    }
  }

  @Test
  void aRequestAtFaultIsToldSoAndNobodyElseIsTried() throws Exception {
    try (OpenDoor door = new OpenDoor()) {
      door.upstream.when(SMALL, Upstream.status(400, BROKEN));
      HttpResponse<String> answer = door.chat("");
      assertThat(answer.statusCode()).isEqualTo(400);
      assertThat(answer.body()).isEqualTo(BROKEN);
      assertThat(door.upstream.modelsAsked()).containsExactly(SMALL);
      Feedback report = door.router.nextReport();
      assertThat(report.finalError()).as("no dissatisfied user").isFalse();
      assertThat(dev.surety.domain.ErrorKind.of(report.error()))
          .isEqualTo(dev.surety.domain.ErrorKind.REQUEST);
    }
  }

  @Test
  void theKeyOfTheUpstreamIsNotShownWhenItIsRefused() throws Exception {
    try (OpenDoor door = new OpenDoor()) {
      door.router.decide("small");
      door.upstream.when(
          SMALL,
          Upstream.status(401, "{\"error\":{\"message\":\"Incorrect API key: upstre**cret\"}}"));
      HttpResponse<String> answer = door.chat("");
      assertThat(answer.statusCode()).isEqualTo(502);
      assertThat(answer.body()).doesNotContain("cret");
    }
  }

  @Test
  void point16_oneClientsFaultsTripNothing() throws Exception {
    try (OpenDoor door = new OpenDoor()) {
      for (int status : new int[] {400, 429}) {
        door.upstream.when(SMALL, Upstream.status(status, BROKEN));
        for (int i = 0; i < 6; i++) {
          door.chat("");
        }
      }
      door.upstream.when(SMALL, Upstream::answerWell);
      assertThat(door.chat("").headers().firstValue("x-surety-model")).hasValue("small");
    }
  }

  /** Some gateways say it all with 200, or behind the head of a stream. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "'{\"error\":{\"code\":429,\"message\":\"slow down\"}}' | rate_limited",
        "'{\"error\":{\"code\":\"429\",\"message\":\"slow down\"}}' | rate_limited",
        "'{\"error\":{\"code\":\"insufficient_quota\"}}' | rate_limited",
        "'{\"error\":{\"type\":\"rate_limit_error\"}}' | rate_limited",
        "'{\"error\":{\"code\":\"invalid_api_key\",\"type\":\"invalid_request_error\"}}' | refused",
      })
  void point16_soDoNoneThatAreSaidInAnAnswer(String said, String kind) throws Exception {
    try (OpenDoor door = new OpenDoor()) {
      String opening = role(SMALL);
      door.upstream.when(
          SMALL,
          (request, body, up) -> {
            if (Boolean.TRUE.equals(body.getBoolean("stream"))) {
              Upstream.sse(request).end(opening + "data: " + said + "\n\n");
            } else {
              Upstream.json(request, 200, said);
            }
          });
      for (String how : new String[] {"", STREAM, "", STREAM, "", STREAM}) {
        assertThat(door.chat(how).body()).contains("provider-large").doesNotContain("error");
        assertThat(door.router.nextReport().error()).startsWith(kind);
        assertThat(door.router.nextReport().model()).isEqualTo("large");
      }
      door.upstream.when(SMALL, Upstream::answerWell);
      assertThat(door.chat("").headers().firstValue("x-surety-model")).hasValue("small");
    }
  }

  @Test
  void aRequestAtFaultIsToldSoWhereverItIsSaid() throws Exception {
    String said =
        "{\"error\":{\"message\":\"too long\",\"code\":\"context_length_exceeded\",\"type\":\"invalid_request_error\"}}";
    try (OpenDoor door = new OpenDoor()) {
      door.upstream.when(SMALL, Upstream.status(200, said));
      HttpResponse<String> whole = door.chat("");
      assertThat(whole.statusCode()).isEqualTo(400);
      assertThat(whole.body()).isEqualTo(said);
      door.upstream.when(SMALL, Upstream.stream(role(SMALL), "data: " + said + "\n\n"));
      assertThat(door.chat(STREAM).statusCode()).isEqualTo(400);
      assertThat(door.upstream.modelsAsked()).containsExactly(SMALL, SMALL);
    }
  }

  @Test
  void point16_aClientInAHurryTripsNothing() throws Exception {
    try (OpenDoor door = new OpenDoor()) {
      door.router.decide("small");
      door.upstream.when(SMALL, Upstream.stallAfter());
      for (int i = 0; i < 6; i++) {
        assertThat(door.chat("", "x-stainless-timeout", "0.02").statusCode()).isEqualTo(504);
        assertThat(door.router.nextReport().error()).startsWith("timeout");
      }
      door.upstream.when(SMALL, Upstream::answerWell);
      door.router.decide("small", "large");
      assertThat(door.chat("").headers().firstValue("x-surety-model")).hasValue("small");
    }
  }

  /** Servers close what rests, and may do so just as the next request goes out. */
  @Test
  void aConnectionThatWasClosedWhileItRestedIsNoFailureOfTheModel() throws Exception {
    try (OpenDoor door = new OpenDoor()) {
      AtomicInteger asked = new AtomicInteger();
      door.upstream.when(
          SMALL,
          (request, body, up) -> {
            if (asked.incrementAndGet() == 2) {
              request.connection().close();
            } else {
              Upstream.answerWell(request, body, up);
            }
          });
      door.chat("");
      assertThat(door.chat("").headers().firstValue("x-surety-model")).hasValue("small");
      assertThat(door.upstream.modelsAsked()).containsExactly(SMALL, SMALL, SMALL);
      assertThat(door.router.nextReports(2)).allMatch(report -> report.error() == null);

      // One that breaks anew has failed.
      door.upstream.when(SMALL, Upstream.dieAfter());
      assertThat(door.chat("").headers().firstValue("x-surety-model")).hasValue("large");
      assertThat(door.router.nextReport().error()).startsWith("server_error");
    }
  }

  @Test
  void point16_aModelThatFailsInARowIsLeftOutWhileAnotherMayAnswer() throws Exception {
    try (OpenDoor door = new OpenDoor()) {
      door.upstream.when(SMALL, Upstream.status(500, BROKEN));
      for (int i = 0; i < 5; i++) {
        door.chat("");
      }
      door.upstream.seen.clear();
      door.chat("");
      assertThat(door.upstream.modelsAsked()).containsExactly(LARGE);

      // The only one that may answer is tried all the same.
      door.upstream.when(SMALL, Upstream::answerWell);
      door.router.decide("small");
      assertThat(door.chat("").headers().firstValue("x-surety-model")).hasValue("small");
    }
  }

  /** Whoever followed it would ask past the door, and show its key there. */
  @Test
  void aRedirectIsAFailureAndShownToNobody() throws Exception {
    try (OpenDoor door = new OpenDoor()) {
      Upstream.Manners moved =
          (request, body, up) -> {
            request.response().putHeader("location", "http://127.0.0.1:1/v1/elsewhere");
            Upstream.json(request, 308, "{\"moved\":true}");
          };
      door.upstream.when("provider-small", moved);
      assertThat(door.chat("").headers().firstValue("x-surety-model")).hasValue("large");
      door.upstream.when("provider-large-2026-01-01", moved);
      HttpResponse<String> nobody = door.chat("");
      assertThat(nobody.statusCode()).isEqualTo(502);
      assertThat(nobody.headers().firstValue("location")).isEmpty();
      assertThat(nobody.body()).contains("upstream_server_error");
    }
  }
}
