package dev.surety.tools.history;

import dev.surety.tools.journal.BrokenJournal;
import dev.surety.tools.journal.JournalOutline;
import dev.surety.tools.savepoint.SavepointStates;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.file.Path;
import java.util.Locale;
import picocli.CommandLine.Option;

/** Which journal a command is about. */
final class JournalArgument {

  private static final int LINES = 10;

  @Option(
      names = "--journal",
      required = true,
      paramLabel = "DIR",
      description =
          "The folder that the job writes its journal to (its option journal.path), with all of its"
              + " files.")
  private String dir;

  Path dir() {
    return local(dir);
  }

  /**
   * A path of this machine, written as one or as a URI.
   *
   * @throws BrokenJournal if it is on another file system: journals are read where they lie
   */
  static Path local(String path) {
    if (path.startsWith("file:")) {
      return Path.of(URI.create(path).getPath());
    }
    if (path.contains("://")) {
      throw new BrokenJournal(
          "%s is not on this machine; copy or mount the journal here".formatted(path));
    }
    return Path.of(path);
  }

  /**
   * Looks through all of it.
   *
   * @param err says how far it is
   * @throws BrokenJournal if it can't be read, or is empty
   */
  JournalOutline outline(PrintWriter err) {
    return outline(dir(), err);
  }

  static JournalOutline outline(Path dir, PrintWriter err) {
    long[] said = {0};
    return JournalOutline.of(
        dir,
        (done, all) -> {
          long part = done * LINES / all;
          if (all >= LINES && part > said[0]) {
            said[0] = part;
            err.printf(Locale.ROOT, "reading the journal: %,d of %,d files%n", done, all);
            err.flush();
          }
        });
  }

  /**
   * What led to a savepoint, or without one the newest branch.
   *
   * @throws BrokenJournal if no run of the journal took the savepoint
   */
  static History history(JournalOutline outline, SavepointStates savepoint) {
    if (savepoint == null) {
      return History.newest(outline);
    }
    String run = savepoint.run();
    if (run == null || !outline.runs().contains(run)) {
      throw new BrokenJournal(
          "the journal has no row of the run %s, which took the savepoint %s; give the journal of the same job"
              .formatted(run, savepoint.folder().path()));
    }
    return History.until(outline, run, savepoint.folder().checkpoint());
  }
}
