package dev.surety.tools.journal;

import java.io.PrintWriter;
import java.util.Locale;
import picocli.CommandLine.Option;

/** Which journal a command is about. */
public final class JournalOption {

  private static final int LINES = 10;

  @Option(
      names = "--journal",
      required = true,
      paramLabel = "DIR",
      description =
          "The folder that the job writes its journal to (its option journal.path), with all of its"
              + " files: a path, or a URI of a file system that Flink knows.")
  private String folder;

  /**
   * As it was given.
   *
   * @throws BrokenJournal if there is no such folder
   */
  String folder() {
    JournalFiles.checkFolder(folder);
    return folder;
  }

  /**
   * Its files.
   *
   * @throws BrokenJournal if there is no such folder
   */
  public JournalFiles files() {
    return JournalFiles.in(folder);
  }

  /**
   * Looks through all of a journal.
   *
   * @param err says how far it is
   * @throws BrokenJournal if it can't be read, or is empty
   */
  public static JournalOutline outline(JournalFiles files, PrintWriter err) {
    long[] said = {0};
    return JournalOutline.of(
        files,
        (done, all) -> {
          long part = done * LINES / all;
          if (all >= LINES && part > said[0]) {
            said[0] = part;
            err.printf(Locale.ROOT, "reading the journal: %,d of %,d files%n", done, all);
            err.flush();
          }
        });
  }
}
