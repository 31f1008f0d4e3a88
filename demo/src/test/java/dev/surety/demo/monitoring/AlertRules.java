package dev.surety.demo.monitoring;

import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.regex.Pattern;

/** The names in {@code configs/prometheus/surety-alerts.yaml}. */
final class AlertRules {

  private static final Pattern ALERT = Pattern.compile("(?m)^ +- alert: (\\w+)$");
  private static final Pattern RUNBOOK =
      Pattern.compile(
          "(?m)^ +runbook_url: \"\\{\\{ \\$externalLabels\\.runbooks }}runbook\\.md#(\\w+)\"$");

  private AlertRules() {}

  static List<String> names() throws IOException {
    return ALERT.matcher(text()).results().map(match -> match.group(1)).toList();
  }

  /** The headings of the runbook that the alerts point to, in their order. */
  static List<String> runbookAnchors() throws IOException {
    return RUNBOOK.matcher(text()).results().map(match -> match.group(1)).toList();
  }

  static String text() throws IOException {
    return Files.readString(PrometheusServer.CONFIGS.resolve("surety-alerts.yaml"));
  }
}
