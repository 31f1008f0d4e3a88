package dev.surety.tools.history;

import dev.surety.domain.TenantTier;
import dev.surety.engine.Account;
import dev.surety.engine.OpenDecision;
import dev.surety.tools.journal.FoldFindings;
import dev.surety.tools.journal.FoldReport;
import dev.surety.tools.journal.Mismatch;
import dev.surety.tools.savepoint.KeyState;
import dev.surety.tools.savepoint.SavedKey;
import java.io.IOException;
import java.util.Arrays;
import java.util.Map;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;

/**
 * Holds what a journal folds to against what a savepoint has, key by key, byte by byte, in batch
 * mode. Differences go to {@link #COMPARED}; its keys are those of the savepoint.
 */
final class CompareKeys extends KeyedProcessFunction<String, SidedKey, SavedKey> {

  private static final long serialVersionUID = 1L;

  /** Accumulator: a {@link FoldReport}. */
  static final String COMPARED = "compared";

  private static final String NOTHING = "nothing";

  private transient Total<FoldReport> total;
  private transient SavedKey folded;
  private transient SavedKey saved;

  /** Whether the key folded to two states: it began anew, and no row says that it was removed. */
  private transient boolean twice;

  @Override
  public void open(OpenContext context) {
    total = new Total<>(FoldReport.EMPTY, FoldReport::plus);
    getRuntimeContext().addAccumulator(COMPARED, total);
  }

  @Override
  public void processElement(SidedKey side, Context context, Collector<SavedKey> out) {
    context.timerService().registerEventTimeTimer(Long.MAX_VALUE);
    if (side.folded()) {
      twice |= folded != null;
      folded = side.state();
    } else {
      saved = side.state();
    }
  }

  /** Both sides of the key are there, if there are two. */
  @Override
  public void onTimer(long end, OnTimerContext context, Collector<SavedKey> out)
      throws IOException {
    FoldFindings findings = new FoldFindings();
    if (twice) {
      mismatch(findings, folded.key(), "key", "one life", "another that did not end");
    }
    if (saved == null) {
      mismatch(findings, folded.key(), "key", NOTHING, brief(folded));
    } else {
      findings.key();
      if (folded == null) {
        mismatch(findings, saved.key(), "key", brief(saved), NOTHING);
      } else {
        compare(findings);
      }
    }
    total.add(findings.report());
    folded = null;
    saved = null;
    twice = false;
  }

  private void compare(FoldFindings findings) throws IOException {
    TenantTier key = saved.key();
    if (!Arrays.equals(saved.account(), folded.account())) {
      mismatch(findings, key, "account", brief(saved), brief(folded));
    }
    if (!Arrays.equals(saved.learner(), folded.learner())) {
      mismatch(findings, key, "learner", bytes(saved.learner()), bytes(folded.learner()));
    }
    if (!Arrays.equals(saved.open(), folded.open())) {
      mismatch(findings, key, "open decisions", open(saved), open(folded));
    }
  }

  private static void mismatch(
      FoldFindings findings, TenantTier key, String part, String saved, String folded) {
    findings.add(new Mismatch(key, 0, "state: " + part, saved, folded));
  }

  private static String brief(SavedKey key) throws IOException {
    Account account = KeyState.of(key).account();
    return "seq %d, queue %s, %s".formatted(account.seq, account.queue, bytes(key.account()));
  }

  private static String bytes(byte[] part) {
    return "%d bytes with hash %08x".formatted(part.length, Arrays.hashCode(part));
  }

  private static String open(SavedKey key) throws IOException {
    KeyState state = KeyState.of(key);
    Map<String, OpenDecision> a = state.open().entries(0);
    int money = state.open().money(0).size() + state.open().money(1).size();
    return "%d and %d, money of %d, %s"
        .formatted(a.size(), state.open().entries(1).size(), money, bytes(key.open()));
  }
}
