package dev.surety.demo.monitoring;

import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** The names in {@code configs/prometheus/surety-alerts.yaml}. */
final class AlertRules {

  private static final Pattern ALERT = Pattern.compile("(?m)^ +- alert: (\\w+)$");
  private static final Pattern RUNBOOK =
      Pattern.compile(
          "(?m)^ +runbook_url: \"\\{\\{ \\$externalLabels\\.runbooks }}runbook\\.md#(\\w+)\"$");

  private static final String DOORS = "  - name: surety-door\n";

  /** What alerts watch. */
  enum Watched {
    JOB,
    DOOR;

    String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  private AlertRules() {}

  static List<String> names() throws IOException {
    return names(text());
  }

  /** The door's are the last group. */
  static List<String> names(Watched what) throws IOException {
    String text = text();
    int doors = text.indexOf(DOORS);
    return names(what == Watched.DOOR ? text.substring(doors) : text.substring(0, doors));
  }

  private static List<String> names(String rules) {
    return ALERT.matcher(rules).results().map(match -> match.group(1)).toList();
  }

  /** The headings of the runbook that the alerts point to, in their order. */
  static List<String> runbookAnchors() throws IOException {
    return RUNBOOK.matcher(text()).results().map(match -> match.group(1)).toList();
  }

  static String text() throws IOException {
    return Files.readString(PrometheusServer.CONFIGS.resolve("surety-alerts.yaml"));
  }
}
