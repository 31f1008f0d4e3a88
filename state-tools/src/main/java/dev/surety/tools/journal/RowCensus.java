package dev.surety.tools.journal;

import dev.surety.domain.JournalRow;
import dev.surety.domain.TenantTier;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.apache.flink.core.fs.Path;

/** Counts the rows of a file, or of several: those that count, and those that don't. */
final class RowCensus {

  /**
   * One life of a key.
   *
   * @param chain place of its history among those that are told apart
   */
  record Life(int chain, TenantTier key, long born) {}

  /**
   * Rows that name a configuration that no file has.
   *
   * @param file the first of them
   */
  record Unread(String run, String hash, long rows, String file) {

    private Unread and(Unread other) {
      String first = file.compareTo(other.file) <= 0 ? file : other.file;
      return new Unread(run, hash, rows + other.rows, first);
    }
  }

  final Map<Life, SeqRanges> lives = new HashMap<>();
  final Map<String, Long> leftOut = new HashMap<>();
  final Map<Integer, Long> counted = new HashMap<>();
  final Map<String, Unread> unread = new HashMap<>();
  long earliest = Long.MAX_VALUE;

  /**
   * Of one file.
   *
   * @param wanted which keys, by {@code tenant/tier}
   */
  static RowCensus of(Path file, History history, Predicate<String> wanted) {
    RowCensus census = new RowCensus();
    Set<String> hashes = history.outline().configurations().hashes();
    Map<TenantTier, Boolean> known = new HashMap<>();
    Life life = null;
    SeqRanges ranges = null;
    try (JournalRows rows = JournalRows.quick(file)) {
      while (rows.hasNext()) {
        JournalRow row = rows.next();
        JournalRow.Stamp stamp = row.stamp();
        if (stamp.key() == null) {
          continue;
        }
        int chain = history.branch().chain(stamp.run(), stamp.epoch());
        if (chain != LiveBranch.NONE) {
          census.earliest = Math.min(census.earliest, stamp.time());
        }
        if (!known.computeIfAbsent(stamp.key(), key -> wanted.test(key.key()))) {
          continue;
        }
        if (chain == LiveBranch.NONE) {
          census.leftOut.merge(stamp.run(), 1L, Long::sum);
          continue;
        }
        census.counted.merge(chain, 1L, Long::sum);
        Life of = new Life(chain, stamp.key(), stamp.born());
        if (!of.equals(life)) {
          life = of;
          ranges = census.lives.computeIfAbsent(life, l -> new SeqRanges());
        }
        ranges.add(stamp.seq());
        census.config(row, hashes, file);
      }
    }
    return census;
  }

  private void config(JournalRow row, Set<String> hashes, Path file) {
    String hash = null;
    if (row instanceof JournalRow.Decided decided) {
      hash = decided.config();
    } else if (row instanceof JournalRow.Outcome outcome) {
      hash = outcome.config();
    }
    if (hash != null && !hashes.contains(hash)) {
      add(new Unread(row.stamp().run(), hash, 1, file.toString()));
    }
  }

  private void add(Unread one) {
    unread.merge(one.run() + ' ' + one.hash(), one, Unread::and);
  }

  /** Takes in what another counted. */
  void addAll(RowCensus other) {
    other.lives.forEach(
        (life, ranges) -> lives.computeIfAbsent(life, l -> new SeqRanges()).addAll(ranges));
    other.leftOut.forEach((run, rows) -> leftOut.merge(run, rows, Long::sum));
    other.counted.forEach((chain, rows) -> counted.merge(chain, rows, Long::sum));
    other.unread.values().forEach(this::add);
    earliest = Math.min(earliest, other.earliest);
  }

  /** Hashes that no file has the content of. */
  Set<String> unreadHashes() {
    Set<String> hashes = new HashSet<>();
    unread.values().forEach(each -> hashes.add(each.hash()));
    return hashes;
  }
}
