package dev.surety.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.surety.testing.Interpreters;
import dev.surety.testing.Outside;
import dev.surety.testing.Requires;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.File;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** OpenAI's own SDK finds everything as it expects it, errors and retries too. */
@Requires(Outside.NODE)
class OpenAiSdkITCase {

  private static final Path SCRIPT = Path.of("../gateway/src/test/resources/sdk/openai.cjs");

  private static Map<String, Object> run(OpenDoor door) throws Exception {
    File errors = File.createTempFile("openai", ".log");
    ProcessBuilder node = new ProcessBuilder("node", SCRIPT.toString()).redirectError(errors);
    node.environment().put("NODE_PATH", Interpreters.nodeModules().orElseThrow().toString());
    node.environment().put("BASE_URL", door.base() + "/v1");
    node.environment().put("KEY", door.key);
    Process process = node.start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(errors).content().isEmpty();
    return said.lines()
        .map(JsonObject::new)
        .collect(Collectors.toMap(line -> line.getString("what"), line -> line.getValue("value")));
  }

  @Test
  void itWorksWithAnotherBaseUrlAndNothingElse() throws Exception {
    try (OpenDoor door =
        new OpenDoor(
            "--upstreams.sim.models.down=provider-down",
            "--upstreams.sim.models.broken=provider-broken")) {
      door.upstream.when("provider-down", Upstream.status(500, "{\"error\":{\"message\":\"x\"}}"));
      door.upstream.when(
          "provider-broken",
          Upstream.dieAfter(
              Upstream.role("provider-broken"), Upstream.word("provider-broken", "Hel")));

      Map<String, Object> said = run(door);

      assertThat(said.get("models"))
          .isEqualTo(new JsonArray(List.of("surety", "auto", "broken", "down", "large", "small")));
      assertThat(said.get("chat"))
          .isEqualTo(JsonObject.of("text", "Hello world", "model", "small", "usage", 9));
      assertThat(said.get("stream")).isEqualTo("Hello world");
      assertThat(said.get("usage")).isEqualTo(9);
      assertThat(said.get("tools")).isEqualTo(1);
      assertThat(said.get("image")).as("small is blind").isNotEqualTo("small");
      assertThat(said.get("embeddings")).isEqualTo(1);
      assertThat(said.get("response")).isEqualTo("Hello world");
      assertThat(said.get("events"))
          .isEqualTo(
              new JsonArray(
                  List.of("response.created", "response.output_text.delta", "response.completed")));
      assertThat(said.get("unknown"))
          .isEqualTo(
              JsonObject.of("name", "NotFoundError", "status", 404, "code", "model_not_found"));
      assertThat(said.get("nokey"))
          .isEqualTo(
              JsonObject.of(
                  "name", "AuthenticationError", "status", 401, "code", "invalid_api_key"));
      assertThat(((JsonObject) said.get("down")).getString("name"))
          .isEqualTo("InternalServerError");
      assertThat(((JsonObject) said.get("broken")).getString("name")).isEqualTo("APIError");
      assertThat(door.upstream.modelsAsked().stream().filter("provider-down"::equals))
          .as("x-should-retry: false is heeded")
          .hasSize(1);
    }
  }
}
