package dev.surety.trials.drill;

import static dev.surety.trials.drill.Ending.REFUSED;
import static dev.surety.trials.drill.Ending.SURVIVED;
import static dev.surety.trials.drill.Shop.SOME;

import dev.surety.domain.JournalRow;
import dev.surety.tools.journal.JournalFiles;
import dev.surety.tools.journal.JournalRows;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Files of the journal that somebody deletes. */
final class JournalMistakes {

  /** Any that is over. */
  private static final String OLD_DAY = "day=2026-01-01";

  private static final int SWEEPS = 60;
  private static final long SWEEP_MILLIS = 25;

  private JournalMistakes() {}

  static List<Exercise> exercises() {
    return List.of(
        Exercise.survived(
            "journal-day-deleted",
            "an old day of the journal is deleted, and a savepoint of that day restored",
            JournalMistakes::day),
        Exercise.refused(
            "journal-hole",
            "files in the middle of the journal are deleted",
            JournalMistakes::hole),
        Exercise.survived(
            "hidden-files-swept",
            "something sweeps files whose names begin with a dot",
            JournalMistakes::swept));
  }

  private static Finding day(Ground ground) throws Exception {
    try (Shop shop = Shop.open(ground, "journal-day-deleted")) {
      shop.start(shop.run());
      shop.serve(2 * SOME);
      String savepoint = shop.stop();
      List<Path> first = finished(shop.journal());
      shop.start(shop.run().from(savepoint));
      Path old = Files.createDirectories(shop.journal().resolve(OLD_DAY));
      for (Path file : first) {
        Files.move(file, old.resolve(file.getFileName()));
      }
      shop.serve(SOME);
      Said deleted = shop.surety("journal", "delete", "--before=2026-01-02");
      shop.require(deleted.exit() == 0 && !Files.exists(old), deleted.text());
      shop.serve(SOME);
      shop.cancel();
      shop.start(shop.run().from(savepoint));
      shop.serve(SOME);
      shop.awaitJournaled();
      Said report = report(ground, shop);
      shop.require(report.exit() == 0, "the report: " + report.text());
      shop.requireWords(report.text(), "older days are not in the journal");
      Said weighed = shop.surety("audit", "evaluate", "--target=0.9", "--json");
      shop.require(weighed.exit() == 0, "audit evaluate: " + weighed.text());
      return shop.settleWithRowsGone(
          SURVIVED, "the days that are left are read, and what is missing before them is said");
    }
  }

  private static Finding hole(Ground ground) throws Exception {
    try (Shop shop = Shop.open(ground, "journal-hole")) {
      shop.start(shop.run());
      shop.serve(2 * SOME);
      shop.awaitJournaled();
      deleteMiddle(shop.journal());
      shop.serve(2 * SOME);
      shop.awaitJournaled();
      Said report = report(ground, shop);
      shop.require(report.exit() == 2, "the report ends with exit code " + report.exit());
      shop.requireWords(report.text(), "missing in the middle of the journal", "--missing-allowed");
      Said weighed = shop.surety("audit", "evaluate", "--target=0.9", "--json");
      shop.require(weighed.exit() == 2, "audit evaluate ends with exit code " + weighed.exit());
      Said marked =
          shop.surety("audit", "report", "--out=" + page(ground, shop), "--missing-allowed=1");
      shop.require(marked.exit() == 0, "the marked report: " + marked.text());
      shop.requireWords(marked.text(), "rows are missing (");
      return shop.settleWithRowsGone(
          REFUSED, "no figures without --missing-allowed, and with it the holes beside them");
    }
  }

  private static Finding swept(Ground ground) throws Exception {
    try (Shop shop = Shop.open(ground, "hidden-files-swept")) {
      shop.start(shop.run());
      shop.serve(SOME);
      shop.awaitJournaled();
      for (int i = 0; i < SWEEPS; i++) {
        sweep(shop.journal());
        Thread.sleep(SWEEP_MILLIS);
      }
      shop.serve(2 * SOME);
      shop.awaitJournaled();
      Said marked =
          shop.surety("audit", "report", "--out=" + page(ground, shop), "--missing-allowed=1");
      shop.requireWords(marked.text(), "rows are missing (");
      return shop.settleWithRowsGone(
          SURVIVED, "decisions go on; the swept rows are the holes that readers tell of");
    }
  }

  private static Said report(Ground ground, Shop shop) throws Exception {
    return shop.surety("audit", "report", "--out=" + page(ground, shop));
  }

  private static Path page(Ground ground, Shop shop) {
    return ground.folder().resolve(shop.job() + ".html");
  }

  /** Files that no other one needs to be read, earlier than the last rows. */
  static void deleteMiddle(Path journal) throws IOException {
    List<Path> files =
        finished(journal).stream().filter(JournalMistakes::namesNoConfiguration).toList();
    int middle = files.size() / 2;
    if (middle < 2) {
      throw new IOException("too few files in " + journal + " to delete some amid them");
    }
    for (Path file : files.subList(middle - 2, middle + 2)) {
      Files.delete(file);
    }
  }

  private static boolean namesNoConfiguration(Path file) {
    boolean none = true;
    var path = new org.apache.flink.core.fs.Path(file.toUri());
    try (JournalRows rows = new JournalFiles(path.toString(), List.of(path)).rows()) {
      while (rows.hasNext()) {
        none &= !(rows.next() instanceof JournalRow.Config);
      }
    }
    return none;
  }

  /** In the order in which they were finished. */
  private static List<Path> finished(Path journal) throws IOException {
    try (Stream<Path> files = Files.walk(journal)) {
      return files
          .filter(Files::isRegularFile)
          .filter(file -> !file.getFileName().toString().startsWith("."))
          .sorted(Comparator.comparing(JournalMistakes::modified))
          .toList();
    }
  }

  private static FileTime modified(Path file) {
    try {
      return Files.getLastModifiedTime(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void sweep(Path journal) throws IOException {
    try (Stream<Path> files = Files.walk(journal)) {
      for (Path file : files.toList()) {
        if (file.getFileName().toString().startsWith(".")) {
          Files.deleteIfExists(file);
        }
      }
    } catch (UncheckedIOException e) {
      if (!(e.getCause() instanceof NoSuchFileException)) {
        throw e;
      }
    }
  }
}
