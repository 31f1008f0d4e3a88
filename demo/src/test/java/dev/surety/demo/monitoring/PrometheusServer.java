package dev.surety.demo.monitoring;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.surety.demo.kafka.LoopbackPorts;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The real Prometheus on loopback, with the repository's configuration. */
final class PrometheusServer implements AutoCloseable {

  static final Path CONFIGS = Path.of("..", "configs", "prometheus").toAbsolutePath().normalize();

  /** All that the file lists. */
  private static final Pattern TARGETS =
      Pattern.compile("(?m)(- targets:)(\\n +- \"127\\.0\\.0\\.1:\\d+\")+$");

  private static final Duration ANSWER = Duration.ofMinutes(1);

  private final Process process;
  private final String address;
  private final HttpClient http = HttpClient.newHttpClient();
  private final ObjectMapper json = new ObjectMapper();

  private PrometheusServer(Process process, String address) {
    this.process = process;
    this.address = address;
  }

  /**
   * Scrapes {@code 127.0.0.1:target} every second, in the place of what the file lists.
   *
   * @param folder an empty one, for its data
   */
  static PrometheusServer start(int target, Path folder) throws IOException {
    String listed = Files.readString(CONFIGS.resolve("prometheus.yml"));
    Matcher targets = TARGETS.matcher(listed);
    if (!targets.find()) {
      throw new IOException("prometheus.yml lists no targets on loopback");
    }
    Path config = folder.resolve("prometheus.yml");
    Files.writeString(
        config,
        targets
            .replaceAll("$1 [\"127.0.0.1:" + target + "\"]")
            .replace("_interval: 15s", "_interval: 1s")
            .replace("surety-alerts.yaml", CONFIGS.resolve("surety-alerts.yaml").toString()));
    int port = LoopbackPorts.free();
    Process process =
        new ProcessBuilder(
                "prometheus",
                "--config.file=" + config,
                "--storage.tsdb.path=" + folder.resolve("data"),
                "--web.listen-address=127.0.0.1:" + port,
                "--log.level=warn")
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("prometheus.log").toFile())
            .start();
    return new PrometheusServer(process, "http://127.0.0.1:" + port);
  }

  /**
   * The result of an instant query: an array of series.
   *
   * @throws IOException if Prometheus is not there (yet) or refuses the query
   */
  JsonNode query(String expression) throws IOException, InterruptedException {
    return get("/api/v1/query?query=" + URLEncoder.encode(expression, UTF_8)).get("result");
  }

  /** The only number that a query gives, or NaN. */
  double number(String expression) throws IOException, InterruptedException {
    JsonNode result = query(expression);
    return result.size() == 1 ? result.get(0).get("value").get(1).asDouble() : Double.NaN;
  }

  /** All groups of rules, with what became of their last evaluation. */
  JsonNode ruleGroups() throws IOException, InterruptedException {
    return get("/api/v1/rules").get("groups");
  }

  private JsonNode get(String path) throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(address + path)).timeout(ANSWER).build();
    HttpResponse<String> response = http.send(request, HttpResponse.BodyHandlers.ofString());
    if (response.statusCode() != 200) {
      throw new IOException(path + ": " + response.body());
    }
    return json.readTree(response.body()).get("data");
  }

  @Override
  public void close() throws InterruptedException {
    process.destroy();
    if (!process.waitFor(10, TimeUnit.SECONDS)) {
      process.destroyForcibly().waitFor(10, TimeUnit.SECONDS);
    }
  }
}
