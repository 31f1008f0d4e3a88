package dev.surety.tools.journal;

import dev.surety.domain.TenantTier;
import dev.surety.wire.journal.RowHead;
import java.util.HashMap;
import java.util.List;
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
  final Map<String, Unread> unread = new HashMap<>();
  long earliest = Long.MAX_VALUE;

  private final History history;
  private final Set<String> hashes;
  private final Predicate<TenantTier> wanted;
  private final Map<TenantTier, Met> met = new HashMap<>();

  /** What was met of a key last. */
  private static final class Met {
    private final boolean wanted;
    private Life life;
    private SeqRanges ranges;

    Met(boolean wanted) {
      this.wanted = wanted;
    }
  }

  /**
   * @param wanted which keys
   */
  RowCensus(History history, Predicate<TenantTier> wanted) {
    this.history = history;
    this.wanted = wanted;
    hashes = history.outline().configurations().hashes();
  }

  /** Of one file. */
  static RowCensus of(Path file, History history, Predicate<TenantTier> wanted) {
    RowCensus census = new RowCensus(history, wanted);
    try (JournalRows rows = JournalRows.nameless(List.of(file))) {
      while (rows.hasNext()) {
        census.add(rows.nextHead(), file);
      }
    }
    return census;
  }

  /**
   * Takes in the next row.
   *
   * @return the place of its history, or {@link LiveBranch#NONE} if it does not count or is not of
   *     a key that is wanted
   */
  int add(RowHead head, Path file) {
    TenantTier key = head.key();
    if (key == null) {
      return LiveBranch.NONE;
    }
    int chain = history.branch().chain(head.run(), head.epoch());
    if (chain != LiveBranch.NONE && head.time() < earliest) {
      earliest = head.time();
    }
    Met of = met.get(key);
    if (of == null) {
      of = new Met(wanted.test(key));
      met.put(key, of);
    }
    if (!of.wanted) {
      return LiveBranch.NONE;
    }
    if (chain == LiveBranch.NONE) {
      leftOut.merge(head.run(), 1L, Long::sum);
      return LiveBranch.NONE;
    }
    if (of.life == null || of.life.chain != chain || of.life.born != head.born()) {
      of.life = new Life(chain, key, head.born());
      of.ranges = lives.computeIfAbsent(of.life, l -> new SeqRanges());
    }
    of.ranges.add(head.seq());
    if (!isReadable(head)) {
      add(new Unread(head.run(), head.config(), 1, file.toString()));
    }
    return chain;
  }

  /** Whether the configuration that a row names, if it names one, is there. */
  boolean isReadable(RowHead head) {
    return head.config() == null || hashes.contains(head.config());
  }

  private void add(Unread one) {
    unread.merge(one.run() + ' ' + one.hash(), one, Unread::and);
  }

  /** Takes in what another counted. */
  void addAll(RowCensus other) {
    other.lives.forEach(
        (life, ranges) -> lives.computeIfAbsent(life, l -> new SeqRanges()).addAll(ranges));
    other.leftOut.forEach((run, rows) -> leftOut.merge(run, rows, Long::sum));
    other.unread.values().forEach(this::add);
    earliest = Math.min(earliest, other.earliest);
  }

  /** Rows that count, by the place of their history. */
  Map<Integer, Long> counted() {
    Map<Integer, Long> counted = new HashMap<>();
    lives.forEach((life, ranges) -> counted.merge(life.chain, ranges.all(), Long::sum));
    return counted;
  }
}
