package dev.surety.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** CONTRIBUTING: most Java files are under 90 lines, none over 450. */
class FileSizeTest {

  private static final Path REPOSITORY = Path.of("..");
  private static final int MOST = 90;
  private static final int NONE = 450;

  @Test
  void noFileIsTooLongAndMostAreShort() throws IOException {
    Map<String, Long> lines = lines(REPOSITORY);

    assertThat(lines).hasSizeGreaterThan(500);
    assertThat(tooLong(lines)).isEmpty();
    assertThat(lines.values().stream().filter(count -> count < MOST).count())
        .isGreaterThan(lines.size() / 2);
  }

  @Test
  void aLongFileIsNoticed(@TempDir Path repository) throws IOException {
    Path source = Files.createDirectories(repository.resolve("new/src/main/java"));
    Files.write(source.resolve("Short.java"), List.of("class Short {}"));
    Files.writeString(source.resolve("Long.java"), "\n".repeat(NONE + 1));

    assertThat(tooLong(lines(repository))).singleElement().asString().endsWith("Long.java");
  }

  private static List<String> tooLong(Map<String, Long> lines) {
    return lines.entrySet().stream()
        .filter(file -> file.getValue() > NONE)
        .map(Map.Entry::getKey)
        .toList();
  }

  /** Of the sources of every module, not of what is made from them. */
  private static Map<String, Long> lines(Path repository) throws IOException {
    Map<String, Long> lines = new TreeMap<>();
    try (Stream<Path> modules = Files.list(repository)) {
      for (Path sources : modules.map(module -> module.resolve("src")).toList()) {
        if (Files.isDirectory(sources)) {
          try (Stream<Path> files = Files.walk(sources)) {
            files
                .filter(file -> file.toString().endsWith(".java"))
                .forEach(file -> lines.put(file.toString(), count(file)));
          }
        }
      }
    }
    return lines;
  }

  private static long count(Path file) {
    try (Stream<String> lines = Files.lines(file)) {
      return lines.count();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
