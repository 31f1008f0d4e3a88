package dev.surety.demo.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.surety.testing.Interpreters;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Programs in Node, with the packages that CI installs. */
final class NodePrograms {

  private static final Path SCRIPTS = Path.of("../demo/src/test/resources/sdk").toAbsolutePath();
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final long PATIENCE_SECONDS = 400;

  private final Path folder;

  /**
   * @param folder for what they say
   */
  NodePrograms(Path folder) {
    this.folder = folder;
  }

  /** What one of our scripts printed, by what it is about. */
  Map<String, JsonNode> run(String script, Map<String, String> environment)
      throws IOException, InterruptedException {
    Path out = Files.createTempFile(folder, script, ".log");
    Process process = start(out, List.of(SCRIPTS.resolve(script).toString()), environment);
    try {
      assertThat(process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS))
          .as("%s ends; it said: %s", script, Files.readString(out))
          .isTrue();
    } finally {
      process.destroyForcibly();
    }
    assertThat(process.exitValue()).as(Files.readString(out)).isZero();
    Map<String, JsonNode> said = new HashMap<>();
    for (String line : Files.readAllLines(out)) {
      if (line.startsWith("{\"what\"")) {
        JsonNode node = JSON.readTree(line);
        said.put(node.path("what").asText(), node.path("value"));
      }
    }
    return said;
  }

  /** Portkey's gateway, on this machine alone; whoever starts it ends it. */
  Process portkey(int port) throws IOException {
    Path program =
        Interpreters.nodeModules()
            .orElseThrow()
            .resolve("@portkey-ai/gateway/build/start-server.js");
    return start(
        Files.createTempFile(folder, "portkey", ".log"),
        List.of(
            "--require",
            SCRIPTS.resolve("loopback.cjs").toString(),
            program.toString(),
            "--headless",
            "--port=" + port),
        Map.of());
  }

  private static Process start(Path out, List<String> arguments, Map<String, String> environment)
      throws IOException {
    ProcessBuilder builder = new ProcessBuilder("node").redirectErrorStream(true);
    builder.command().addAll(arguments);
    builder.environment().put("NODE_PATH", Interpreters.nodeModules().orElseThrow().toString());
    builder.environment().putAll(environment);
    return builder.redirectOutput(out.toFile()).start();
  }
}
