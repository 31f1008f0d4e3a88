package dev.surety.tools.history;

import dev.surety.tools.journal.JournalOutline;
import dev.surety.tools.journal.LiveBranch;
import java.nio.file.Path;
import org.apache.flink.api.common.RuntimeExecutionMode;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.datastream.KeyedStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * A journal as a stream of a batch job: one life of a key after another, the rows of each in the
 * order of their seq. Flink sorts on disk, so neither the history nor that of one key has to fit
 * into memory. It takes about the uncompressed size of the history as scratch space, in the JVM's
 * folder for temporary files.
 */
record History(JournalOutline outline, LiveBranch branch) {

  /** The branch of the run that began last, to its end. */
  static History newest(JournalOutline outline) {
    return new History(outline, LiveBranch.newest(outline.lineage(), outline.runs()));
  }

  /**
   * What led to one checkpoint or savepoint.
   *
   * @param run that took it
   * @param checkpoint its number
   */
  static History until(JournalOutline outline, String run, long checkpoint) {
    return new History(outline, LiveBranch.endingAt(run, checkpoint, outline.lineage()));
  }

  /** Turns the environment to batch mode: it sorts keyed streams by key and timestamp. */
  KeyedStream<KeyedRow, String> rows(StreamExecutionEnvironment env, ReplayReport.Wanted wanted) {
    env.setRuntimeMode(RuntimeExecutionMode.BATCH);
    return env.fromData(outline.files().stream().map(Path::toString).toList(), Types.STRING)
        .rebalance()
        .flatMap(new ReadRows(branch))
        .returns(KeyedRow.TYPE)
        .name("read rows")
        .filter(row -> wanted.test(row.key()))
        .assignTimestampsAndWatermarks(
            WatermarkStrategy.<KeyedRow>noWatermarks()
                .withTimestampAssigner((row, unused) -> row.seq()))
        .keyBy(KeyedRow::life, Types.STRING);
  }
}
