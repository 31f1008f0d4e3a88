package dev.surety.tools.journal;

import java.io.Serializable;
import java.util.List;
import java.util.stream.Stream;

/**
 * What a fold found.
 *
 * @param keys that have rows that count; one that was removed and came back counts each time
 * @param events rebuilt and applied
 * @param gaps rows that are missing: numbers of a key's {@code seq} that no row has
 * @param abandonedRows rows of keys on branches that were abandoned; ignored
 * @param mismatches differing values, all of them counted
 * @param firstMismatches the first of them, at most {@link JournalFold#MISMATCHES_KEPT}
 */
public record FoldReport(
    long keys,
    long events,
    long gaps,
    long abandonedRows,
    long mismatches,
    List<Mismatch> firstMismatches)
    implements Serializable {

  /** Of nothing. */
  public static final FoldReport EMPTY = new FoldReport(0, 0, 0, 0, 0, List.of());

  /** Whether the journal is whole and the engine agrees with every row. */
  public boolean holds() {
    return gaps == 0 && mismatches == 0;
  }

  /** Both together, of different keys. */
  public FoldReport plus(FoldReport other) {
    return new FoldReport(
        keys + other.keys,
        events + other.events,
        gaps + other.gaps,
        abandonedRows + other.abandonedRows,
        mismatches + other.mismatches,
        other.firstMismatches.isEmpty() ? firstMismatches : firstOf(other));
  }

  /** The same, with so many rows of abandoned branches. */
  public FoldReport leftOut(long rows) {
    return new FoldReport(keys, events, gaps, rows, mismatches, firstMismatches);
  }

  private List<Mismatch> firstOf(FoldReport other) {
    return Stream.concat(firstMismatches.stream(), other.firstMismatches.stream())
        .limit(JournalFold.MISMATCHES_KEPT)
        .toList();
  }
}
