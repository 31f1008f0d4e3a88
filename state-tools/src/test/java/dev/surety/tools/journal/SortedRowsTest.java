package dev.surety.tools.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.surety.domain.JournalRow;
import dev.surety.domain.JournalRow.Closed;
import dev.surety.domain.JournalRow.Stamp;
import dev.surety.domain.TenantTier;
import dev.surety.tools.audit.WrittenJournal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SortedRowsTest {

  private static final long BORN = 1_700_000_000_000L;
  private static final int KEYS = 50;
  private static final int ROWS = 40;

  @TempDir Path folder;

  private final List<JournalRow> rows = new ArrayList<>();

  /** Two histories, two lives of each key; a hundred rows fill the memory that there is. */
  @Test
  void everyKeysRowsComeInTheirOrderWhateverTheOrderOfRowsAndFiles() throws IOException {
    Map<String, List<JournalRow>> expected = new TreeMap<>();
    for (String run : List.of("run-a", "run-b")) {
      rows.add(lineage(run));
      for (int key = 0; key < KEYS; key++) {
        List<JournalRow> own = rowsOf(run, new TenantTier("tenant-" + key, "gold"));
        expected.put(run + " tenant-" + key + "/gold", own);
        rows.addAll(own);
      }
    }
    Collections.shuffle(rows, new Random(5));
    for (int part = 0; part < 7; part++) {
      int from = part * rows.size() / 7;
      WrittenJournal.write(
          folder, "part-" + part, rows.subList(from, (part + 1) * rows.size() / 7));
    }

    SortedRows sorted = sorted(4_000);

    assertThat(read(sorted)).isEqualTo(expected);
    assertThat(read(sorted)).as("once more").isEqualTo(expected);
    assertThat(sorted.account().rows()).isEqualTo(2L * KEYS * ROWS);
    assertThat(sorted.account().missing()).isZero();
  }

  @Test
  void rowsInMemoryAreTheSameAsRowsInManyRuns() throws IOException {
    rows.add(lineage("run-a"));
    rows.addAll(rowsOf("run-a", new TenantTier("a", "gold")));
    rows.addAll(rowsOf("run-a", new TenantTier("b", "gold")));
    WrittenJournal.write(folder, "all", rows);

    assertThat(read(sorted(1))).isEqualTo(read(sorted(1 << 20)));
  }

  @Test
  void whatAReaderThrowsEndsTheReading() throws IOException {
    rows.add(lineage("run-a"));
    rows.addAll(rowsOf("run-a", new TenantTier("a", "gold")));
    WrittenJournal.write(folder, "all", rows);
    SortedRows sorted = sorted(1 << 20);

    assertThatThrownBy(
            () ->
                sorted.read(
                    () ->
                        new Reading(new TreeMap<>()) {
                          @Override
                          public void row(JournalRow row) {
                            throw new IllegalStateException("enough");
                          }
                        }))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("enough");
  }

  private SortedRows sorted(int most) throws IOException {
    Path runs = Files.createTempDirectory(folder, "_runs");
    History history = History.newest(JournalFiles.in(folder));
    return SortedRows.of(history, key -> true, History.Wanted.ALL, runs, most);
  }

  /** By history and key. */
  private static Map<String, List<JournalRow>> read(SortedRows sorted) throws IOException {
    Map<String, List<JournalRow>> all = new TreeMap<>();
    sorted.read(() -> new Reading(all));
    return all;
  }

  private static class Reading implements SortedRows.Reader {
    private final Map<String, List<JournalRow>> all;
    private TenantTier key;
    private List<JournalRow> own = new ArrayList<>();

    Reading(Map<String, List<JournalRow>> all) {
      this.all = all;
    }

    @Override
    public void key(TenantTier next) {
      end();
      key = next;
    }

    @Override
    public void row(JournalRow row) {
      assertThat(row.stamp().key()).isEqualTo(key);
      own.add(row);
    }

    @Override
    public void end() {
      if (!own.isEmpty()) {
        synchronized (all) {
          assertThat(all.put(own.get(0).stamp().run() + ' ' + key, own)).isNull();
        }
        own = new ArrayList<>();
      }
    }
  }

  private static JournalRow lineage(String run) {
    return new JournalRow.Lineage(new Stamp(run, 0, null, 0, BORN), null, -1, 0, "test");
  }

  private static List<JournalRow> rowsOf(String run, TenantTier key) {
    List<JournalRow> own = new ArrayList<>();
    for (int i = 0; i < ROWS; i++) {
      boolean again = i >= ROWS / 2;
      long seq = again ? i - ROWS / 2 + 1 : i + 1;
      long born = again ? BORN + 10_000_000 : BORN;
      own.add(
          new Closed(new Stamp(run, 0, key, seq, BORN + i, null, born), Closed.Cause.EXPIRED, i));
    }
    return own;
  }
}
