package dev.surety.demo.monitoring;

import static org.assertj.core.api.Assertions.assertThat;

import dev.surety.flink.metrics.RouterMetric;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Alerts, runbook, dashboard and catalogue speak of the same things. */
class MonitoringFilesTest {

  private static final Path RUNBOOK = Path.of("..", "docs", "runbook.md");
  private static final Pattern HEADING = Pattern.compile("(?m)^## (Surety\\w+)$");
  private static final Pattern PORTS =
      Pattern.compile("metrics\\.reporter\\.prom\\.port: (\\d+)-(\\d+)");
  private static final Pattern SCRAPED = Pattern.compile("(?m)^ +- \"127\\.0\\.0\\.1:(\\d+)\"$");
  private static final Pattern OWN_METRIC =
      Pattern.compile("flink_taskmanager_job_task_operator_surety_\\w+");

  @Test
  void eachAlertHasItsEntryInTheRunbookAndEachEntryItsAlert() throws IOException {
    List<String> alerts = AlertRules.names();
    List<String> entries =
        HEADING.matcher(runbook()).results().map(match -> match.group(1)).toList();

    assertThat(alerts).isNotEmpty().doesNotHaveDuplicates();
    assertThat(entries).containsExactlyInAnyOrderElementsOf(alerts);
    assertThat(AlertRules.runbookAnchors())
        .isEqualTo(alerts.stream().map(alert -> alert.toLowerCase(Locale.ROOT)).toList());
  }

  /** Each process takes the next free port of the range that the page gives to the reporter. */
  @Test
  void everyPortThatAProcessMayTakeIsScraped() throws IOException {
    String page = Files.readString(Path.of("..", "docs", "metrics.md"));
    Matcher range = PORTS.matcher(page);
    assertThat(range.find()).as("a range of ports in docs/metrics.md").isTrue();
    int first = Integer.parseInt(range.group(1));
    int last = Integer.parseInt(range.group(2));

    assertThat(
            SCRAPED
                .matcher(Files.readString(PrometheusServer.CONFIGS.resolve("prometheus.yml")))
                .results()
                .map(match -> Integer.parseInt(match.group(1))))
        .containsExactlyElementsOf(IntStream.rangeClosed(first, last).boxed().toList());
  }

  @Test
  void eachEntrySaysWhatToType() throws IOException {
    String[] entries = runbook().split("(?m)^## ");

    assertThat(Arrays.stream(entries).filter(entry -> entry.startsWith("Surety")))
        .isNotEmpty()
        .allSatisfy(entry -> assertThat(entry).contains("```sh\n"));
  }

  @Test
  void eachAlertIsTestedForFiringAndForKeepingSilent() throws IOException {
    StringBuilder tests = new StringBuilder();
    for (String file : AlertRulesITCase.TESTS) {
      tests.append(Files.readString(PrometheusServer.CONFIGS.resolve(file)));
    }

    assertThat(AlertRules.names())
        .allSatisfy(
            alert ->
                assertThat(tests)
                    .containsPattern("alertname: " + alert + "\\s+exp_alerts:\\s+- exp_labels")
                    .containsPattern("alertname: " + alert + "\\s+exp_alerts: \\[]"));
  }

  @Test
  void rulesAndDashboardAskForMetricsThatThereAre() throws IOException {
    Set<String> there =
        Arrays.stream(RouterMetric.values())
            .flatMap(metric -> metric.prometheusNames().stream())
            .collect(Collectors.toSet());

    assertThat(ownMetrics(AlertRules.text())).isSubsetOf(there);
    assertThat(ownMetrics(Dashboard.queries().toString())).isSubsetOf(there);
  }

  private static Set<String> ownMetrics(String text) {
    Set<String> found = new TreeSet<>();
    OWN_METRIC.matcher(text).results().forEach(match -> found.add(match.group()));
    assertThat(found).isNotEmpty();
    return found;
  }

  private static String runbook() throws IOException {
    return Files.readString(RUNBOOK);
  }
}
