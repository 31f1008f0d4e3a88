package dev.surety.demo.run;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.surety.demo.traffic.PlannedRequest;
import dev.surety.demo.traffic.ReportingRates;
import dev.surety.demo.traffic.Tenant;
import dev.surety.demo.traffic.Users;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

/** Users of the demo who come through the front door ask and judge as its page says. */
class DoorUsersTest {

  private record Seen(String path, String key, String tag, JsonNode body) {}

  private final List<Seen> seen = new CopyOnWriteArrayList<>();
  private final ScheduledExecutorService later = Executors.newSingleThreadScheduledExecutor();
  private HttpServer door;
  private DemoScenario scenario;
  private SimulatedEnvironment environment;
  private DoorUsers users;
  private int status = 200;

  @BeforeEach
  void open() throws IOException {
    door = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
    door.createContext("/v1/", this::answer);
    door.start();
    scenario = DemoScenario.of(CommandLine.populateCommand(new DemoSettings(), "--requests=20"));
    environment =
        new SimulatedEnvironment(
            scenario.data(),
            new Users(new ReportingRates(1, 1), Duration.ZERO, false, 1),
            null,
            new ModelCatalog(scenario.data(), scenario.start()),
            null,
            later);
    users =
        new DoorUsers(
            scenario,
            environment,
            "http://127.0.0.1:" + door.getAddress().getPort() + "/v1",
            tenant -> "key-of-" + tenant.key(),
            true);
  }

  @AfterEach
  void close() {
    door.stop(0);
    later.shutdownNow();
  }

  private void answer(HttpExchange exchange) throws IOException {
    JsonNode body = new ObjectMapper().readTree(exchange.getRequestBody());
    seen.add(
        new Seen(
            exchange.getRequestURI().getPath(),
            exchange.getRequestHeaders().getFirst("authorization"),
            exchange.getRequestHeaders().getFirst("x-surety-tag"),
            body));
    boolean judged = exchange.getRequestURI().getPath().endsWith("feedback");
    exchange.getResponseHeaders().set("x-surety-model", scenario.bestModel());
    exchange.getResponseHeaders().set("x-surety-request-id", "of-the-door");
    exchange.getResponseHeaders().set("x-surety-decision-id", "d-1");
    exchange.getResponseHeaders().set("x-surety-overhead-ms", "2.5");
    byte[] text = "{\"id\":\"chatcmpl-7\"}".getBytes(UTF_8);
    exchange.sendResponseHeaders(judged ? 202 : status, text.length);
    exchange.getResponseBody().write(text);
    exchange.close();
  }

  private Served serve() throws Exception {
    PlannedRequest request =
        new PlannedRequest(3, "r1-0000003", new Tenant("acme", "gold", 0.8), 5, Duration.ZERO);
    Served served = users.serve(request).toCompletableFuture().get(1, TimeUnit.MINUTES);
    later.submit(() -> {}).get(1, TimeUnit.MINUTES); // after the judgement
    return served;
  }

  @Test
  void theyAskWithTheirKeyAndJudgeTheAnswerByItsId() throws Exception {
    Served served = serve();

    assertThat(served.request().requestId()).isEqualTo("of-the-door");
    assertThat(served.decisionId()).isEqualTo("d-1");
    assertThat(served.latencyNanos()).isEqualTo(2_500_000);
    assertThat(scenario.data().pool().get(served.model()).name()).isEqualTo(scenario.bestModel());
    assertThat(seen).hasSize(2).allMatch(s -> s.key().equals("Bearer key-of-acme/gold"));
    JsonNode asked = seen.get(0).body();
    assertThat(asked.path("model").asText()).isEqualTo("surety");
    assertThat(asked.at("/messages/0/content").asText()).isEqualTo(scenario.data().row(5).prompt());
    assertThat(asked.at("/metadata/row").asText()).isEqualTo("5");
    assertThat(seen.get(0).tag()).isEqualTo(scenario.data().row(5).domain());
    assertThat(seen.get(1).path()).isEqualTo("/v1/feedback");
    assertThat(seen.get(1).body().path("response_id").asText()).isEqualTo("chatcmpl-7");
    assertThat(seen.get(1).body().path("satisfied").isBoolean()).isTrue();
    assertThat(environment.feedbackSent()).as("usage by the door, and the judgement").isEqualTo(2);
  }

  @Test
  void whoGetsNoAnswerSaysNothing() throws Exception {
    status = 502;

    assertThat(serve()).isNull();
    assertThat(seen).hasSize(1);
    assertThat(environment.feedbackSent()).isZero();
  }
}
