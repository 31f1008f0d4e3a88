package dev.surety.tools.journal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The files of a journal folder. */
public final class JournalFiles {

  private static final String SUFFIX = ".avro";

  private JournalFiles() {}

  /**
   * All rows of the finished files below a folder, file after file in the order of their paths, one
   * block in memory at a time. Files in the making, and whatever else has a name on its path that
   * begins with a dot or an underscore, are no part of the journal.
   *
   * @throws BrokenJournal if there is no such folder; the iterator throws it for a broken file
   */
  public static JournalRows read(Path dir) {
    return read(finished(dir));
  }

  /** All rows of some files, file after file. */
  public static JournalRows read(List<Path> files) {
    return new JournalRows(files);
  }

  /**
   * The finished files below a folder, in the order of their paths.
   *
   * @throws BrokenJournal if there is no such folder
   */
  public static List<Path> finished(Path dir) {
    if (!Files.isDirectory(dir)) {
      throw new BrokenJournal(
          "there is no folder %s; give the one that the job writes its journal to".formatted(dir));
    }
    try (Stream<Path> files = Files.walk(dir)) {
      return files
          .filter(file -> file.getFileName().toString().endsWith(SUFFIX))
          .filter(file -> !hidden(dir.relativize(file)))
          .filter(Files::isRegularFile)
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new BrokenJournal("folder %s can't be listed: %s".formatted(dir, e), e);
    }
  }

  private static boolean hidden(Path path) {
    for (Path name : path) {
      if (name.toString().startsWith(".") || name.toString().startsWith("_")) {
        return true;
      }
    }
    return false;
  }
}
