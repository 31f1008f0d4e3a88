package dev.surety.tools.journal;

import dev.surety.wire.journal.RowHead;
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
  private final Configurations configurations;

  private transient LongCounter abandoned;

  RowsThatCount(LiveBranch branch, History.Wanted wanted, Configurations configurations) {
    this.branch = branch;
    this.wanted = wanted;
    this.configurations = configurations;
  }

  @Override
  public void open(OpenContext context) {
    abandoned = new LongCounter();
    getRuntimeContext().addAccumulator(ABANDONED, abandoned);
  }

  @Override
  public void flatMap(String file, Collector<KeyedRow> out) {
    try (JournalRows rows = new JournalRows(List.of(new Path(file)), configurations::modelNames)) {
      while (rows.hasNext()) {
        RowHead head = rows.nextHead();
        if (head.key() == null) {
          continue;
        }
        int chain = branch.chain(head.run(), head.epoch());
        if (chain == LiveBranch.NONE) {
          abandoned.add(1);
        } else if (wanted.test(head)) {
          String key = head.key().key();
          long born = head.born();
          out.collect(new KeyedRow(chain, key, born, head.seq(), rows.datum()));
        }
      }
    }
  }
}
