package dev.surety.tools.history;

import dev.surety.tools.savepoint.SavedKey;
import org.apache.flink.api.common.accumulators.LongCounter;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;

/**
 * Of every key the state that its history gives, or the one in the savepoint where there is no
 * history of it. In batch mode.
 */
final class KeepOthers extends KeyedProcessFunction<String, SidedKey, SavedKey> {

  private static final long serialVersionUID = 1L;

  /** Accumulator: keys whose state is that of the savepoint. */
  static final String KEPT = "kept";

  private transient LongCounter kept;
  private transient SavedKey rerun;
  private transient SavedKey saved;

  @Override
  public void open(OpenContext context) {
    kept = new LongCounter();
    getRuntimeContext().addAccumulator(KEPT, kept);
  }

  @Override
  public void processElement(SidedKey side, Context context, Collector<SavedKey> out) {
    context.timerService().registerEventTimeTimer(Long.MAX_VALUE);
    if (side.folded()) {
      rerun = side.state();
    } else {
      saved = side.state();
    }
  }

  @Override
  public void onTimer(long end, OnTimerContext context, Collector<SavedKey> out) {
    out.collect(rerun == null ? saved : rerun);
    kept.add(rerun == null ? 1 : 0);
    rerun = null;
    saved = null;
  }
}
