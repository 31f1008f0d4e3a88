package dev.surety.tools.history;

import dev.surety.engine.TenantRouter;
import dev.surety.tools.journal.Configurations;
import dev.surety.tools.journal.FoldFindings;
import dev.surety.tools.journal.FoldReport;
import dev.surety.tools.journal.History;
import dev.surety.tools.journal.KeyFold;
import dev.surety.tools.journal.RowsThatCount;
import dev.surety.tools.savepoint.LocalFlink;
import dev.surety.tools.savepoint.SavedKey;
import dev.surety.tools.savepoint.SavepointStates;
import java.util.HashSet;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;

/**
 * Whether the engine says again what the journal says, and ends in the state of the savepoint.
 *
 * @param fold what the rows themselves showed
 * @param state what the comparison of states showed; its keys are those of the savepoint. {@code
 *     null} without a savepoint
 */
record ReplayReport(FoldReport fold, FoldReport state) {

  /**
   * Folds a history.
   *
   * @param savepoint that the history ends with, or {@code null}
   * @param edits whose keys are left out: they are no fold
   */
  static ReplayReport of(History history, SavepointStates savepoint, HandEdits edits) {
    StreamExecutionEnvironment env = LocalFlink.environment();
    BatchRun run = BatchRun.in(env);
    DataStream<SavedKey> folded = fold(env, history, edits.others());
    if (savepoint != null) {
      folded =
          SidedKey.both(folded, others(savepoint.keys(env), edits))
              .process(new CompareKeys(), SavedKey.TYPE)
              .name("compare");
    }
    folded.sinkTo(new DiscardingSink<>());
    run.execute(() -> env.execute("replay"));
    return of(run, savepoint != null);
  }

  private static DataStream<SavedKey> others(DataStream<SavedKey> keys, HandEdits edits) {
    HashSet<String> edited = new HashSet<>(edits.keys());
    return edited.isEmpty() ? keys : keys.filter(key -> !edited.contains(key.key().key()));
  }

  /** The states that some keys fold to, in a job of the caller's. */
  static DataStream<SavedKey> fold(
      StreamExecutionEnvironment env, History history, History.Wanted wanted) {
    Configurations configurations = history.outline().configurations();
    EngineKeys.Start<FoldReport> task =
        () -> {
          TenantRouter router = new TenantRouter();
          return key -> new KeyFold(router, configurations, key, new FoldFindings());
        };
    return history
        .rows(env, wanted, History.Unit.LIFE)
        .process(
            new EngineKeys<>(configurations, task, new Total<>(FoldReport.EMPTY, FoldReport::plus)),
            SavedKey.TYPE)
        .name("fold");
  }

  /** What a job with a fold in it found. */
  static ReplayReport of(BatchRun run, boolean compared) {
    FoldReport fold = run.total(EngineKeys.REPORT);
    long abandoned = run.<Long>total(RowsThatCount.ABANDONED);
    return new ReplayReport(
        fold.leftOut(abandoned), compared ? run.total(CompareKeys.COMPARED) : null);
  }

  boolean holds() {
    return fold.holds() && (state == null || state.mismatches() == 0);
  }

  /** Both together. */
  FoldReport all() {
    return state == null
        ? fold
        : new FoldReport(
            fold.keys(),
            fold.events(),
            fold.gaps(),
            fold.abandonedRows(),
            fold.mismatches() + state.mismatches(),
            fold.plus(state).firstMismatches());
  }
}
