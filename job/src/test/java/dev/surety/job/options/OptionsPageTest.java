package dev.surety.job.options;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class OptionsPageTest {

  private static final Path PAGE = Path.of("..", "docs", "configuration.md");
  private static final String WRITE = "surety.write-pages";
  private static final String COMMAND =
      "./mvnw -q -pl job -am test -Dtest=OptionsPageTest -Dsurefire.failIfNoSpecifiedTests=false"
          + " -D"
          + WRITE;

  @Test
  void thePageIsWhatTheCodeSays() throws IOException {
    String page = OptionsPage.text(COMMAND);
    if (System.getProperty(WRITE) != null) {
      Files.createDirectories(PAGE.getParent());
      Files.writeString(PAGE, page);
    }

    assertThat(PAGE).as("write it with: %s", COMMAND).exists();
    assertThat(Files.readString(PAGE))
        .as("docs/configuration.md is stale; write it anew with: %s", COMMAND)
        .isEqualTo(page);
  }

  @Test
  void thePageShowsDefaultsAsPeopleWriteThem() {
    assertThat(OptionsPage.text(COMMAND))
        .contains("| `kafka.bootstrap.servers` | text | must be set |")
        .contains("| `standings.interval` | duration | `2 s` |")
        .contains("| `kafka.max-record-bytes` | size | `1 mb` |")
        .contains("| `journal.prompt` | `none`, `full` | `none` |")
        .contains("### mess-plus");
  }
}
