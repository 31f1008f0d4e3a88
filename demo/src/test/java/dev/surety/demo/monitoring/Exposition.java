package dev.surety.demo.monitoring;

import static java.util.stream.Collectors.joining;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What a job, or a door, shows to Prometheus at a moment. */
final class Exposition {

  private static final Duration ANSWER = Duration.ofMinutes(1);

  private final HttpClient http = HttpClient.newHttpClient();
  private final URI address;

  Exposition(int port) {
    address = URI.create("http://127.0.0.1:" + port + "/metrics");
  }

  /**
   * Values by series, as the text has both.
   *
   * @param metrics those that are asked for: writing all of them takes the job a while, and a door
   *     writes all in any case
   * @throws IOException if nobody answers
   */
  Map<String, String> scrape(Collection<String> metrics) throws IOException, InterruptedException {
    String query = metrics.stream().map("name%5B%5D="::concat).collect(joining("&", "?", ""));
    HttpResponse<String> response =
        http.send(
            HttpRequest.newBuilder(URI.create(address + query)).timeout(ANSWER).build(),
            HttpResponse.BodyHandlers.ofString());
    Map<String, String> series = new LinkedHashMap<>();
    response
        .body()
        .lines()
        .filter(line -> !line.startsWith("#") && line.lastIndexOf(' ') > 0)
        .filter(line -> metrics.contains(name(line)))
        .forEach(
            line -> {
              int end = line.lastIndexOf(' ');
              series.put(line.substring(0, end).replace(",}", "}"), line.substring(end + 1));
            });
    return series;
  }

  private static String name(String line) {
    int labels = line.indexOf('{');
    return line.substring(0, labels < 0 ? line.indexOf(' ') : labels);
  }

  /** The sum over all series of a metric; 0 where there is none. */
  double sum(String metric) throws IOException, InterruptedException {
    return scrape(List.of(metric)).values().stream().mapToDouble(Double::parseDouble).sum();
  }
}
