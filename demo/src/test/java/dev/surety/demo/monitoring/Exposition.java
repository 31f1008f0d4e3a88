package dev.surety.demo.monitoring;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/** What a job shows to Prometheus at a moment. */
final class Exposition {

  private static final Duration ANSWER = Duration.ofSeconds(10);

  private final HttpClient http = HttpClient.newHttpClient();
  private final URI address;

  Exposition(int port) {
    address = URI.create("http://127.0.0.1:" + port + "/metrics");
  }

  /**
   * Values by series, as the text has both.
   *
   * @throws IOException if nobody answers
   */
  Map<String, String> scrape() throws IOException, InterruptedException {
    HttpResponse<String> response =
        http.send(
            HttpRequest.newBuilder(address).timeout(ANSWER).build(),
            HttpResponse.BodyHandlers.ofString());
    Map<String, String> series = new LinkedHashMap<>();
    response
        .body()
        .lines()
        .filter(line -> !line.startsWith("#") && line.lastIndexOf(' ') > 0)
        .forEach(
            line -> {
              int end = line.lastIndexOf(' ');
              series.put(line.substring(0, end).replace(",}", "}"), line.substring(end + 1));
            });
    return series;
  }

  /** The sum over all series of a metric; 0 where there is none. */
  double sum(String metric) throws IOException, InterruptedException {
    return sum(scrape(), metric);
  }

  static double sum(Map<String, String> scrape, String metric) {
    return scrape.entrySet().stream()
        .filter(one -> one.getKey().startsWith(metric + '{'))
        .mapToDouble(one -> Double.parseDouble(one.getValue()))
        .sum();
  }
}
