package dev.surety.tools.history;

import dev.surety.domain.TenantTier;
import dev.surety.engine.TenantRouter;
import dev.surety.tools.savepoint.SavedKey;
import java.util.HashMap;
import java.util.Map;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;

/** Runs key after key again, in batch mode; what it comes to goes to {@link #RERUN}. */
final class RerunKeys extends KeyedProcessFunction<String, KeyedRow, SavedKey> {

  private static final long serialVersionUID = 1L;

  /** Accumulator: a {@link RerunReport}. */
  static final String RERUN = "rerun";

  private final RevisedPromises promises;
  private final HashMap<String, String> contents;

  private transient TenantRouter router;
  private transient Revision revision;
  private transient JournalRowReader reader;
  private transient Total<RerunReport> total;
  private transient KeyRerun rerun;

  /**
   * @param contents of config rows by hash
   */
  RerunKeys(RevisedPromises promises, Map<String, String> contents) {
    this.promises = promises;
    this.contents = new HashMap<>(contents);
  }

  @Override
  public void open(OpenContext context) {
    router = new TenantRouter();
    revision = new Revision(promises, contents);
    reader = new JournalRowReader();
    total = new Total<>(RerunReport.EMPTY, RerunReport::plus);
    getRuntimeContext().addAccumulator(RERUN, total);
  }

  @Override
  public void processElement(KeyedRow row, Context context, Collector<SavedKey> out)
      throws Exception {
    if (rerun == null) {
      TenantTier key = TenantTier.parse(row.key());
      rerun = new KeyRerun(router, key, hash -> revision.of(key, hash));
      context.timerService().registerEventTimeTimer(Long.MAX_VALUE);
    }
    rerun.add(reader.read(row.row()));
  }

  /** The key's rows are at their end. */
  @Override
  public void onTimer(long end, OnTimerContext context, Collector<SavedKey> out) throws Exception {
    if (!rerun.isRemoved()) {
      out.collect(EndState.of(rerun.state()));
    }
    total.add(rerun.report());
    rerun = null;
  }
}
