package dev.surety.k8s;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The alerts have one home, {@code configs/prometheus}; the PrometheusRule is made from it. */
class AlertsTest {

  private static final Path HOME = Path.of("..", "configs", "prometheus");
  private static final Path RULE = Path.of("base", "prometheusrule.yaml");
  private static final String WRITE = "surety.write-pages";
  private static final String COMMAND =
      "./mvnw -q -pl k8s-operator -am test -Dtest=AlertsTest"
          + " -Dsurefire.failIfNoSpecifiedTests=false -D"
          + WRITE;

  @Test
  void theRuleHasTheAlertsOfTheirHome() throws IOException {
    String rule = rule(alertFiles());
    if (System.getProperty(WRITE) != null) {
      Files.writeString(RULE, rule);
    }

    assertThat(Files.readString(RULE))
        .as("%s is stale; write it anew with: %s", RULE, COMMAND)
        .isEqualTo(rule);
  }

  @Test
  void alertsAreIndentedBelowTheSpec() throws IOException {
    String rule = rule(List.of("groups:\n  - name: a\n    rules: []\n"));

    assertThat(new ObjectMapper(new YAMLFactory()).readTree(rule).at("/spec/groups/0/name"))
        .hasToString("\"a\"");
  }

  /** The files with alerts, not those with their tests or the configuration of Prometheus. */
  private static List<String> alertFiles() throws IOException {
    if (!Files.isDirectory(HOME)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(HOME)) {
      return files
          .filter(file -> file.toString().matches(".*\\.ya?ml"))
          .sorted()
          .map(AlertsTest::text)
          .filter(text -> text.lines().anyMatch("groups:"::equals))
          .toList();
    }
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String rule(List<String> files) {
    String groups =
        files.stream()
            .flatMap(String::lines)
            .filter(line -> !line.equals("groups:"))
            .map(line -> line.isEmpty() ? line : "    " + line)
            .collect(Collectors.joining("\n"));
    return """
        # Made from configs/prometheus: change the alerts there, then run
        # %s
        apiVersion: monitoring.coreos.com/v1
        kind: PrometheusRule
        metadata:
          name: surety
          labels:
            app.kubernetes.io/name: surety
        spec:
        %s
        """
        .formatted(COMMAND, groups.isEmpty() ? "  groups: []" : "  groups:\n" + groups);
  }
}
