package dev.surety.tools.journal;

import dev.surety.domain.JournalRow;
import dev.surety.domain.JournalRow.Config;
import dev.surety.domain.JournalRow.Lineage;
import dev.surety.wire.journal.RowHead;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.flink.core.fs.Path;

/**
 * What must be known of a journal before the first row of a key can be read: how its runs follow
 * each other, and what its configurations say. Small, however long the journal is.
 */
public final class JournalOutline {

  /** Told how many files have been read, and of how many. */
  public interface Progress {

    /** Says nothing. */
    Progress SILENT = (done, all) -> {};

    /** Called once for each file, by one thread at a time. */
    void files(int done, int all);
  }

  private final JournalFiles files;
  private final Map<String, Long> runs = new TreeMap<>();
  private final Set<Lineage> lineage = new LinkedHashSet<>();
  private final Configurations configurations = new Configurations();
  private long rows;
  private long all;

  JournalOutline(JournalFiles files) {
    this.files = files;
  }

  /**
   * Reads all files once, side by side.
   *
   * @param progress is told after each file
   * @throws BrokenJournal if there is no row of any key, or a file is broken
   */
  public static JournalOutline of(JournalFiles files, Progress progress) {
    if (files.paths().isEmpty()) {
      throw new BrokenJournal(
          "the journal %s is empty: no finished .avro file is below it; give the folder that the job writes its journal to"
              .formatted(files.folder()));
    }
    JournalOutline outline = new JournalOutline(files);
    AtomicInteger done = new AtomicInteger();
    files.paths().parallelStream()
        .map(
            path -> {
              JournalOutline one = of(path);
              synchronized (done) {
                progress.files(done.incrementAndGet(), files.paths().size());
              }
              return one;
            })
        .forEachOrdered(outline::add);
    if (outline.rows == 0) {
      throw new BrokenJournal(
          "the journal %s has %d files, but no decision or feedback is in them"
              .formatted(files.folder(), files.paths().size()));
    }
    return outline;
  }

  private static JournalOutline of(Path file) {
    JournalOutline outline = new JournalOutline(JournalFiles.NONE);
    try (JournalRows rows = JournalRows.nameless(List.of(file))) {
      while (rows.hasNext()) {
        RowHead head = rows.nextHead();
        if (head.isLineage() || head.isConfig()) {
          outline.add(rows.row());
        } else {
          outline.addKeyed(head.run());
        }
      }
    }
    return outline;
  }

  /** Takes in a row, in whatever order they come. */
  void add(JournalRow row) {
    if (row instanceof Lineage begun) {
      lineage.add(begun);
      all++;
    } else if (row instanceof Config config) {
      configurations.add(config);
      all++;
    } else {
      addKeyed(row.stamp().run());
    }
  }

  private void addKeyed(String run) {
    runs.merge(run, 1L, Long::sum);
    rows++;
    all++;
  }

  private void add(JournalOutline other) {
    other.runs.forEach((run, rows) -> runs.merge(run, rows, Long::sum));
    lineage.addAll(other.lineage);
    configurations.addAll(other.configurations);
    rows += other.rows;
    all += other.all;
  }

  public JournalFiles files() {
    return files;
  }

  /** Rows of keys, abandoned ones included. */
  public long rows() {
    return rows;
  }

  /** Rows of every kind, abandoned ones included. */
  public long allRows() {
    return all;
  }

  /** Runs that have rows of keys. */
  public Set<String> runs() {
    return runs.keySet();
  }

  /** How many rows of keys each of them has, abandoned ones included. */
  public Map<String, Long> rowsByRun() {
    return Collections.unmodifiableMap(runs);
  }

  /** How the runs follow each other. */
  RunTree tree() {
    return new RunTree(lineage(), runs());
  }

  /** A history and how many rows its runs have, abandoned ones included. */
  String brief(LiveBranch.Chain chain) {
    RunTree tree = tree();
    long rows =
        runs.entrySet().stream()
            .filter(run -> tree.root(run.getKey()).equals(chain.first()))
            .mapToLong(Map.Entry::getValue)
            .sum();
    return "run %s, %,d rows".formatted(chain, rows);
  }

  /** Starts of runs, in the order of their time; one a subtask. */
  public List<Lineage> lineage() {
    return lineage.stream()
        .sorted(Comparator.comparingLong((Lineage row) -> row.stamp().time()))
        .toList();
  }

  /** Abandoned ones included: a hash names its content wherever it stands. */
  public Configurations configurations() {
    return configurations;
  }
}
