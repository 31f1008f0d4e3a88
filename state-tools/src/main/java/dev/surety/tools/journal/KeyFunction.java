package dev.surety.tools.journal;

import dev.surety.domain.JournalRow;
import dev.surety.domain.TenantTier;
import dev.surety.wire.journal.JournalReader;
import java.util.ArrayList;
import java.util.List;
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
public abstract class KeyFunction<W, T> extends KeyedProcessFunction<Long, KeyedRow, T> {

  private static final long serialVersionUID = 1L;

  private final Configurations configurations;
  private final History.Unit unit;

  /** What has the hash whose rows come: one as a rule. */
  private transient List<Begun<W>> begun;

  private transient JournalReader reader;

  /** Work on what the first row is of. */
  private record Begun<W>(KeyedRow first, W work) {}

  /**
   * @param configurations of the history
   * @param unit by which it is read
   */
  protected KeyFunction(Configurations configurations, History.Unit unit) {
    this.configurations = configurations;
    this.unit = unit;
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
    if (reader == null) {
      reader = new JournalReader(configurations::modelNames);
      begun = new ArrayList<>();
    }
    if (begun.isEmpty()) {
      context.timerService().registerEventTimeTimer(Long.MAX_VALUE);
    }
    add(work(row), reader.read(row.row()));
  }

  private W work(KeyedRow row) {
    for (Begun<W> each : begun) {
      if (unit.together(each.first(), row)) {
        return each.work();
      }
    }
    W work = begin(TenantTier.parse(row.key()));
    begun.add(new Begun<>(row, work));
    return work;
  }

  @Override
  public final void onTimer(long end, OnTimerContext context, Collector<T> out) throws Exception {
    for (Begun<W> each : begun) {
      end(each.work(), out);
    }
    begun.clear();
  }
}
