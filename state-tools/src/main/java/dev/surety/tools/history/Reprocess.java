package dev.surety.tools.history;

import dev.surety.engine.TenantRouter;
import dev.surety.tools.journal.Configurations;
import dev.surety.tools.journal.History;
import dev.surety.tools.journal.RowsThatCount;
import dev.surety.tools.savepoint.LocalFlink;
import dev.surety.tools.savepoint.NewSavepoint;
import dev.surety.tools.savepoint.SavedControl;
import dev.surety.tools.savepoint.SavedKey;
import dev.surety.tools.savepoint.SavepointStates;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;

/**
 * A history run again under revised promises, by the same engine, as a batch job.
 *
 * @param abandonedRows rows of abandoned branches, left out
 * @param kept keys of the savepoint that the history has no rows of: they stay as they are
 * @param behind keys whose history has less in it than the savepoint: the journal is not whole
 */
record Reprocess(RerunReport report, long abandonedRows, long kept, long behind) {

  /** Only says what would come of it. */
  static Reprocess dry(History history, RevisedPromises promises) {
    StreamExecutionEnvironment env = LocalFlink.environment();
    BatchRun run = BatchRun.in(env);
    keys(env, history, promises).sinkTo(new DiscardingSink<>());
    run.execute(() -> env.execute("reprocess"));
    return of(run, 0, 0);
  }

  /** Writes a savepoint of ROUTE alone. */
  static Reprocess alone(
      History history, RevisedPromises promises, SavedControl control, String out) {
    StreamExecutionEnvironment env = LocalFlink.environment();
    NewSavepoint savepoint = new NewSavepoint(env, out);
    BatchRun run = BatchRun.in(env);
    run.execute(() -> savepoint.write(keys(env, history, promises), control));
    return of(run, 0, 0);
  }

  /** Writes a savepoint that is another one in all but ROUTE's state. */
  static Reprocess on(
      SavepointStates like,
      History history,
      RevisedPromises promises,
      SavedControl control,
      String out) {
    StreamExecutionEnvironment env = LocalFlink.environment();
    NewSavepoint savepoint = new NewSavepoint(env, out);
    BatchRun run = BatchRun.in(env);
    run.execute(
        () ->
            savepoint.writeLike(
                like,
                SidedKey.both(keys(env, history, promises), like.keys(env))
                    .process(new KeepOthers(), SavedKey.TYPE)
                    .name("keep others"),
                control));
    return of(run, run.<Long>total(KeepOthers.KEPT), run.<Long>total(KeepOthers.BEHIND));
  }

  private static DataStream<SavedKey> keys(
      StreamExecutionEnvironment env, History history, RevisedPromises promises) {
    Configurations logged = history.outline().configurations();
    EngineKeys.Start<RerunReport> task =
        () -> {
          TenantRouter router = new TenantRouter();
          Revision revision = new Revision(promises, logged);
          return key -> new KeyRerun(router, key, hash -> revision.of(key, hash));
        };
    return history
        .rows(env, row -> true, History.Unit.LIFE)
        .process(
            new EngineKeys<>(logged, task, new Total<>(RerunReport.EMPTY, RerunReport::plus)),
            SavedKey.TYPE)
        .name("run again");
  }

  /** Whether the history had every row. */
  boolean whole() {
    return report.gaps() == 0 && behind == 0;
  }

  private static Reprocess of(BatchRun run, long kept, long behind) {
    return new Reprocess(
        run.total(EngineKeys.REPORT), run.<Long>total(RowsThatCount.ABANDONED), kept, behind);
  }
}
