package dev.surety.tools.savepoint;

import dev.surety.tools.journal.FoldReport;
import dev.surety.tools.journal.FoldedKey;
import dev.surety.tools.journal.JournalFiles;
import dev.surety.tools.journal.JournalFold;
import dev.surety.tools.journal.JournalRows;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * A journal folded from the empty state, held against a savepoint byte by byte.
 *
 * @param report what the fold itself found
 * @param keys in the savepoint
 * @param differing keys whose account or learner is not the same in both, or that only one has
 */
public record FoldedAgainstSaved(FoldReport report, Set<String> keys, Set<String> differing) {

  /**
   * @param savepoint its folder, as a path or URI; the last of the run that began last
   */
  public static FoldedAgainstSaved compare(Path journal, String savepoint) {
    return compare(journal, saved(savepoint));
  }

  /** All keys of a savepoint, by name. */
  public static Map<String, SavedKey> saved(String savepoint) {
    Map<String, SavedKey> saved = new TreeMap<>();
    SavepointStates.read(savepoint, key -> saved.put(key.key().key(), key));
    return saved;
  }

  /**
   * The same, against keys that were read before.
   *
   * @param saved all keys of the savepoint, by name
   */
  public static FoldedAgainstSaved compare(Path journal, Map<String, SavedKey> saved) {
    Set<String> differing = new TreeSet<>(saved.keySet());
    FoldReport report;
    try (JournalRows rows = JournalFiles.read(journal)) {
      report =
          new JournalFold()
              .fold(
                  rows,
                  folded -> {
                    String key = folded.key().key();
                    if (isSame(folded, saved.get(key))) {
                      differing.remove(key);
                    } else {
                      differing.add(key);
                    }
                  });
    }
    return new FoldedAgainstSaved(report, Set.copyOf(saved.keySet()), differing);
  }

  /** What isn't as it should be: values, rows and whole keys. */
  public long mismatches() {
    return report.mismatches() + differing.size();
  }

  private static boolean isSame(FoldedKey folded, SavedKey saved) {
    return saved != null
        && Arrays.equals(folded.accountBytes(), saved.account())
        && Arrays.equals(folded.learnerBytes(), saved.learner());
  }
}
