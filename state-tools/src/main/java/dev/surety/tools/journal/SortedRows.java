package dev.surety.tools.journal;

import dev.surety.domain.JournalRow;
import dev.surety.domain.TenantTier;
import dev.surety.wire.journal.JournalReader;
import dev.surety.wire.journal.RowHead;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * The rows of a history that are wanted, one key after another and the rows of each in their order,
 * on all processors. They are sorted in runs on disk, so neither the history nor that of one key
 * has to fit into memory, and can be gone through more than once. Rows that are in order already,
 * as a job writes them, are only put together.
 */
public final class SortedRows {

  /** Of the heap, all workers together. */
  private static final int SHARE = 8;

  private static final int WORKERS = Runtime.getRuntime().availableProcessors();
  private static final long LEAST = 4 << 20;
  private static final long MOST = 256 << 20;

  private final Configurations configurations;
  private final List<SortedRun> runs;
  private final JournalAccount account;

  private SortedRows(Configurations configurations, List<SortedRun> runs, JournalAccount account) {
    this.configurations = configurations;
    this.runs = runs;
    this.account = account;
  }

  /** Takes rows; each worker has one of its own. */
  public interface Reader {

    /** What follows are rows of another key; of one that is in several histories more than once. */
    void key(TenantTier key) throws IOException;

    /** The next row of the key. */
    void row(JournalRow row) throws IOException;

    /** No row of the last key is left, and no key. */
    void end() throws IOException;
  }

  /**
   * Sorts.
   *
   * @param tenants whose rows are wanted
   * @param wanted which of their rows; those that name a configuration that no file has are not
   * @param folder where runs go; the caller deletes it
   * @throws BrokenJournal if a file can't be read
   * @throws IOException if the folder can't be written to
   */
  public static SortedRows of(
      History history, Predicate<TenantTier> tenants, History.Wanted wanted, Path folder)
      throws IOException {
    long share = Runtime.getRuntime().maxMemory() / SHARE / WORKERS;
    int most = (int) Math.max(LEAST, Math.min(MOST, share));
    return of(history, tenants, wanted, folder, most);
  }

  /**
   * The same with so much memory.
   *
   * @param most bytes of rows, for each worker
   */
  static SortedRows of(
      History history, Predicate<TenantTier> tenants, History.Wanted wanted, Path folder, int most)
      throws IOException {
    List<org.apache.flink.core.fs.Path> files = history.outline().files().paths();
    AtomicInteger next = new AtomicInteger();
    List<SortedRun> runs = new ArrayList<>();
    RowCensus all = new RowCensus(history, tenants);
    Workers.run(
        Math.min(WORKERS, files.size()),
        () -> {
          RunWriter writer = new RunWriter(folder, most);
          RowCensus census = new RowCensus(history, tenants);
          for (int file; (file = next.getAndIncrement()) < files.size(); ) {
            read(history, census, wanted, files.get(file), writer);
          }
          List<SortedRun> written = writer.runs();
          synchronized (runs) {
            runs.addAll(written);
            all.addAll(census);
          }
          return null;
        });
    return new SortedRows(
        history.outline().configurations(), runs, new JournalAccount(history, all));
  }

  private static void read(
      History history,
      RowCensus census,
      History.Wanted wanted,
      org.apache.flink.core.fs.Path file,
      RunWriter writer)
      throws IOException {
    try (JournalRows rows =
        new JournalRows(List.of(file), history.outline().configurations()::modelNames)) {
      while (rows.hasNext()) {
        RowHead head = rows.nextHead();
        int chain = census.add(head, file);
        if (chain != LiveBranch.NONE && wanted.test(head) && census.isReadable(head)) {
          rows.copyTo(writer, head, chain);
        }
      }
    }
  }

  /** What of the journal counts, what is left out of it and why, and what is missing. */
  public JournalAccount account() {
    return account;
  }

  /** Goes through all of them, as often as one likes. */
  public void read(Supplier<Reader> readers) throws IOException {
    AtomicInteger next = new AtomicInteger();
    Workers.run(
        WORKERS,
        () -> {
          Reader reader = readers.get();
          JournalReader rows = new JournalReader(configurations::modelNames);
          for (int part; (part = next.getAndIncrement()) < SortedKey.PARTS; ) {
            new RunMerge(runs, part).read(rows, reader);
          }
          reader.end();
          return null;
        });
  }
}
