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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Client, front door, Kafka, the real job, an upstream: all the way and back. */
class DoorChainITCase {

  private static final String ASK =
      "{\"model\":\"surety\",\"messages\":[{\"role\":\"user\",\"content\":\"Is it so?\"}]%s}";
  private static final String MODEL = "--upstreams.sim.models.only=only-2026-01-01";

  private final HttpClient http = HttpClient.newHttpClient();

  @Test
  void aRequestIsDecidedAnsweredBookedAndJudged(@TempDir Path folder) throws Exception {
    try (DoorChain chain = new DoorChain(folder, "only")) {
      DoorServer door = chain.open(MODEL);
      String decision = walk(chain, DoorChain.base(door));
      door.close();

      String again = DoorChain.base(chain.open(MODEL));
      HttpResponse<String> retried =
          post(again + "/chat/completions", chain.key, ASK.formatted(""), "1");
      assertThat(retried.headers().firstValue("x-surety-decision-id"))
          .as("a door that was not there yet")
          .hasValue(decision);
      assertThat(retried.headers().firstValue("x-surety-reason")).hasValue("repeated");
      assertThat(chain.standing(s -> s.costUsd() > 0.0075).requests())
          .as("three answers were paid, two requests decided")
          .isEqualTo(2);
    }
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
