package dev.surety.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Alerts and the dashboard ask for what a door tells. */
class DoorMonitoringTest {

  private static final Path CONFIGS = Path.of("..", "configs");
  private static final Path DASHBOARD = CONFIGS.resolve("grafana/surety-gateway.json");
  private static final Pattern METRIC = Pattern.compile("surety_gateway_[a-z_]+");
  private static final Pattern LABEL =
      Pattern.compile("([a-z_]+)(?:=~|!~|!=|=)\\\\?\"([^\"\\\\]*)");
  private static final Pattern BY = Pattern.compile("by \\(([^)]*)\\)");

  /** What is asked of doors: the expressions of rules and panels. */
  private static String questions() throws IOException {
    String rules = Files.readString(CONFIGS.resolve("prometheus/surety-alerts.yaml"));
    String panels =
        Files.readAllLines(DASHBOARD).stream()
            .filter(line -> line.strip().startsWith("\"expr\""))
            .map(line -> line.replaceFirst("\"expr\": ", ""))
            .reduce("", (a, b) -> a + '\n' + b);
    return rules
            .substring(rules.indexOf("- name: surety-door"))
            .lines()
            .filter(line -> !line.strip().startsWith("summary"))
            .reduce("", (a, b) -> a + '\n' + b)
        + panels;
  }

  @Test
  void metricsAndLabelsThatAreAskedForAreThere() throws Exception {
    String told;
    try (OpenDoor door = new OpenDoor()) {
      door.chat(",\"stream\":true");
      door.post("/v1/feedback", "{}");
      told = door.metrics();
    }
    Set<String> metrics = found(METRIC, told);
    Set<String> labels = found(LABEL, told);
    labels.add("severity");
    labels.add("instance");

    String asked = questions();
    assertThat(found(METRIC, asked)).hasSizeGreaterThan(8).isSubsetOf(metrics);
    assertThat(found(LABEL, asked)).isNotEmpty().isSubsetOf(labels);
    assertThat(BY.matcher(asked).results().flatMap(by -> Arrays.stream(by.group(1).split(", "))))
        .isNotEmpty()
        .allSatisfy(label -> assertThat(labels).contains(label));
  }

  @Test
  void classesOfFailuresAreCalledSo() throws IOException {
    List<String> words =
        Stream.concat(Stream.of("ok"), Arrays.stream(Failure.Kind.values()).map(Failure.Kind::word))
            .toList();

    assertThat(
            LABEL
                .matcher(questions())
                .results()
                .filter(label -> label.group(1).equals("result"))
                .flatMap(label -> Arrays.stream(label.group(2).split("\\|"))))
        .isNotEmpty()
        .allSatisfy(word -> assertThat(words).contains(word));
  }

  @Test
  void theDashboardShowsWhatOperatorsWatch() throws IOException {
    String board = Files.readString(DASHBOARD);

    assertThat(
            List.of(
                DoorMetric.REQUESTS,
                DoorMetric.CHOICES,
                DoorMetric.DECIDING,
                DoorMetric.OVERHEAD,
                DoorMetric.FIRST_TOKEN,
                DoorMetric.ATTEMPTS,
                DoorMetric.FAILOVERS,
                DoorMetric.CANCELLED,
                DoorMetric.ESTIMATED,
                DoorMetric.KEYS_REFUSED,
                DoorMetric.FEEDBACK,
                DoorMetric.IN_FLIGHT,
                DoorMetric.BODIES,
                DoorMetric.BODIES_REFUSED,
                DoorMetric.HELD_BACK,
                DoorMetric.JUDGED,
                DoorMetric.JUDGE_SKIPPED,
                DoorMetric.JUDGE_FAILED,
                DoorMetric.JUDGE_COST,
                DoorMetric.READY))
        .allSatisfy(metric -> assertThat(board).contains(metric.shown()));
  }

  private static Set<String> found(Pattern pattern, String text) {
    Set<String> found = new TreeSet<>();
    pattern
        .matcher(text)
        .results()
        .forEach(match -> found.add(match.groupCount() == 0 ? match.group() : match.group(1)));
    return found;
  }
}
