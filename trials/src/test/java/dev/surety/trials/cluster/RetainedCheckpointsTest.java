package dev.surety.trials.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RetainedCheckpointsTest {

  @TempDir private Path folder;

  @Test
  void theNewestIsTheOneWithTheHighestNumber() throws IOException {
    complete("chk-9");
    complete("chk-10");

    assertThat(newest()).hasValue(folder.resolve("job/chk-10"));
  }

  @Test
  void oneThatWasCutShortByTheCrashDoesNotCount() throws IOException {
    complete("chk-10");
    Files.createDirectories(folder.resolve("job/chk-11"));

    assertThat(newest()).hasValue(folder.resolve("job/chk-10"));
  }

  @Test
  void thereMayBeNone() throws IOException {
    assertThat(newest()).isEmpty();
    Files.createDirectories(folder.resolve("job/shared"));
    assertThat(newest()).isEmpty();
  }

  private Optional<Path> newest() throws IOException {
    return RetainedCheckpoints.newest(folder, "job");
  }

  private void complete(String checkpoint) throws IOException {
    Path data = Files.createDirectories(folder.resolve("job").resolve(checkpoint));
    Files.writeString(data.resolve("_metadata"), "");
  }
}
