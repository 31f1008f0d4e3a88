package dev.surety.tools.journal;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.apache.avro.generic.GenericRecord;
import org.apache.flink.core.fs.Path;

/** Counts the rows of a file, or of several: those that count, and those that don't. */
final class RowCensus {

  /**
   * One life of a key.
   *
   * @param chain place of its history among those that are told apart
   * @param key {@code tenant/tier}
   */
  record Life(int chain, String key, long born) {}

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
    Map<String, Boolean> known = new HashMap<>();
    Map<String, String> names = new HashMap<>();
    try (JournalRows rows = new JournalRows(List.of(file), SlimSchema.ofEvents())) {
      while (rows.hasNext()) {
        GenericRecord row = rows.record();
        if (row.get("tenant") == null) {
          continue;
        }
        String run = names.computeIfAbsent(row.get("run").toString(), name -> name);
        int chain = history.branch().chain(run, (Long) row.get("epoch"));
        String key = names.computeIfAbsent(row.get("tenant") + "/" + row.get("tier"), name -> name);
        if (chain != LiveBranch.NONE) {
          census.earliest = Math.min(census.earliest, (Long) row.get("time"));
        }
        if (!known.computeIfAbsent(key, wanted::test)) {
          continue;
        }
        if (chain == LiveBranch.NONE) {
          census.leftOut.merge(run, 1L, Long::sum);
          continue;
        }
        census.counted.merge(chain, 1L, Long::sum);
        Long born = (Long) row.get("born");
        census
            .lives
            .computeIfAbsent(new Life(chain, key, born == null ? 0 : born), life -> new SeqRanges())
            .add((Long) row.get("seq"));
        census.config(row, run, hashes, file);
      }
    }
    return census;
  }

  private void config(GenericRecord row, String run, Set<String> hashes, Path file) {
    GenericRecord event = (GenericRecord) row.get("decision");
    if (event == null) {
      event = (GenericRecord) row.get("outcome");
    }
    String hash = event == null ? null : event.get("config").toString();
    if (hash != null && !hashes.contains(hash)) {
      add(new Unread(run, hash, 1, file.toString()));
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
