package dev.surety.tools.journal;

import dev.surety.domain.JournalRow;
import dev.surety.wire.journal.JournalAvro;
import java.util.List;
import org.apache.flink.api.common.accumulators.LongCounter;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.functions.RichFlatMapFunction;
import org.apache.flink.core.fs.Path;
import org.apache.flink.util.Collector;

/** Reads the rows of keys out of files, those of abandoned branches left out and counted. */
public final class RowsThatCount extends RichFlatMapFunction<String, KeyedRow> {

  private static final long serialVersionUID = 1L;

  /** Accumulator: rows left out. */
  public static final String ABANDONED = "abandoned rows";

  private final LiveBranch branch;
  private final History.Wanted wanted;

  private transient JournalAvro avro;
  private transient LongCounter abandoned;

  RowsThatCount(LiveBranch branch, History.Wanted wanted) {
    this.branch = branch;
    this.wanted = wanted;
  }

  @Override
  public void open(OpenContext context) {
    avro = new JournalAvro();
    abandoned = new LongCounter();
    getRuntimeContext().addAccumulator(ABANDONED, abandoned);
  }

  @Override
  public void flatMap(String file, Collector<KeyedRow> out) {
    try (JournalRows rows = new JournalRows(List.of(new Path(file)))) {
      while (rows.hasNext()) {
        JournalRow row = rows.next();
        JournalRow.Stamp stamp = row.stamp();
        if (stamp.key() == null) {
          continue;
        }
        int chain = branch.chain(stamp.run(), stamp.epoch());
        if (chain == LiveBranch.NONE) {
          abandoned.add(1);
        } else if (wanted.test(row)) {
          out.collect(
              new KeyedRow(chain, stamp.key().key(), stamp.born(), stamp.seq(), avro.encode(row)));
        }
      }
    }
  }
}
