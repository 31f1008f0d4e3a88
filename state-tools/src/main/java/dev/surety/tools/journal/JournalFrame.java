package dev.surety.tools.journal;

import dev.surety.domain.JournalRow;
import dev.surety.domain.JournalRow.Config;
import dev.surety.domain.JournalRow.Lineage;
import dev.surety.domain.JournalRow.Stamp;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What must be known of a whole journal before its rows can be read: which of them count, and what
 * configurations their hashes name. Small, however big the journal is.
 */
public final class JournalFrame {

  private final List<Lineage> lineage = new ArrayList<>();
  private final Map<String, Config> configs = new HashMap<>();
  private final Set<String> runs = new HashSet<>();
  private LiveBranch branch;

  /** Takes in a row, in whatever order they come. */
  public void add(JournalRow row) {
    if (row instanceof Lineage begun) {
      lineage.add(begun);
    } else if (row instanceof Config config) {
      configs.putIfAbsent(config.hash(), config);
    } else {
      runs.add(row.stamp().run());
    }
  }

  /**
   * Whether a row counts; to be asked when all rows have been added.
   *
   * @throws BrokenJournal if the lineage rows are missing or contradict each other
   */
  public boolean counts(Stamp stamp) {
    return branch().counts(stamp);
  }

  /**
   * Which rows count; to be asked when all rows have been added.
   *
   * @throws BrokenJournal if the lineage rows are missing or contradict each other
   */
  public LiveBranch branch() {
    if (branch == null) {
      branch = LiveBranch.newest(lineage, runs);
    }
    return branch;
  }

  /** Starts of runs, in the order of their time; one a subtask. */
  public List<Lineage> lineage() {
    return lineage.stream()
        .sorted(Comparator.comparingLong((Lineage row) -> row.stamp().time()))
        .toList();
  }

  /** The configurations, each once, by hash. */
  public Map<String, Config> configs() {
    return Map.copyOf(configs);
  }
}
