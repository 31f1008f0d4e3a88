package dev.surety.tools.journal;

import dev.surety.domain.JournalRow;
import dev.surety.domain.JournalRow.Config;
import dev.surety.domain.JournalRow.Lineage;
import dev.surety.domain.JournalRow.Stamp;
import dev.surety.domain.TenantTier;
import dev.surety.engine.TenantConfig;
import dev.surety.engine.TenantRouter;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * The promise that state is the fold of its journal, as code: every key's rows, in the order of
 * their seq, go through the same {@link TenantRouter} from the empty state. Of a row only its
 * inputs are read: the request or feedback, the configuration it names, run, epoch, seed and the
 * moment of the decision. What the engine then says is compared with what the row says, bit for
 * bit, and the state it ends in must be the one in the savepoint, byte by byte.
 *
 * <p>Rows are held in memory until their key is folded: for histories that fit. {@code
 * tools.history} folds those of any size.
 */
public final class JournalFold {

  /** How many mismatches a report names; all are counted. */
  public static final int MISMATCHES_KEPT = 1000;

  private final Function<String, TenantConfig> configReader;
  private final Function<List<Lineage>, LiveBranch> checkpoint;

  /** Folds the branch of the run that began last, to its end. */
  public JournalFold() {
    this(Configurations::config);
  }

  /**
   * The same, of a journal whose configurations are written in another form.
   *
   * @param configReader from the content of a config row
   */
  public JournalFold(Function<String, TenantConfig> configReader) {
    this(configReader, null);
  }

  private JournalFold(
      Function<String, TenantConfig> configReader, Function<List<Lineage>, LiveBranch> checkpoint) {
    this.configReader = configReader;
    this.checkpoint = checkpoint;
  }

  /**
   * The same, but folding what led to one checkpoint or savepoint.
   *
   * @param run that took it
   * @param epoch its number
   */
  public JournalFold until(String run, long epoch) {
    return new JournalFold(configReader, lineage -> LiveBranch.endingAt(run, epoch, lineage));
  }

  /**
   * Folds all rows, in whatever order they come.
   *
   * @param folded takes each key's state as soon as the key is folded, keys in their order; none of
   *     a key that was removed
   * @throws BrokenJournal if lineage or configuration rows are missing or contradict each other
   */
  public FoldReport fold(Iterator<JournalRow> rows, Consumer<FoldedKey> folded) {
    Map<String, List<JournalRow>> byKey = new TreeMap<>();
    List<Lineage> lineage = new ArrayList<>();
    Set<String> runs = new HashSet<>();
    Configurations configurations = new Configurations(configReader);
    while (rows.hasNext()) {
      JournalRow row = rows.next();
      if (row instanceof Lineage begun) {
        lineage.add(begun);
      } else if (row instanceof Config config) {
        configurations.add(config);
      } else {
        runs.add(row.stamp().run());
        byKey.computeIfAbsent(row.stamp().key().key(), k -> new ArrayList<>()).add(row);
      }
    }
    LiveBranch branch =
        checkpoint == null ? LiveBranch.newest(lineage, runs) : checkpoint.apply(lineage);
    FoldFindings findings = new FoldFindings();
    TenantRouter router = new TenantRouter();
    for (Iterator<Map.Entry<String, List<JournalRow>>> i = byKey.entrySet().iterator();
        i.hasNext(); ) {
      Map.Entry<String, List<JournalRow>> entry = i.next();
      List<JournalRow> live = live(entry.getValue(), branch, findings);
      i.remove();
      if (!live.isEmpty()) {
        TenantTier key = TenantTier.parse(entry.getKey());
        FoldedKey state =
            foldLives(live, () -> new KeyFold(router, configurations, key, findings), findings);
        if (state != null) {
          folded.accept(state);
        }
      }
    }
    return findings.report();
  }

  /** One life of a key after the other: the state of the last, if it goes on. */
  private static FoldedKey foldLives(
      List<JournalRow> rows, Supplier<KeyFold> begin, FoldFindings findings) {
    FoldedKey state = null;
    for (int from = 0; from < rows.size(); ) {
      long born = rows.get(from).stamp().born();
      if (state != null) {
        findings.notRemoved(state);
      }
      KeyFold fold = begin.get();
      for (; from < rows.size() && rows.get(from).stamp().born() == born; from++) {
        fold.add(rows.get(from));
      }
      state = fold.finish();
    }
    return state;
  }

  /**
   * Folds one key only, up to one of its inputs, while somebody looks on.
   *
   * @param rows of one life of the key that count, ascending in seq
   * @param seq of the last input to apply
   * @param configs of the journal
   * @param folded takes the state that the rows lead to, if any
   * @throws BrokenJournal if a configuration is missing or was changed
   */
  public FoldReport foldKey(
      List<JournalRow> rows,
      long seq,
      Collection<Config> configs,
      FoldWatcher watcher,
      Consumer<FoldedKey> folded) {
    Configurations configurations = new Configurations(configReader);
    configs.forEach(configurations::add);
    FoldFindings findings = new FoldFindings();
    TenantTier key = rows.get(0).stamp().key();
    KeyFold fold = new KeyFold(new TenantRouter(), configurations, key, findings, watcher);
    for (Iterator<JournalRow> i = rows.iterator(); i.hasNext() && fold.applied() < seq; ) {
      fold.add(i.next());
    }
    FoldedKey state = fold.applied() < seq ? fold.finish() : fold.stop();
    if (state != null) {
      folded.accept(state);
    }
    return findings.report();
  }

  private static List<JournalRow> live(
      List<JournalRow> rows, LiveBranch branch, FoldFindings findings) {
    int all = rows.size();
    rows.removeIf(row -> !branch.counts(row.stamp()));
    findings.abandonedRows += all - rows.size();
    rows.sort(Comparator.comparing(JournalRow::stamp, Stamp.IN_ORDER));
    return rows;
  }
}
