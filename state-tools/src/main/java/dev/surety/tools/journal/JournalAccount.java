package dev.surety.tools.journal;

import dev.surety.domain.TenantTier;
import dev.surety.tools.journal.RowCensus.Life;
import dev.surety.tools.journal.RowCensus.Unread;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * What of a journal counts, what is left out of it and why, and what is missing: what every reader
 * says beside its figures. Made by a quick pass over the files, of which most is skipped.
 */
public final class JournalAccount {

  private static final int SHOWN = 5;

  /** Days are deleted as a whole: a life that began a day after the first row lost its start. */
  private static final long DAY_MILLIS = 86_400_000;

  /**
   * Rows of a run that don't count.
   *
   * @param why for people
   */
  public record LeftOut(String run, long rows, String why) {}

  /**
   * Rows of a key that no file has, though later ones of it are there.
   *
   * @param key {@code tenant/tier}
   * @param from the first number that is missing
   * @param to the last
   */
  public record Hole(String key, long from, long to) {

    long rows() {
      return to - from + 1;
    }

    @Override
    public String toString() {
      return from == to ? "%s %d".formatted(key, from) : "%s %d to %d".formatted(key, from, to);
    }
  }

  private final History history;
  private final RowCensus census;
  private final Map<Integer, Long> counted;
  private final List<LeftOut> leftOut = new ArrayList<>();
  private final List<Hole> holes = new ArrayList<>();
  private final Map<String, Long> missingByKey = new TreeMap<>();
  private final Map<String, Long> rowsByKey = new TreeMap<>();
  private long keysWithoutBeginning;
  private long rowsBefore;
  private long repeated;

  JournalAccount(History history, RowCensus census) {
    this.history = history;
    this.census = census;
    counted = census.counted();
    RunTree tree = history.outline().tree();
    new TreeMap<>(census.leftOut)
        .forEach(
            (run, rows) -> leftOut.add(new LeftOut(run, rows, tree.why(run, history.branch()))));
    census.lives.entrySet().stream()
        .sorted(
            Comparator.comparing((Map.Entry<Life, SeqRanges> life) -> life.getKey().key().key())
                .thenComparing(life -> life.getKey().born()))
        .forEach(life -> take(life.getKey(), life.getValue()));
    missingByKey.values().removeIf(rows -> rows == 0);
  }

  /**
   * Looks through all of a journal.
   *
   * @param wanted which keys
   * @throws BrokenJournal if a file can't be read
   */
  public static JournalAccount of(History history, Predicate<TenantTier> wanted) {
    RowCensus all = new RowCensus(history, wanted);
    history.outline().files().paths().parallelStream()
        .map(file -> RowCensus.of(file, history, wanted))
        .forEachOrdered(all::addAll);
    return new JournalAccount(history, all);
  }

  /** The same of all keys. */
  public static JournalAccount of(History history) {
    return of(history, key -> true);
  }

  private void take(Life life, SeqRanges ranges) {
    long there = ranges.last() - ranges.first() + 1 - ranges.missing();
    rowsByKey.merge(life.key().key(), there, Long::sum);
    repeated += ranges.repeated();
    if (ranges.first() > 1) {
      if (life.born() > census.earliest + DAY_MILLIS) {
        hole(life.key().key(), 1, ranges.first() - 1);
      } else {
        keysWithoutBeginning++;
        rowsBefore += ranges.first() - 1;
      }
    }
    ranges.holes((from, to) -> hole(life.key().key(), from, to));
  }

  private long hole(String key, long from, long to) {
    Hole hole = new Hole(key, from, to);
    holes.add(hole);
    missingByKey.merge(key, hole.rows(), Long::sum);
    return hole.rows();
  }

  /** Rows that count. */
  public long rows() {
    return counted.values().stream().mapToLong(Long::longValue).sum();
  }

  /** What is left out, by run. */
  public List<LeftOut> leftOut() {
    return leftOut;
  }

  /** Rows that no file has, though later ones of their key are there. */
  public long missing() {
    return holes.stream().mapToLong(Hole::rows).sum();
  }

  /** Missing ones as a share of those that should be there. */
  public double missingShare() {
    long missing = missing();
    return missing == 0 ? 0 : (double) missing / (rows() + missing);
  }

  /**
   * The same of one key.
   *
   * @param key {@code tenant/tier}
   */
  public double missingShare(String key) {
    long missing = missingByKey.getOrDefault(key, 0L);
    return missing == 0 ? 0 : (double) missing / (rowsByKey.getOrDefault(key, 0L) + missing);
  }

  /** Where rows are missing. */
  public List<Hole> holes() {
    return holes;
  }

  /** Rows of keys before the first that is there: the journal begins after they did. */
  public long rowsBefore() {
    return rowsBefore;
  }

  /**
   * Refuses a journal of which too much is missing.
   *
   * @param share how much may be
   * @throws BrokenJournal if more is
   */
  public void require(double share) {
    if (missingShare() > share) {
      throw new BrokenJournal(
          "%,d of %,d rows are missing in the middle of the journal (%s): figures of the rest would be of another history; put the files back, or say --missing-allowed %s to take it as it is"
              .formatted(missing(), rows() + missing(), firstHoles(), allowing()));
    }
  }

  /** Up to full hundredths. */
  private String allowing() {
    return String.format(Locale.ROOT, "%.2f", Math.ceil(100 * missingShare()) / 100);
  }

  /**
   * Refuses a journal that lacks a configuration which rows name.
   *
   * @throws BrokenJournal saying which files have it
   */
  public void requireConfigurations() {
    unread()
        .findFirst()
        .ifPresent(
            one -> {
              throw new BrokenJournal(needed(one));
            });
  }

  private Stream<Unread> unread() {
    return census.unread.values().stream()
        .sorted(Comparator.comparing(Unread::file).thenComparing(Unread::hash));
  }

  private static String needed(Unread one) {
    return "%,d rows of run %s name the configuration %s, which no file has; it is in the files of that run of the day of %s and of the days before it"
        .formatted(one.rows(), one.run(), one.hash(), one.file());
  }

  /** What people should know beside any figure; nothing of a journal that is one and whole. */
  public List<String> lines() {
    List<String> lines = new ArrayList<>();
    List<LiveBranch.Chain> chains = history.branch().chains();
    if (chains.size() > 1) {
      line(lines, "histories %,d that began by themselves, without state:", chains.size());
      for (int i = 0; i < chains.size(); i++) {
        line(lines, "  run %s: %,d rows", chains.get(i), counted.getOrDefault(i, 0L));
      }
    }
    for (LeftOut each : leftOut) {
      line(lines, "left out  %,d rows of run %s: %s", each.rows(), each.run(), each.why());
    }
    if (!holes.isEmpty()) {
      line(
          lines,
          "holes     %,d of %,d rows are missing (%.2f %%): %s",
          missing(),
          rows() + missing(),
          100 * missingShare(),
          firstHoles());
    }
    if (keysWithoutBeginning > 0) {
      line(
          lines,
          "begins    after the first %,d rows of %,d keys: older days are not in the journal",
          rowsBefore,
          keysWithoutBeginning);
    }
    if (repeated > 0) {
      line(
          lines,
          "repeated  %,d rows: a file is there twice, or was joined with its parts",
          repeated);
    }
    unread().forEach(one -> line(lines, "unread    %s", needed(one)));
    return lines;
  }

  /** The same for machines. */
  public Map<String, Object> json() {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("rows_that_count", rows());
    List<Object> histories = new ArrayList<>();
    List<LiveBranch.Chain> chains = history.branch().chains();
    for (int i = 0; i < chains.size(); i++) {
      Map<String, Object> one = new LinkedHashMap<>();
      one.put("first_run", chains.get(i).first());
      one.put("last_run", chains.get(i).last());
      one.put("rows", counted.getOrDefault(i, 0L));
      histories.add(one);
    }
    json.put("histories", histories);
    json.put("left_out", leftOut);
    json.put("missing_rows", missing());
    json.put("rows_before_the_first", rowsBefore);
    json.put("repeated_rows", repeated);
    json.put("unread_rows", census.unread.values().stream().mapToLong(Unread::rows).sum());
    return json;
  }

  private String firstHoles() {
    List<String> first = holes.stream().limit(SHOWN).map(Hole::toString).toList();
    return String.join(", ", first)
        + (holes.size() > SHOWN ? " and %,d more".formatted(holes.size() - SHOWN) : "");
  }

  private static void line(List<String> lines, String format, Object... values) {
    lines.add(String.format(Locale.ROOT, format, values));
  }
}
