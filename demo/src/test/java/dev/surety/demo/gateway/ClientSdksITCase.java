package dev.surety.demo.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.surety.demo.kafka.LoopbackPorts;
import dev.surety.gateway.http.DoorServer;
import dev.surety.testing.Outside;
import dev.surety.testing.Requires;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The SDKs that people have, with another base URL and nothing else: door, Kafka, the real job, an
 * upstream. The model {@code far} is behind a gateway that stands between door and upstream.
 */
@Requires(Outside.NODE)
class ClientSdksITCase {

  @TempDir private static Path folder;

  private static Process portkey;
  private static DoorChain chain;
  private static DoorServer door;
  private static NodePrograms node;

  @BeforeAll
  static void start() throws Exception {
    node = new NodePrograms(folder);
    int port = LoopbackPorts.free();
    portkey = node.portkey(port);
    chain = new DoorChain(folder, "plain", "blind", "far");
    door =
        chain.open(
            "--upstreams.sim.models.plain=plain-2026-01-01",
            "--upstreams.sim.models.blind=acme/blind",
            "--upstreams.sim.lacks.blind=vision",
            "--upstreams.portkey.url=http://127.0.0.1:" + port + "/v1",
            "--upstreams.portkey.models.far=far",
            "--upstreams.portkey.apis=chat, responses, embeddings",
            "--upstreams.portkey.headers.x-portkey-provider=openai",
            "--upstreams.portkey.headers.x-portkey-custom-host=" + chain.upstreamUrl());
    awaitPortkey(port);
  }

  private static void awaitPortkey(int port) throws IOException, InterruptedException {
    HttpRequest hello = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port)).build();
    while (portkey.isAlive()) {
      try {
        HttpClient.newHttpClient().send(hello, BodyHandlers.discarding());
        return;
      } catch (ConnectException notYet) {
        TimeUnit.MILLISECONDS.sleep(100);
      }
    }
    throw new AssertionError("Portkey's gateway ended with " + portkey.exitValue());
  }

  @AfterAll
  static void stop() throws Exception {
    if (portkey != null) {
      portkey.destroy();
      assertThat(portkey.waitFor(20, TimeUnit.SECONDS)).isTrue();
    }
    if (chain != null) {
      chain.close();
    }
  }

  private static Map<String, JsonNode> run(String script, String model) throws Exception {
    return node.run(
        script, Map.of("BASE_URL", DoorChain.base(door), "KEY", chain.key, "MODEL", model));
  }

  private static String text(Map<String, JsonNode> said, String what) {
    return said.getOrDefault(what, com.fasterxml.jackson.databind.node.NullNode.instance).asText();
  }

  private static String metrics() throws Exception {
    URI url = URI.create("http://127.0.0.1:" + door.port() + "/metrics");
    return HttpClient.newHttpClient()
        .send(HttpRequest.newBuilder(url).build(), BodyHandlers.ofString())
        .body();
  }

  private static long decided() throws Exception {
    return metrics()
        .lines()
        .filter(line -> line.startsWith("surety_gateway_choices_total"))
        .mapToLong(line -> (long) Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
        .sum();
  }

  @Test
  void openai() throws Exception {
    saysAllOfIt(run("openai.cjs", "surety"));
    assertThat(chain.standing(s -> s.requests() >= decidedOrNone()).requests())
        .as("each is decided once")
        .isEqualTo(decided());
    assertThat(metrics()).doesNotContain("reason=\"standing\"");
  }

  private static long decidedOrNone() {
    try {
      return decided();
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void openaiWithPortkeysGatewayBetweenDoorAndUpstream() throws Exception {
    saysAllOfIt(run("openai.cjs", "far"));
    assertThat(metrics()).contains("surety_gateway_attempts_total{model=\"far\",result=\"ok\"}");
  }

  @Test
  void anthropic() throws Exception {
    Map<String, JsonNode> said = run("anthropic.cjs", "surety");
    for (String what : new String[] {"chat", "stream", "helper", "toolResult"}) {
      assertThat(text(said, what)).as(what).isEqualTo(DoorChain.ANSWER);
    }
    assertThat(said.get("decided").asBoolean()).isTrue();
    assertThat(said.get("usage").asInt()).isEqualTo(2000);
    assertThat(said.get("streamUsage").asInt()).isEqualTo(2000);
    assertThat(said.get("tool").toString()).isEqualTo("[\"weather\",{\"city\":\"simulated\"}]");
    assertThat(text(said, "picture")).as("blind is blind, far is elsewhere").isEqualTo("plain");
    assertThat(said.get("models").toString())
        .isEqualTo("[\"auto\",\"blind\",\"far\",\"plain\",\"surety\"]");
    assertThat(said.get("unknown").toString())
        .isEqualTo("{\"name\":\"NotFoundError\",\"status\":404,\"type\":\"not_found_error\"}");
    assertThat(said.get("noKey").toString())
        .isEqualTo(
            "{\"name\":\"AuthenticationError\",\"status\":401,\"type\":\"authentication_error\"}");
    assertThat(said.get("elsewhere").toString())
        .isEqualTo(
            "{\"name\":\"BadRequestError\",\"status\":400,\"type\":\"invalid_request_error\"}");
    assertThat(chain.standing(s -> s.requests() >= decidedOrNone()).requests())
        .as("each is decided once")
        .isEqualTo(decided());
  }

  private static void saysAllOfIt(Map<String, JsonNode> said) {
    assertThat(said.get("models").toString())
        .isEqualTo("[\"auto\",\"blind\",\"far\",\"plain\",\"surety\"]");
    assertThat(text(said, "model")).isEqualTo("blind");
    for (String what :
        new String[] {"chat", "stream", "helper", "response", "responseStream", "toolResult"}) {
      assertThat(text(said, what)).as(what).isEqualTo(DoorChain.ANSWER);
    }
    assertThat(said.get("decided").asBoolean()).isTrue();
    assertThat(said.get("usage").asInt()).isEqualTo(2000);
    assertThat(said.get("streamUsage").asInt()).isEqualTo(2000);
    assertThat(said.get("responseEvents").toString())
        .isEqualTo("[\"response.created\",\"response.completed\"]");
    assertThat(said.get("tool").toString()).isEqualTo("[\"weather\",{\"city\":\"simulated\"}]");
    assertThat(text(said, "toolStream")).isEqualTo("weather");
    assertThat(text(said, "image")).isIn("plain", "far");
    assertThat(said.get("embeddings").toString()).isEqualTo("[2,true,\"number\"]");
  }

  @Test
  void vercelsAiSdk() throws Exception {
    Map<String, JsonNode> said = run("vercel.cjs", "surety");
    for (String api : new String[] {"responses", "chat", "compatible"}) {
      assertThat(text(said, api + "Text")).isEqualTo(DoorChain.ANSWER);
      assertThat(text(said, api + "Stream")).isEqualTo(DoorChain.ANSWER);
      assertThat(said.get(api + "Usage").asInt()).isEqualTo(2000);
      assertThat(said.get(api + "StreamUsage").asInt()).isEqualTo(2000);
      assertThat(said.get(api + "Headers").asBoolean()).isTrue();
      assertThat(said.get(api + "Object").toString()).isEqualTo("[\"city\",\"warm\"]");
      assertThat(said.get(api + "Tool").toString()).isEqualTo("[[\"weather\",[\"city\"]]]");
    }
  }

  @Test
  void openRouter() throws Exception {
    Map<String, JsonNode> said = run("openrouter.cjs", "surety");
    for (String what : new String[] {"chat", "stream", "response", "call"}) {
      assertThat(text(said, what)).as(what).isEqualTo(DoorChain.ANSWER);
    }
    assertThat(said.get("usage").asInt()).isEqualTo(2000);
    assertThat(text(said, "model")).as("one of the list").isIn("plain-2026-01-01", "far");
    assertThat(said.get("embeddings").asInt()).isEqualTo(2);
    assertThat(said.get("models").toString())
        .isEqualTo(
            "[[\"auto\",4096],[\"blind\",4096],[\"far\",4096],[\"plain\",4096],[\"surety\",4096]]");
  }

  @Test
  void langChain() throws Exception {
    Map<String, JsonNode> said = run("langchain.cjs", "surety");
    for (String api : new String[] {"chat", "responses"}) {
      assertThat(text(said, api + "Invoke")).isEqualTo(DoorChain.ANSWER);
      assertThat(text(said, api + "Stream")).isEqualTo(DoorChain.ANSWER);
      assertThat(said.get(api + "Usage").asInt()).isEqualTo(2000);
      assertThat(said.get(api + "Structured").toString()).isEqualTo("[\"city\"]");
    }
    assertThat(said.get("embeddings").asInt()).isEqualTo(2);
  }
}
