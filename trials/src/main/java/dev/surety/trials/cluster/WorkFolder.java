package dev.surety.trials.cluster;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;

/**
 * Where a trial keeps its files.
 *
 * @param path absolute
 */
public record WorkFolder(Path path, boolean isTemporary) {

  /**
   * @param wanted {@code null} for a temporary one
   * @param prefix of the temporary one's name
   * @throws IllegalArgumentException if the wanted one has something in it
   */
  public static WorkFolder open(Path wanted, String prefix) throws IOException {
    if (wanted == null) {
      return new WorkFolder(Files.createTempDirectory(prefix), true);
    }
    Path folder = Files.createDirectories(wanted).toAbsolutePath().normalize();
    try (Stream<Path> content = Files.list(folder)) {
      if (content.findAny().isPresent()) {
        throw new IllegalArgumentException(wanted + " is not empty; name a new folder");
      }
    }
    return new WorkFolder(folder, false);
  }

  /** What nobody asked to keep goes. */
  public void deleteIfTemporary() throws IOException {
    if (!isTemporary) {
      return;
    }
    try (Stream<Path> tree = Files.walk(path)) {
      for (Path each : tree.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(each);
      }
    }
  }
}
