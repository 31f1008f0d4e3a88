package dev.surety.tools.history;

import dev.surety.domain.TenantTier;
import dev.surety.engine.TenantRouter;
import dev.surety.tools.journal.Configurations;
import dev.surety.tools.journal.FoldFindings;
import dev.surety.tools.journal.FoldReport;
import dev.surety.tools.journal.FoldedKey;
import dev.surety.tools.journal.KeyFold;
import dev.surety.tools.savepoint.SavedKey;
import java.util.HashMap;
import java.util.Map;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;

/**
 * Folds key after key, each of its lives, in batch mode; what differs from the journal goes to
 * {@link #FOLDED}.
 */
final class FoldKeys extends KeyedProcessFunction<String, KeyedRow, SavedKey> {

  private static final long serialVersionUID = 1L;

  /** Accumulator: a {@link FoldReport}. */
  static final String FOLDED = "folded";

  private final HashMap<String, String> contents;

  private transient TenantRouter router;
  private transient Configurations configurations;
  private transient JournalRowReader reader;
  private transient Total<FoldReport> total;
  private transient FoldFindings findings;
  private transient KeyFold fold;

  /**
   * @param contents of config rows by hash
   */
  FoldKeys(Map<String, String> contents) {
    this.contents = new HashMap<>(contents);
  }

  @Override
  public void open(OpenContext context) {
    router = new TenantRouter();
    configurations = new Configurations(contents);
    reader = new JournalRowReader();
    total = new Total<>(FoldReport.EMPTY, FoldReport::plus);
    getRuntimeContext().addAccumulator(FOLDED, total);
  }

  @Override
  public void processElement(KeyedRow row, Context context, Collector<SavedKey> out)
      throws Exception {
    if (fold == null) {
      findings = new FoldFindings();
      fold = new KeyFold(router, configurations, TenantTier.parse(row.key()), findings);
      context.timerService().registerEventTimeTimer(Long.MAX_VALUE);
    }
    fold.add(reader.read(row.row()));
  }

  /** The key's rows are at their end. */
  @Override
  public void onTimer(long end, OnTimerContext context, Collector<SavedKey> out) throws Exception {
    FoldedKey state = fold.finish();
    if (state != null) {
      out.collect(EndState.of(state));
    }
    total.add(findings.report());
    fold = null;
  }
}
