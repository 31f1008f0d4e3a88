package dev.surety.tools.history;

import dev.surety.engine.Account;
import dev.surety.tools.savepoint.KeyState;
import dev.surety.tools.savepoint.SavedKey;
import java.io.IOException;
import java.util.Arrays;
import org.apache.flink.api.common.accumulators.LongCounter;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;

/**
 * Of every key the state that its history gives, or the one in the savepoint where there is no
 * history of it. Feedback that waits for its request is in no history: it goes on waiting. In batch
 * mode.
 */
final class KeepOthers extends KeyedProcessFunction<String, SidedKey, SavedKey> {

  private static final long serialVersionUID = 1L;

  /** Accumulator: keys whose state is that of the savepoint. */
  static final String KEPT = "kept";

  /** Accumulator: keys whose history ends before the savepoint does. */
  static final String BEHIND = "behind";

  private transient LongCounter kept;
  private transient LongCounter behind;
  private transient SavedKey rerun;
  private transient SavedKey saved;

  @Override
  public void open(OpenContext context) {
    kept = new LongCounter();
    getRuntimeContext().addAccumulator(KEPT, kept);
    behind = new LongCounter();
    getRuntimeContext().addAccumulator(BEHIND, behind);
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
  public void onTimer(long end, OnTimerContext context, Collector<SavedKey> out)
      throws IOException {
    if (rerun != null && saved != null && inputs(rerun) < inputs(saved)) {
      behind.add(1);
    }
    out.collect(rerun == null ? saved : saved == null ? rerun : rerun.withHeldOf(saved));
    kept.add(rerun == null ? 1 : 0);
    rerun = null;
    saved = null;
  }

  /** Requests and feedback taken in so far: the same under every policy. */
  private static long inputs(SavedKey key) throws IOException {
    Account account = KeyState.of(key).account();
    return account.requests + Arrays.stream(account.outcomes).sum();
  }
}
