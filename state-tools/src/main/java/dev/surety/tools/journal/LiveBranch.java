package dev.surety.tools.journal;

import dev.surety.domain.JournalRow;
import dev.surety.domain.JournalRow.Lineage;
import dev.surety.domain.JournalRow.Stamp;
import java.io.Serializable;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Which rows count: those of one run and, going back along its lineage, of each run before it up to
 * the checkpoint from which the next was restored. All others were written on a branch that was
 * abandoned: by a run that nobody continued, or after the checkpoint that somebody continued from.
 *
 * <p>A run that restarts by itself is not a new branch: the files are exactly-once within a run.
 *
 * @param voidFrom by run: the first epoch whose rows are void
 */
public record LiveBranch(Map<String, Long> voidFrom) implements Serializable {

  /**
   * The branch of the run that began last.
   *
   * @param runs that have rows
   * @throws BrokenJournal if the rows contradict each other or don't tell
   */
  public static LiveBranch newest(List<Lineage> lineage, Set<String> runs) {
    if (lineage.isEmpty() && runs.size() > 1) {
      throw new BrokenJournal(
          "the journal has rows of the runs %s, but no lineage row says how they follow each other; read all of its files"
              .formatted(runs));
    }
    String head =
        lineage.stream()
            .max(
                Comparator.comparingLong((Lineage row) -> row.stamp().time())
                    .thenComparing(row -> row.stamp().run()))
            .map(row -> row.stamp().run())
            .orElse(runs.isEmpty() ? "" : runs.iterator().next());
    return endingAt(head, Long.MAX_VALUE, lineage);
  }

  /**
   * The branch that leads to a checkpoint.
   *
   * @param epoch number of the checkpoint or savepoint of this run; its rows are the first that
   *     don't count
   * @throws BrokenJournal if the rows contradict each other
   */
  public static LiveBranch endingAt(String run, long epoch, List<Lineage> lineage) {
    Map<String, Lineage> origins = origins(lineage);
    Map<String, Long> voidFrom = new HashMap<>();
    long end = epoch;
    for (String at = run; at != null; ) {
      if (voidFrom.put(at, end) != null) {
        throw new BrokenJournal("by its lineage rows, run %s continues itself".formatted(at));
      }
      Lineage origin = origins.get(at);
      at = origin == null ? null : origin.restoredRun();
      end = origin == null ? 0 : origin.restoredEpoch();
    }
    return new LiveBranch(voidFrom);
  }

  private static Map<String, Lineage> origins(List<Lineage> lineage) {
    Map<String, Lineage> origins = new HashMap<>();
    for (Lineage row : lineage) {
      String run = row.stamp().run();
      if (run.equals(row.restoredRun())) {
        continue;
      }
      Lineage other = origins.putIfAbsent(run, row);
      if (other != null && !sameOrigin(row, other)) {
        throw new BrokenJournal(
            "run %s says that it was restored from %s at %d, and from %s at %d"
                .formatted(
                    run,
                    other.restoredRun(),
                    other.restoredEpoch(),
                    row.restoredRun(),
                    row.restoredEpoch()));
      }
    }
    return origins;
  }

  private static boolean sameOrigin(Lineage a, Lineage b) {
    return a.restoredEpoch() == b.restoredEpoch()
        && String.valueOf(a.restoredRun()).equals(String.valueOf(b.restoredRun()));
  }

  /** Whether a row is part of the branch. */
  public boolean counts(Stamp stamp) {
    return stamp.epoch() < voidFrom.getOrDefault(stamp.run(), Long.MIN_VALUE);
  }

  /** The rows of a key that are part of the branch, one life after the other, each by seq. */
  public List<JournalRow> inOrder(List<JournalRow> rowsOfKey) {
    return rowsOfKey.stream()
        .filter(row -> counts(row.stamp()))
        .sorted(Comparator.comparing(JournalRow::stamp, Stamp.IN_ORDER))
        .toList();
  }
}
