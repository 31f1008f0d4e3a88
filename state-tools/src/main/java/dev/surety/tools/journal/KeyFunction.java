package dev.surety.tools.journal;

import dev.surety.domain.JournalRow;
import dev.surety.domain.TenantTier;
import dev.surety.wire.journal.JournalReader;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;

/**
 * What is done with {@link History#rows} in a batch job. There, one key's rows come after
 * another's, in the order of their timestamps; a timer at the end of time tells that a key is
 * through. So one key's work is in memory at a time, and it needs no state.
 *
 * @param <W> the work on one key
 * @param <T> what it comes to
 */
public abstract class KeyFunction<W, T> extends KeyedProcessFunction<String, KeyedRow, T> {

  private static final long serialVersionUID = 1L;

  private final Configurations configurations;

  private transient W work;
  private transient JournalReader reader;

  /**
   * @param configurations of the history
   */
  protected KeyFunction(Configurations configurations) {
    this.configurations = configurations;
  }

  /** The first row of a key, or of a life of it, is about to come. */
  protected abstract W begin(TenantTier key);

  /** The next row, in the order of seq. */
  protected abstract void add(W work, JournalRow row);

  /** No row is left. */
  protected abstract void end(W work, Collector<T> out) throws Exception;

  @Override
  public final void processElement(KeyedRow row, Context context, Collector<T> out)
      throws Exception {
    if (work == null) {
      work = begin(TenantTier.parse(row.key()));
      context.timerService().registerEventTimeTimer(Long.MAX_VALUE);
    }
    if (reader == null) {
      reader = new JournalReader(configurations::modelNames);
    }
    add(work, reader.read(row.row()));
  }

  @Override
  public final void onTimer(long end, OnTimerContext context, Collector<T> out) throws Exception {
    end(work, out);
    work = null;
  }
}
