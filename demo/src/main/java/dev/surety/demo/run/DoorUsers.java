package dev.surety.demo.run;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.surety.demo.traffic.PlannedRequest;
import dev.surety.demo.traffic.UserFeedback;
import dev.surety.domain.TenantTier;
import dev.surety.lab.data.RoutingRow;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * Users who come in like customers: by HTTP, each with the key of its tenant. The door reports what
 * answers took; users say over {@code /v1/feedback} what they think.
 */
final class DoorUsers implements AnsweringSide {

  /** In a request's metadata: which row of the data it is, for the simulated models. */
  static final String ROW = "row";

  /** What a header may hold. */
  private static final Pattern PLAIN = Pattern.compile("[\\x21-\\x7e]+");

  private final DemoScenario scenario;
  private final SimulatedEnvironment environment;
  private final String baseUrl;
  private final Function<TenantTier, String> keys;
  private final boolean tags;
  private final ObjectMapper json = new ObjectMapper();
  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  /**
   * @param baseUrl of the door
   * @param keys of tenants
   */
  DoorUsers(
      DemoScenario scenario,
      SimulatedEnvironment environment,
      String baseUrl,
      Function<TenantTier, String> keys,
      boolean tags) {
    this.scenario = scenario;
    this.environment = environment;
    this.baseUrl = baseUrl;
    this.keys = keys;
    this.tags = tags;
  }

  @Override
  public CompletionStage<Served> serve(PlannedRequest request) {
    RoutingRow row = scenario.data().row(request.row());
    ObjectNode body = json.createObjectNode().put("model", "surety");
    body.putArray("messages").addObject().put("role", "user").put("content", row.prompt());
    body.putObject("metadata").put(ROW, Integer.toString(request.row()));
    // Who only counts answers need not wait for them.
    body.putObject("simulate").put("first_token_ms", 0);
    HttpRequest.Builder asked = post(request, "/chat/completions", body);
    if (tags && row.domain() != null && PLAIN.matcher(row.domain()).matches()) {
      asked.header("x-surety-tag", row.domain());
    }
    return http.sendAsync(asked.build(), BodyHandlers.ofByteArray())
        .thenApply(answer -> answer.statusCode() == 200 ? answered(request, row, answer) : null);
  }

  private Served answered(PlannedRequest request, RoutingRow row, HttpResponse<byte[]> answer) {
    int model = scenario.data().pool().indexOf(header(answer, "x-surety-model"));
    environment.reported();
    environment
        .said(request, row, model)
        .ifPresent(said -> environment.later(said.delay(), () -> judge(request, said, answer)));
    return environment.served(
        // As the router knows it.
        new PlannedRequest(
            request.index(),
            header(answer, "x-surety-request-id"),
            request.tenant(),
            request.row(),
            request.sendAfter()),
        row,
        model,
        answer.headers().firstValue("x-surety-decision-id").orElse(null),
        TimeUnit.MICROSECONDS.toNanos(
            (long) (1_000 * Double.parseDouble(header(answer, "x-surety-overhead-ms")))));
  }

  private void judge(PlannedRequest request, UserFeedback said, HttpResponse<byte[]> answer) {
    ObjectNode body = json.createObjectNode().put("response_id", id(answer));
    if (said.score().isPresent()) {
      body.put("score", said.score().getAsDouble());
    } else {
      body.put("satisfied", said.satisfied());
    }
    HttpRequest judgement = post(request, "/feedback", body).build();
    try {
      if (http.send(judgement, BodyHandlers.discarding()).statusCode() == 202) {
        environment.reported();
      }
    } catch (IOException e) {
      throw new UncheckedIOException("the front door took no judgement", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private String id(HttpResponse<byte[]> answer) {
    try {
      JsonNode body = json.readTree(answer.body());
      return body.path("id").asText();
    } catch (IOException e) {
      throw new UncheckedIOException("the front door answered what is no JSON", e);
    }
  }

  private HttpRequest.Builder post(PlannedRequest request, String path, ObjectNode body) {
    TenantTier tenant = new TenantTier(request.tenant().name(), request.tenant().tier());
    return HttpRequest.newBuilder(URI.create(baseUrl + path))
        .header("authorization", "Bearer " + keys.apply(tenant))
        .header("content-type", "application/json")
        .POST(BodyPublishers.ofString(body.toString()));
  }

  private static String header(HttpResponse<?> answer, String name) {
    return answer
        .headers()
        .firstValue(name)
        .orElseThrow(() -> new IllegalStateException("the front door says no " + name));
  }
}
