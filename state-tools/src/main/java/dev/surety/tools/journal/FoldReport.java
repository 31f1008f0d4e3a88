package dev.surety.tools.journal;

import java.util.List;

/**
 * What a fold found.
 *
 * @param keys that have rows that count
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
    List<Mismatch> firstMismatches) {

  /** Whether the journal is whole and the engine agrees with every row. */
  public boolean holds() {
    return gaps == 0 && mismatches == 0;
  }
}
