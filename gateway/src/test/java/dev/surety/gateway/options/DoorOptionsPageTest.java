package dev.surety.gateway.options;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class DoorOptionsPageTest {

  private static final Path PAGE = Path.of("..", "docs", "gateway-options.md");
  private static final String WRITE = "surety.write-pages";
  private static final String COMMAND =
      "./mvnw -q -pl gateway -am test -Dtest=DoorOptionsPageTest"
          + " -Dsurefire.failIfNoSpecifiedTests=false -D"
          + WRITE;

  @Test
  void thePageIsWhatTheCodeSays() throws IOException {
    String page = DoorOptionsPage.text(COMMAND);
    if (System.getProperty(WRITE) != null) {
      Files.writeString(PAGE, page);
    }

    assertThat(PAGE).as("write it with: %s", COMMAND).exists();
    assertThat(Files.readString(PAGE))
        .as("docs/gateway-options.md is stale; write it anew with: %s", COMMAND)
        .isEqualTo(page);
  }
}
