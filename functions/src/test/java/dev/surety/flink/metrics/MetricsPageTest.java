package dev.surety.flink.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class MetricsPageTest {

  private static final Path PAGE = Path.of("..", "docs", "metrics.md");
  private static final String WRITE = "surety.write-pages";
  private static final String COMMAND =
      "./mvnw -q -pl functions test -Dtest=MetricsPageTest -D" + WRITE;

  @Test
  void thePageIsWhatTheCodeSays() throws IOException {
    String page = MetricsPage.text(COMMAND);
    if (System.getProperty(WRITE) != null) {
      Files.writeString(PAGE, page);
    }

    assertThat(PAGE).as("write it with: %s", COMMAND).exists();
    assertThat(Files.readString(PAGE))
        .as("docs/metrics.md is stale; write it anew with: %s", COMMAND)
        .isEqualTo(page);
  }
}
