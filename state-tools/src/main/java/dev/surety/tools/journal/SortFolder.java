package dev.surety.tools.journal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** A folder for what is sorted, where the JVM keeps temporary files; gone when it is closed. */
public final class SortFolder implements AutoCloseable {

  private final Path path;

  private SortFolder(Path path) {
    this.path = path;
  }

  /**
   * A new one.
   *
   * @param prefix its name begins with
   */
  public static SortFolder open(String prefix) throws IOException {
    return new SortFolder(Files.createTempDirectory(prefix));
  }

  public Path path() {
    return path;
  }

  @Override
  public void close() throws IOException {
    List<Path> files;
    try (Stream<Path> all = Files.list(path)) {
      files = all.toList();
    }
    for (Path file : files) {
      Files.delete(file);
    }
    Files.delete(path);
  }
}
