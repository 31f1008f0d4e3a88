package dev.surety.demo.monitoring;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.surety.testing.Outside;
import dev.surety.testing.Requires;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Prometheus' own checks of the files. */
@Requires(Outside.PROMETHEUS)
class AlertRulesITCase {

  static final List<String> TESTS =
      List.of("surety-alerts.test.yaml", "surety-alerts-hours.test.yaml");

  @TempDir private Path folder;

  @Test
  void alertsFireWhenTheyShouldAndElseKeepSilent() throws Exception {
    promtool("test", "rules", TESTS.get(0), TESTS.get(1));
  }

  @Test
  void theConfigurationIsOneThatPrometheusTakes() throws Exception {
    promtool("check", "config", "prometheus.yml");
  }

  private void promtool(String... arguments) throws Exception {
    List<String> command = new ArrayList<>(List.of("promtool"));
    command.addAll(List.of(arguments));
    Path output = folder.resolve("promtool.log");
    Process process =
        new ProcessBuilder(command)
            .directory(PrometheusServer.CONFIGS.toFile())
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    boolean ended = process.waitFor(300, TimeUnit.SECONDS);
    if (!ended) {
      process.destroyForcibly();
    }
    String said = Files.readString(output, UTF_8);
    assertThat(ended).as("promtool %s did not end: %s", command, said).isTrue();
    assertThat(process.exitValue()).as(said).isZero();
  }
}
