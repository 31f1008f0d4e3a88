package dev.surety.tools.journal;

import dev.surety.domain.JournalRow;
import dev.surety.domain.TenantTier;
import dev.surety.engine.TenantRouter;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
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
 * <p>Rows are held in memory until their key is folded: for histories that fit. {@link
 * History#rows} brings those of any size.
 */
public final class JournalFold {

  /** How many mismatches a report names; all are counted. */
  public static final int MISMATCHES_KEPT = 1000;

  private final Function<JournalOutline, History> history;

  /** Folds the branch of the run that began last, to its end. */
  public JournalFold() {
    this(History::last);
  }

  private JournalFold(Function<JournalOutline, History> history) {
    this.history = history;
  }

  /**
   * The same, but folding what led to one checkpoint or savepoint.
   *
   * @param run that took it
   * @param epoch its number
   */
  public JournalFold until(String run, long epoch) {
    return new JournalFold(outline -> History.until(outline, run, epoch));
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
    JournalOutline outline = new JournalOutline(JournalFiles.NONE);
    while (rows.hasNext()) {
      JournalRow row = rows.next();
      outline.add(row);
      if (row.stamp().key() != null) {
        byKey.computeIfAbsent(row.stamp().key().key(), k -> new ArrayList<>()).add(row);
      }
    }
    LiveBranch branch = history.apply(outline).branch();
    FoldFindings findings = new FoldFindings();
    TenantRouter router = new TenantRouter();
    for (Iterator<Map.Entry<String, List<JournalRow>>> i = byKey.entrySet().iterator();
        i.hasNext(); ) {
      Map.Entry<String, List<JournalRow>> entry = i.next();
      List<JournalRow> live = branch.inOrder(entry.getValue());
      findings.abandonedRows += entry.getValue().size() - live.size();
      i.remove();
      if (!live.isEmpty()) {
        TenantTier key = TenantTier.parse(entry.getKey());
        FoldedKey state =
            foldLives(
                live, () -> new KeyFold(router, outline.configurations(), key, findings), findings);
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
}
