package dev.surety.tools.journal;

import dev.surety.domain.JournalRow;
import dev.surety.domain.JournalRow.Closed;
import dev.surety.domain.JournalRow.Decided;
import dev.surety.domain.JournalRow.Outcome;
import dev.surety.domain.JournalRow.Stamp;
import java.util.ArrayList;
import java.util.List;

/** What a fold has found so far. */
public final class FoldFindings {

  private static final String NOTHING = "nothing";

  long events;
  long abandonedRows;
  private long keys;
  private long gaps;
  private long mismatches;
  private final List<Mismatch> first = new ArrayList<>();

  /** Counts a key. */
  public void key() {
    keys++;
  }

  /**
   * Whether a row is the next one of its key: missing rows before it are counted, one that is there
   * a second time is no next one.
   *
   * @param last seq of the key's row before it; 0 before the first
   */
  public boolean follows(long last, JournalRow row) {
    long seq = row.stamp().seq();
    if (seq == last) {
      add(row.stamp(), "seq", "a second " + brief(row), "one row");
      return false;
    }
    gaps += seq - last - 1;
    return true;
  }

  void compare(JournalRow journaled, JournalRow folded) {
    if (journaled.getClass() != folded.getClass()) {
      add(journaled.stamp(), "row", brief(journaled), brief(folded));
      return;
    }
    Mismatch.differences(
        "",
        journaled,
        asNear(journaled, folded),
        d -> {
          if (!isUntold(d)) {
            add(
                journaled.stamp(),
                d.field(),
                String.valueOf(d.journaled()),
                String.valueOf(d.folded()));
          }
        });
  }

  /**
   * Where a row has its candidates in short, the folded one with no more of them; that every bit of
   * the rest is the same, too, is what their digests say.
   */
  private JournalRow asNear(JournalRow journaled, JournalRow folded) {
    if (!(journaled instanceof Decided has)
        || !(folded instanceof Decided made)
        || !has.candidates().isRounded()) {
      return folded;
    }
    if (has.candidates().digest() != made.candidates().digest()) {
      add(
          has.stamp(),
          "candidates.digest",
          Long.toHexString(has.candidates().digest()),
          Long.toHexString(made.candidates().digest()));
    }
    return made.asKept();
  }

  /** What rows of older versions have nothing of, so that they can't contradict it. */
  private static boolean isUntold(Mismatch.Difference difference) {
    return switch (difference.field()) {
      case "promised" -> Double.valueOf(Double.NaN).equals(difference.journaled());
      case "infeasible" -> Boolean.FALSE.equals(difference.journaled());
      default -> false;
    };
  }

  void onlyJournaled(JournalRow row) {
    add(row.stamp(), "row", brief(row), NOTHING);
  }

  void onlyFolded(JournalRow row) {
    add(row.stamp(), "row", NOTHING, brief(row));
  }

  private void add(Stamp stamp, String field, String journaled, String folded) {
    add(new Mismatch(stamp.key(), stamp.seq(), field, journaled, folded));
  }

  /** Counts one, and keeps it if it is among the first. */
  public void add(Mismatch mismatch) {
    mismatches++;
    if (first.size() < JournalFold.MISMATCHES_KEPT) {
      first.add(mismatch);
    }
  }

  /** That a key began anew though no row tells that it was removed. */
  void notRemoved(FoldedKey key) {
    add(new Mismatch(key.key(), key.account().seq, "row", NOTHING, "closed 0 decisions: REMOVED"));
  }

  private static String brief(JournalRow row) {
    if (row instanceof Decided decided) {
      return "decision %s: %s to %s"
          .formatted(
              decided.decision().decisionId(),
              decided.request().requestId(),
              decided.decision().model());
    }
    if (row instanceof Outcome outcome) {
      return "outcome of %s: %s".formatted(outcome.feedback().requestId(), outcome.outcome());
    }
    return row instanceof Closed closed
        ? "closed %d decisions: %s".formatted(closed.decisions(), closed.cause())
        : row.toString();
  }

  /** All of it. */
  public FoldReport report() {
    return new FoldReport(keys, events, gaps, abandonedRows, mismatches, List.copyOf(first));
  }
}
