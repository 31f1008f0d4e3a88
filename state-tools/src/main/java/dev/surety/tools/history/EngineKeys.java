package dev.surety.tools.history;

import dev.surety.domain.JournalRow;
import dev.surety.domain.TenantTier;
import dev.surety.tools.journal.Configurations;
import dev.surety.tools.journal.FoldedKey;
import dev.surety.tools.journal.History;
import dev.surety.tools.journal.KeyFunction;
import dev.surety.tools.journal.KeyRun;
import dev.surety.tools.savepoint.SavedKey;
import java.io.Serializable;
import java.util.function.Function;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.util.Collector;

/**
 * Takes life after life of all keys through the engine, in batch mode: the states that they end in
 * go on, and what is said of them is added up under {@link #REPORT}.
 */
final class EngineKeys<R extends Serializable> extends KeyFunction<KeyRun<R>, SavedKey> {

  private static final long serialVersionUID = 1L;

  /** Accumulator: the sum of all reports. */
  static final String REPORT = "report";

  /** Begins the work of one task. */
  interface Start<R> extends Serializable {

    /** Begins each key that the task takes on. */
    Function<TenantTier, KeyRun<R>> start();
  }

  private final Start<R> task;
  private final Total<R> none;

  private transient Function<TenantTier, KeyRun<R>> begin;
  private transient Total<R> total;

  /**
   * @param configurations of the history
   * @param none of nothing
   */
  EngineKeys(Configurations configurations, Start<R> task, Total<R> none) {
    super(configurations, History.Unit.LIFE);
    this.task = task;
    this.none = none;
  }

  @Override
  public void open(OpenContext context) {
    begin = task.start();
    total = none.clone();
    getRuntimeContext().addAccumulator(REPORT, total);
  }

  @Override
  protected KeyRun<R> begin(TenantTier key) {
    return begin.apply(key);
  }

  @Override
  protected void add(KeyRun<R> run, JournalRow row) {
    run.add(row);
  }

  @Override
  protected void end(KeyRun<R> run, Collector<SavedKey> out) throws Exception {
    FoldedKey state = run.finish();
    if (state != null) {
      out.collect(EndState.of(state));
    }
    total.add(run.report());
  }
}
