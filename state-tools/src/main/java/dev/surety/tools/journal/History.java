package dev.surety.tools.journal;

import dev.surety.domain.JournalRow;
import dev.surety.tools.journal.JournalOutline.Progress;
import dev.surety.wire.journal.RowHead;
import java.io.Serializable;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.apache.flink.api.common.RuntimeExecutionMode;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.java.functions.KeySelector;
import org.apache.flink.core.fs.Path;
import org.apache.flink.streaming.api.datastream.KeyedStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * The rows of a journal that count, for whoever passes over them: file after file on one machine,
 * or as a stream of a batch job, one key after another and the rows of each in their order. Flink
 * sorts on disk, so neither the history nor that of one key has to fit into memory. It takes about
 * the uncompressed size of the history as scratch space, in the JVM's folder for temporary files.
 */
public record History(JournalOutline outline, LiveBranch branch) {

  /**
   * Of every run that began by itself the newest branch, to its end: one as a rule, several where a
   * job was started without state on an older journal, or twice.
   */
  public static History newest(JournalOutline outline) {
    return new History(outline, LiveBranch.all(outline.lineage(), outline.runs()));
  }

  /** The branch of the run that began last, to its end, and no other. */
  public static History last(JournalOutline outline) {
    return new History(outline, LiveBranch.newest(outline.lineage(), outline.runs()));
  }

  /**
   * The same of a folder that has not been looked at.
   *
   * @throws BrokenJournal if it is missing, empty or broken
   */
  public static History newest(JournalFiles files) {
    return newest(JournalOutline.of(files, Progress.SILENT));
  }

  /**
   * What led to one checkpoint or savepoint.
   *
   * @param run that took it
   * @param checkpoint its number
   */
  public static History until(JournalOutline outline, String run, long checkpoint) {
    return new History(outline, LiveBranch.endingAt(run, checkpoint, outline.lineage()));
  }

  /** Why rows of a run don't count, for people. */
  public String leftOutBecause(String run) {
    return outline.tree().why(run, branch);
  }

  /** Takes rows that count, and rows that don't. */
  public interface Reader {

    /**
     * @param counts whether it does
     */
    void row(JournalRow row, boolean counts);
  }

  /** Which rows are wanted, by their heads; goes where they are read. */
  public interface Wanted extends Predicate<RowHead>, Serializable {

    /** All of them. */
    Wanted ALL = head -> true;
  }

  /** What is folded together; never what two histories say of a key. */
  public enum Unit {
    /** All lives of a key, one after the other. */
    KEY(KeyedRow::hashOfKey),
    /** One life of a key: of one that was removed and came back there are several. */
    LIFE(KeyedRow::hashOfLife);

    private final KeySelector<KeyedRow, Long> hash;

    Unit(KeySelector<KeyedRow, Long> hash) {
      this.hash = hash;
    }

    /** Whether two rows with one hash are of the same one, as they nearly always are. */
    boolean together(KeyedRow a, KeyedRow b) {
      return a.chain() == b.chain()
          && a.key().equals(b.key())
          && (this == KEY || a.born() == b.born());
    }
  }

  /** Hands out the rows of keys that count, file after file. */
  public void read(Consumer<JournalRow> each) {
    read(Wanted.ALL, each);
  }

  /**
   * Hands out some of the rows of keys that count, file after file.
   *
   * @param wanted of the others no more than the head is read
   */
  public void read(Wanted wanted, Consumer<JournalRow> each) {
    readAll(head -> wanted.test(head) && branch.counts(head), (row, counts) -> each.accept(row));
  }

  /**
   * Hands out the heads of the rows of keys that count, file after file, each with what gives the
   * whole row.
   */
  public void heads(BiConsumer<RowHead, Supplier<JournalRow>> each) {
    try (JournalRows rows =
        new JournalRows(outline.files().paths(), outline.configurations()::modelNames)) {
      while (rows.hasNext()) {
        RowHead head = rows.nextHead();
        if (head.key() != null && branch.counts(head)) {
          each.accept(head, rows::row);
        }
      }
    }
  }

  /** Hands out all rows of keys, file after file. */
  public void readAll(Reader each) {
    readAll(Wanted.ALL, each);
  }

  /**
   * Hands out some of the rows of keys, file after file.
   *
   * @param wanted of the others no more than the head is read
   */
  public void readAll(Wanted wanted, Reader each) {
    try (JournalRows rows =
        new JournalRows(outline.files().paths(), outline.configurations()::modelNames)) {
      while (rows.hasNext()) {
        RowHead head = rows.nextHead();
        if (head.key() != null && wanted.test(head)) {
          boolean counts = branch.counts(head);
          each.row(rows.row(), counts);
        }
      }
    }
  }

  /**
   * The rows of keys that count, in a job of the caller's; a {@link KeyFunction} takes them. Turns
   * the environment to batch mode: it sorts keyed streams by key and timestamp. How many rows of
   * abandoned branches were left out is added up under {@link RowsThatCount#ABANDONED}.
   */
  public KeyedStream<KeyedRow, Long> rows(
      StreamExecutionEnvironment env, Wanted wanted, Unit unit) {
    env.setRuntimeMode(RuntimeExecutionMode.BATCH);
    return env.fromData(outline.files().paths().stream().map(Path::toString).toList(), Types.STRING)
        .rebalance()
        .flatMap(new RowsThatCount(branch, wanted, outline.configurations()))
        .returns(KeyedRow.TYPE)
        .name("rows that count")
        .assignTimestampsAndWatermarks(
            WatermarkStrategy.<KeyedRow>noWatermarks()
                .withTimestampAssigner((row, unused) -> row.order()))
        .keyBy(unit.hash, Types.LONG);
  }
}
