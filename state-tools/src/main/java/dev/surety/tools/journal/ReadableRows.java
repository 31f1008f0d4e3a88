package dev.surety.tools.journal;

import dev.surety.domain.JournalRow;
import dev.surety.domain.JournalRow.Decided;
import dev.surety.domain.JournalRow.Outcome;
import java.util.HashSet;
import java.util.Set;

/** Rows whose configuration is there, or that name none. */
final class ReadableRows implements History.Wanted {

  private static final long serialVersionUID = 1L;

  private final HashSet<String> unread;

  /**
   * @param unread hashes that no file has the content of
   */
  ReadableRows(Set<String> unread) {
    this.unread = new HashSet<>(unread);
  }

  @Override
  public boolean test(JournalRow row) {
    if (row instanceof Decided decided) {
      return !unread.contains(decided.config());
    }
    return !(row instanceof Outcome outcome) || !unread.contains(outcome.config());
  }
}
