package dev.surety.tools.history;

import dev.surety.domain.JournalRow;
import dev.surety.tools.journal.JournalFiles;
import dev.surety.tools.journal.JournalRows;
import dev.surety.tools.journal.LiveBranch;
import dev.surety.wire.journal.JournalAvro;
import java.nio.file.Path;
import java.util.List;
import org.apache.flink.api.common.accumulators.LongCounter;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.functions.RichFlatMapFunction;
import org.apache.flink.util.Collector;

/** Reads the rows of keys out of files, those of abandoned branches left out and counted. */
final class ReadRows extends RichFlatMapFunction<String, KeyedRow> {

  private static final long serialVersionUID = 1L;

  /** Accumulator: rows left out. */
  static final String ABANDONED = "abandoned rows";

  private final LiveBranch branch;

  private transient JournalAvro avro;
  private transient LongCounter abandoned;

  ReadRows(LiveBranch branch) {
    this.branch = branch;
  }

  @Override
  public void open(OpenContext context) {
    avro = new JournalAvro();
    abandoned = new LongCounter();
    getRuntimeContext().addAccumulator(ABANDONED, abandoned);
  }

  @Override
  public void flatMap(String file, Collector<KeyedRow> out) {
    try (JournalRows rows = JournalFiles.read(List.of(Path.of(file)))) {
      while (rows.hasNext()) {
        JournalRow row = rows.next();
        JournalRow.Stamp stamp = row.stamp();
        if (stamp.key() == null) {
          continue;
        }
        if (branch.counts(stamp)) {
          out.collect(new KeyedRow(stamp.key().key(), stamp.born(), stamp.seq(), avro.encode(row)));
        } else {
          abandoned.add(1);
        }
      }
    }
  }
}
