package dev.surety.tools.journal;

import dev.surety.domain.JournalRow;
import dev.surety.domain.JournalRow.Lineage;
import dev.surety.domain.JournalRow.Stamp;
import dev.surety.wire.journal.RowHead;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Which rows count: those of one run and, going back along its lineage, of each run before it up to
 * the checkpoint from which the next was restored. A run abandons only what it was restored from:
 * where several began by themselves, each has a history of its own, and one does not make another
 * void. Rows that don't count were written after the checkpoint that somebody continued from, or by
 * a run that went on from there.
 *
 * <p>A run that restarts by itself is not a new branch: the files are exactly-once within a run.
 *
 * @param parts by run
 * @param chains the histories that are told apart, in the order of their beginning
 */
public record LiveBranch(Map<String, Part> parts, List<Chain> chains) implements Serializable {

  /** A history that no other has a part in. */
  static final int NONE = -1;

  /**
   * What counts of a run.
   *
   * @param voidFrom the first epoch whose rows don't
   * @param chain place of its history among {@link LiveBranch#chains}
   */
  public record Part(long voidFrom, int chain) implements Serializable {}

  /**
   * Runs that follow each other.
   *
   * @param first the run that began by itself
   * @param last the run that nobody continued
   */
  public record Chain(String first, String last) implements Serializable {

    @Override
    public String toString() {
      return first.equals(last) ? last : "%s (since run %s)".formatted(last, first);
    }
  }

  /**
   * Of every run that began by itself the branch that ends with the newest of its successors.
   *
   * @param runs that have rows
   * @throws BrokenJournal if the rows contradict each other or don't tell
   */
  public static LiveBranch all(List<Lineage> lineage, Set<String> runs) {
    RunTree tree = told(lineage, runs);
    return of(tree, tree.heads(), Long.MAX_VALUE);
  }

  /**
   * The branch of the run that began last.
   *
   * @param runs that have rows
   * @throws BrokenJournal if the rows contradict each other or don't tell
   */
  public static LiveBranch newest(List<Lineage> lineage, Set<String> runs) {
    RunTree tree = told(lineage, runs);
    return of(tree, tree.heads().stream().reduce(tree::later).stream().toList(), Long.MAX_VALUE);
  }

  /**
   * The branch that leads to a checkpoint.
   *
   * @param epoch number of the checkpoint or savepoint of this run; its rows are the first that
   *     don't count
   * @throws BrokenJournal if the rows contradict each other
   */
  public static LiveBranch endingAt(String run, long epoch, List<Lineage> lineage) {
    return of(new RunTree(lineage, Set.of(run)), List.of(run), epoch);
  }

  private static RunTree told(List<Lineage> lineage, Set<String> runs) {
    RunTree tree = new RunTree(lineage, runs);
    if (tree.unknown().size() > 1) {
      throw new BrokenJournal(
          "the journal has rows of the runs %s, but no lineage row says how they follow each other; read all of its files"
              .formatted(tree.unknown()));
    }
    return tree;
  }

  private static LiveBranch of(RunTree tree, List<String> heads, long epoch) {
    Map<String, Part> parts = new HashMap<>();
    List<Chain> chains = new ArrayList<>();
    for (String head : heads) {
      long end = epoch;
      for (String at = head; at != null; ) {
        parts.put(at, new Part(end, chains.size()));
        Lineage origin = tree.origin(at);
        at = origin == null ? null : origin.restoredRun();
        end = origin == null ? 0 : origin.restoredEpoch();
      }
      chains.add(new Chain(tree.root(head), head));
    }
    return new LiveBranch(Map.copyOf(parts), List.copyOf(chains));
  }

  /** Whether a row is part of a branch that counts. */
  public boolean counts(Stamp stamp) {
    return chain(stamp.run(), stamp.epoch()) != NONE;
  }

  /** Whether a row is part of a branch that counts. */
  boolean counts(RowHead head) {
    return chain(head.run(), head.epoch()) != NONE;
  }

  /** Place of the history that a row is part of, or {@link #NONE}. */
  int chain(String run, long epoch) {
    Part part = parts.get(run);
    return part != null && epoch < part.voidFrom() ? part.chain() : NONE;
  }

  /** Whether two rows are parts of the same history. */
  public boolean together(Stamp a, Stamp b) {
    int chain = chain(a.run(), a.epoch());
    return chain != NONE && chain == chain(b.run(), b.epoch());
  }

  /** Runs that have a part in it. */
  Set<String> runs() {
    return parts.keySet();
  }

  /** The first epoch of a run whose rows don't count. */
  long voidFrom(String run) {
    return parts.get(run).voidFrom();
  }

  /** The rows of a key that are part of the branch, one life after the other, each by seq. */
  public List<JournalRow> inOrder(List<JournalRow> rowsOfKey) {
    return rowsOfKey.stream()
        .filter(row -> counts(row.stamp()))
        .sorted(Comparator.comparing(JournalRow::stamp, Stamp.IN_ORDER))
        .toList();
  }
}
