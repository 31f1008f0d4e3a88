package dev.surety.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RequiresDataTest {

  @Test
  @RequiresData
  void findsTheDataSets() {
    assertThat(DataFolder.path().resolve("routerbench.jsonl.gz")).isRegularFile();
  }

  @Test
  void walksUpToTheNearestFolder(@TempDir Path root) throws IOException {
    Path data = Files.createDirectories(root.resolve("shared/data"));
    Path module = Files.createDirectories(root.resolve("repository/functions"));

    assertThat(DataFolder.beside("data", module)).contains(data);
  }

  @Test
  void findsNothingWhereThereIsNothing(@TempDir Path root) {
    assertThat(DataFolder.beside("no-such-folder-anywhere", root)).isEmpty();
  }
}
