package dev.surety.demo.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.surety.domain.Standing;
import dev.surety.gateway.http.DoorServer;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Client, front door, Kafka, the real job, an upstream: all the way and back. */
class DoorChainITCase {

  private static final String ASK =
      "{\"model\":\"surety\",\"messages\":[{\"role\":\"user\",\"content\":\"Is it so?\"}]%s}";

  /** 1000 tokens to ask at 1 USD a million, 2000 to answer at 2 USD. */
  private static final double ANSWER_USD = 0.005;

  private static final String MODEL = "--upstreams.sim.models.only=only-2026-01-01";

  private final HttpClient http = HttpClient.newHttpClient();

  @Test
  void aRequestIsDecidedAnsweredBookedAndJudged(@TempDir Path folder) throws Exception {
    try (DoorChain chain = new DoorChain(folder, "only")) {
      DoorServer door = chain.open(MODEL);
      String decision = walk(chain, DoorChain.base(door));
      door.close();

      String again = DoorChain.base(chain.open(MODEL));
      String beside = DoorChain.base(chain.open(MODEL));
      HttpResponse<String> retried =
          post(again + "/chat/completions", chain.key, ASK.formatted(""), "1");
      assertThat(retried.headers().firstValue("x-surety-decision-id"))
          .as("a door that was not there yet")
          .hasValue(decision);
      assertThat(retried.headers().firstValue("x-surety-reason")).hasValue("repeated");
      assertThat(chain.standing(s -> s.costUsd() > 2.5 * ANSWER_USD).requests())
          .as("three answers were paid, two requests decided")
          .isEqualTo(2);

      assertThat(askedAtOnce(chain.key, again, beside)).as("decided once").hasSize(1);
      assertThat(chain.standing(s -> s.costUsd() > 4.5 * ANSWER_USD).requests())
          .as("two answers more were paid, one request more decided")
          .isEqualTo(3);
    }
  }

  /**
   * A model is away and comes back. Four tenants, each at a door: none has more than four failures
   * of its own before others serve it. What they meet together keeps it from all; once it answers
   * again, the few requests that probe it find it well, and all have it back.
   */
  @Test
  void whatFewTenantsMeetKeepsAModelFromAllUntilProbesAreAnswered(@TempDir Path folder)
      throws Exception {
    try (DoorChain chain = new DoorChain(folder, "first", "second")) {
      List<String> doors = new ArrayList<>();
      for (int i = 0; i < chain.shared.size(); i++) {
        doors.add(
            DoorChain.base(
                chain.open(
                    "--upstreams.sim.models.first=first", "--upstreams.sim.models.second=second")));
      }
      String well = ASK.formatted("");
      String away = ASK.formatted(",\"simulate\":{\"status\":503,\"models\":[\"first\"]}");
      for (int i = 0; i < doors.size(); i++) {
        assertThat(model(doors.get(i), chain.shared.get(i), well)).isEqualTo("first");
      }
      Thread.sleep(1_200); // HEALTH sums up attempts second by second: those were of another
      for (int n = 0; n < 5; n++) {
        for (int i = 0; i < doors.size(); i++) {
          assertThat(model(doors.get(i), chain.shared.get(i), away)).isEqualTo("second");
        }
      }
      chain.standing(
          s -> s.open().contains("first"), () -> model(doors.get(0), chain.shared.get(0), away));

      List<String> answered = new ArrayList<>();
      while (Collections.frequency(answered, "first") < 3 && answered.size() < 2_000) {
        int tenant = answered.size() % doors.size();
        answered.add(model(doors.get(tenant), chain.shared.get(tenant), well));
        Thread.sleep(10);
      }
      assertThat(answered)
          .as("kept from all at first, then a few probes")
          .startsWith("second", "second", "second", "second")
          .contains("first");
      Standing back = chain.standing(s -> s.requests() > 8 && s.halfOpen().contains("first"));
      assertThat(back.open()).as("half-open").isEmpty();
      // What the probes met is summed up within a second, and standings come with requests alone.
      // Before it opened nothing was open either: only what came after half-open counts.
      chain.standing(
          s ->
              s.time() > back.time()
                  && s.open().isEmpty()
                  && s.halfOpen().isEmpty()
                  && "first".equals(s.best()),
          () -> {
            for (int i = 0; i < doors.size(); i++) {
              model(doors.get(i), chain.shared.get(i), well);
            }
            return null;
          });
    }
  }

  /** Ids of what was decided on one request with a key of its own that two doors got together. */
  private Set<String> askedAtOnce(String key, String... bases) throws Exception {
    List<CompletableFuture<HttpResponse<String>>> answers = new ArrayList<>();
    for (String base : bases) {
      HttpRequest.Builder request =
          HttpRequest.newBuilder(URI.create(base + "/chat/completions"))
              .header("x-api-key", key)
              .header("idempotency-key", "order-7")
              .POST(BodyPublishers.ofString(ASK.formatted("")));
      answers.add(http.sendAsync(request.build(), BodyHandlers.ofString()));
    }
    Set<String> decisions = new TreeSet<>();
    for (CompletableFuture<HttpResponse<String>> answer : answers) {
      assertThat(answer.get().statusCode()).isEqualTo(200);
      decisions.add(answer.get().headers().firstValue("x-surety-decision-id").orElseThrow());
    }
    return decisions;
  }

  private String model(String base, String key, String body) throws Exception {
    return ask(base, key, body).headers().firstValue("x-surety-model").orElse("none");
  }

  private HttpResponse<String> ask(String base, String key, String body) throws Exception {
    return post(base + "/chat/completions", key, body, "0");
  }

  private String walk(DoorChain chain, String base) throws Exception {
    HttpResponse<String> answer =
        post(base + "/chat/completions", chain.key, ASK.formatted(""), "0");
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    assertThat(answer.body()).contains("\"model\":\"only-2026-01-01\"");
    assertThat(answer.headers().firstValue("x-surety-model")).hasValue("only");
    assertThat(answer.headers().firstValue("x-surety-reason")).get().isNotEqualTo("standing");

    HttpResponse<String> streamed =
        post(base + "/chat/completions", chain.key, ASK.formatted(",\"stream\":true"), "0");
    assertThat(streamed.body()).contains("\"It\"", "\" depends\"").endsWith("data: [DONE]\n\n");

    String judgement = "{\"response_id\":\"chatcmpl-sim-1\",\"satisfied\":true}";
    assertThat(post(base + "/feedback", chain.key, judgement, "0").statusCode()).isEqualTo(202);
    Standing standing = chain.standing(s -> s.labels() >= 1);
    assertThat(standing.requests()).isEqualTo(2);
    assertThat(standing.costUsd()).as("of usage that the door read").isPositive();
    assertThat(standing.unknownModels()).isEmpty();

    HttpResponse<String> refused =
        post(base + "/chat/completions", chain.stranger, ASK.formatted(""), "0");
    assertThat(refused.statusCode()).isEqualTo(403);
    assertThat(refused.body()).contains("no_sla");
    assertThat(get(base + "/models/surety", chain.key).body()).contains("\"context_window\":4096");
    return answer.headers().firstValue("x-surety-decision-id").orElseThrow();
  }

  private HttpResponse<String> get(String url, String key) throws Exception {
    return http.send(
        HttpRequest.newBuilder(URI.create(url)).header("x-api-key", key).build(),
        BodyHandlers.ofString());
  }

  private HttpResponse<String> post(String url, String key, String body, String tries)
      throws Exception {
    return http.send(
        HttpRequest.newBuilder(URI.create(url))
            .header("x-api-key", key)
            .header("content-type", "application/json")
            .header("x-stainless-retry-count", tries)
            .POST(BodyPublishers.ofString(body))
            .build(),
        BodyHandlers.ofString());
  }
}
