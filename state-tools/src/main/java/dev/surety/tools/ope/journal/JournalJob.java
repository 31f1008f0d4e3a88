package dev.surety.tools.ope.journal;

import dev.surety.domain.JournalRow;
import dev.surety.domain.TenantTier;
import dev.surety.tools.audit.WantedTenants;
import dev.surety.tools.journal.BrokenJournal;
import dev.surety.tools.journal.Configurations;
import dev.surety.tools.journal.History;
import dev.surety.tools.journal.JournalAccount;
import dev.surety.tools.journal.SortedRows;
import java.io.IOException;
import java.nio.file.Path;
import java.util.function.Consumer;
import java.util.function.Function;

/** {@link KeyWork} on the decisions and outcomes of a history, on all processors. */
final class JournalJob {

  private final Configurations configurations;
  private final SortedRows rows;

  private JournalJob(Configurations configurations, SortedRows rows) {
    this.configurations = configurations;
    this.rows = rows;
  }

  /**
   * Reads the history.
   *
   * @param folder for what does not fit into memory; the caller deletes it
   * @throws BrokenJournal if a file can't be read
   */
  static JournalJob of(History history, WantedTenants tenants, Path folder) throws IOException {
    return new JournalJob(
        history.outline().configurations(),
        SortedRows.of(history, tenants, row -> row.isDecision() || row.isOutcome(), folder));
  }

  /** What of the history counts, and what is missing. */
  JournalAccount account() {
    return rows.account();
  }

  /**
   * Does the work on every key.
   *
   * @param work begins it, for one worker, with configurations of its own
   * @param each takes what the work on a key came to, keys in no order, one at a time
   */
  <R> void run(Function<Configurations, KeyWork.Start<R>> work, Consumer<R> each)
      throws IOException {
    rows.read(
        () -> {
          Configurations own;
          synchronized (configurations) {
            own = configurations.copy();
          }
          return new EachKey<>(work.apply(own), each);
        });
  }

  private static final class EachKey<R> implements SortedRows.Reader {

    private final KeyWork.Start<R> start;
    private final Consumer<R> each;
    private KeyWork<R> work;

    EachKey(KeyWork.Start<R> start, Consumer<R> each) {
      this.start = start;
      this.each = each;
    }

    @Override
    public void key(TenantTier key) {
      end();
      work = start.start(key.key());
    }

    @Override
    public void row(JournalRow row) {
      work.add(row);
    }

    @Override
    public void end() {
      if (work != null) {
        R result = work.finish();
        synchronized (each) {
          each.accept(result);
        }
        work = null;
      }
    }
  }
}
