package dev.surety.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class DoorMetricTest {

  private static final Path PAGE = Path.of("..", "docs", "gateway.md");
  private static final String TITLE = "## Metrics\n\n";
  private static final String WRITE = "surety.write-pages";

  @Test
  void thePageHasThemAll() throws IOException {
    StringBuilder table = new StringBuilder("| metric | labels | what |\n| --- | --- | --- |\n");
    for (DoorMetric metric : DoorMetric.values()) {
      table.append(
          "| `%s` | %s | %s |\n".formatted(metric.shown(), metric.labels(), metric.description()));
    }
    String page = Files.readString(PAGE);
    String right = page.substring(0, page.indexOf(TITLE) + TITLE.length()) + table;
    if (System.getProperty(WRITE) != null) {
      Files.writeString(PAGE, right);
    }
    assertThat(Files.readString(PAGE))
        .as("write it with: ./mvnw -q -pl gateway -am test -Dtest=DoorMetricTest -D" + WRITE)
        .isEqualTo(right);
  }

  @Test
  void prometheusReadsThemAll() throws Exception {
    try (OpenDoor door = new OpenDoor()) {
      door.router.answer =
          request ->
              CompletableFuture.completedFuture(
                  FakeRouter.alsoQuerying(FakeRouter.decided(request, "small"), List.of("large")));
      door.chat(",\"stream\":true");
      door.router.nextReports(2);
      door.post("/v1/feedback", "{}");
      String text = door.metrics();
      for (DoorMetric metric : DoorMetric.values()) {
        assertThat(text).contains("# TYPE " + metric.shown() + ' ');
      }
    }
  }
}
