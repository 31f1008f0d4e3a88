package dev.surety.testing;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/** The folder of real data, {@code shared/data} beside the repository. */
public final class DataFolder {

  private DataFolder() {}

  /**
   * Where the data sets are. Tests that call this carry {@link RequiresData}.
   *
   * @throws IllegalStateException if no folder above the working folder has {@code shared/data}
   */
  public static Path path() {
    return find()
        .orElseThrow(
            () ->
                new IllegalStateException(
                    "No shared/data in any folder above %s: %s"
                        .formatted(Path.of("").toAbsolutePath(), Outside.DATA.mend())));
  }

  static Optional<Path> find() {
    return beside("data");
  }

  /** {@code shared/name} in the nearest folder above the working folder that has one. */
  static Optional<Path> beside(String name) {
    return beside(name, Path.of("").toAbsolutePath());
  }

  static Optional<Path> beside(String name, Path start) {
    return Stream.iterate(start, folder -> folder != null, Path::getParent)
        .map(folder -> folder.resolve("shared").resolve(name))
        .filter(Files::isDirectory)
        .findFirst();
  }
}
