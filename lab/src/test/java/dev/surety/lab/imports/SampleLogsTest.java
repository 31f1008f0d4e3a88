package dev.surety.lab.imports;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * The sample logs of {@code configs/data/logs} are what {@link SampleLogs} makes. With {@code
 * -Dsurety.write-pages} they are written anew.
 */
class SampleLogsTest {

  static final Path FOLDER = Path.of("../configs/data/logs");

  private static final String WRITE = "surety.write-pages";
  private static final String MEND =
      "write it with: ./mvnw -q -pl lab -am test -Dtest=SampleLogsTest"
          + " -Dsurefire.failIfNoSpecifiedTests=false -D"
          + WRITE;

  @Test
  void areWhatIsMade() throws IOException {
    long size = 0;
    for (Map.Entry<String, String> file : new SampleLogs().files().entrySet()) {
      Path path = FOLDER.resolve(file.getKey());
      if (System.getProperty(WRITE) != null) {
        Files.createDirectories(path.getParent());
        Files.writeString(path, file.getValue());
      }
      assertThat(path).as(MEND).hasContent(file.getValue());
      size += Files.size(path);
    }
    assertThat(size).isLessThan(1_000_000);
  }
}
