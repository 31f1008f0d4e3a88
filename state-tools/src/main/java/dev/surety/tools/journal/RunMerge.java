package dev.surety.tools.journal;

import dev.surety.domain.TenantTier;
import dev.surety.tools.journal.SortedRun.Cursor;
import dev.surety.wire.journal.JournalReader;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;

/** Puts the runs of one part of the keys together. */
final class RunMerge {

  private final PriorityQueue<Cursor> byKey =
      new PriorityQueue<>(Comparator.comparing(Cursor::key));
  private final PriorityQueue<Cursor> byOrder =
      new PriorityQueue<>(Comparator.comparingLong(Cursor::order));
  private byte[] bytes = new byte[1 << 10];

  RunMerge(List<SortedRun> runs, int part) {
    for (SortedRun run : runs) {
      Cursor cursor = run.open(part);
      if (cursor != null && cursor.nextKey()) {
        byKey.add(cursor);
      }
    }
  }

  void read(JournalReader rows, SortedRows.Reader reader) throws IOException {
    List<Cursor> through = new ArrayList<>();
    while (!byKey.isEmpty()) {
      SortedKey key = byKey.peek().key();
      while (!byKey.isEmpty() && byKey.peek().key().equals(key)) {
        byOrder.add(byKey.poll());
      }
      reader.key(TenantTier.parse(key.name()));
      while (!byOrder.isEmpty()) {
        Cursor first = byOrder.poll();
        if (upTo(
            byOrder.isEmpty() ? Long.MAX_VALUE : byOrder.peek().order(), first, rows, reader)) {
          byOrder.add(first);
        } else {
          through.add(first);
        }
      }
      for (Cursor cursor : through) {
        if (cursor.nextKey()) {
          byKey.add(cursor);
        }
      }
      through.clear();
    }
  }

  /**
   * Rows of one run, as long as no other one has an earlier row.
   *
   * @return whether rows of the key are left
   */
  private boolean upTo(long order, Cursor run, JournalReader rows, SortedRows.Reader reader)
      throws IOException {
    do {
      if (run.length() > bytes.length) {
        bytes = new byte[2 * run.length()];
      }
      run.take(bytes);
      reader.row(rows.read(bytes, 0));
      if (!run.nextRow()) {
        return false;
      }
    } while (run.order() <= order);
    return true;
  }
}
