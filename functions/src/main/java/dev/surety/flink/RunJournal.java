package dev.surety.flink;

import dev.surety.domain.HeldTime;
import dev.surety.domain.JournalRow;
import dev.surety.engine.Event;
import dev.surety.engine.TenantConfig;
import dev.surety.wire.json.ConfigJson;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Consumer;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.runtime.state.FunctionInitializationContext;

/**
 * What the journal needs to know of a run on one subtask: its id and epoch, which run it continues,
 * and which configurations it has written down already.
 *
 * <p>Each day's folder of the journal can be read without the others, so configurations are written
 * down anew at their first use in a day (UTC, by ROUTE's clock). The lineage, a hundred bytes, is
 * the first row of every file: a file ends with a checkpoint or a day.
 */
final class RunJournal {

  private static final long DAY_MILLIS = 24 * 3600 * 1000L;

  private final String run;
  private final int subtask;
  private final String jobVersion;
  private final ListState<String> runState;
  private final ListState<String> originState;
  private final Set<String> configsWritten = new HashSet<>();
  private RunOrigin origin;
  private String restoredRun;
  private long restoredEpoch = -1;
  private long epoch;
  private boolean begun;
  private JournalRow.Lineage lineage;
  private boolean fileBegun;
  private int day = Integer.MIN_VALUE;

  RunJournal(String run, int subtask, String jobVersion, FunctionInitializationContext context)
      throws Exception {
    this.run = run;
    this.subtask = subtask;
    this.jobVersion = jobVersion;
    runState = context.getOperatorStateStore().getUnionListState(RouteState.RUN);
    originState = context.getOperatorStateStore().getUnionListState(RouteState.ORIGIN);
    OptionalLong restored = context.getRestoredCheckpointId();
    if (restored.isPresent()) {
      Iterator<String> runs = runState.get().iterator();
      restoredRun = runs.hasNext() ? runs.next() : null;
      restoredEpoch = restored.getAsLong();
      epoch = restoredEpoch;
    }
    origin = origin();
    runState.update(List.of(run));
    originState.update(List.of(origin.toText()));
  }

  /** Whether the run restarts by itself, from a state that it has written. */
  boolean goesOn() {
    return run.equals(restoredRun);
  }

  /** A run that restarts by itself still comes from where it came from at first. */
  private RunOrigin origin() throws Exception {
    Iterator<String> before = originState.get().iterator();
    if (goesOn() && before.hasNext()) {
      return RunOrigin.parse(before.next());
    }
    return new RunOrigin(restoredRun, restoredEpoch, -1);
  }

  /**
   * What goes with an event.
   *
   * @param held where its time was not believed, or {@code null}
   */
  Event.Context context(long now, long seed, HeldTime held) {
    return new Event.Context(run, epoch, now, seed, held);
  }

  /** Rows from here on belong to the next checkpoint, and to another file. */
  void passBarrier(long checkpoint) throws Exception {
    epoch = checkpoint;
    fileBegun = false;
    originState.update(List.of(origin.toText()));
  }

  /**
   * Journals the lineage before the first row of each file of this subtask.
   *
   * @param now by ROUTE's clock: says which day it is for the rows that follow
   */
  void begin(long now, Consumer<JournalRow> journal) {
    int today = (int) Math.floorDiv(now, DAY_MILLIS);
    if (today != day) {
      day = today;
      configsWritten.clear();
      fileBegun = false;
    }
    if (!fileBegun) {
      fileBegun = true;
      journal.accept(lineage(now));
    }
    if (!begun) {
      begun = true;
      if (goesOn() && !run.equals(origin.run())) {
        journal.accept(
            new JournalRow.Lineage(stamp(now), restoredRun, restoredEpoch, subtask, jobVersion));
      }
    }
  }

  /** The same row again and again, so that a set has it once and it says when the run began. */
  private JournalRow.Lineage lineage(long now) {
    if (lineage == null) {
      origin = origin.began() < 0 ? origin.at(now) : origin;
      JournalRow.Stamp start =
          new JournalRow.Stamp(run, Math.max(0, origin.epoch()), null, 0, origin.began());
      lineage = new JournalRow.Lineage(start, origin.run(), origin.epoch(), subtask, jobVersion);
    }
    return lineage;
  }

  /** Journals a configuration before the first row of the day that names it. */
  void use(TenantConfig config, long now, Consumer<JournalRow> journal) {
    if (configsWritten.add(config.hash())) {
      journal.accept(new JournalRow.Config(stamp(now), config.hash(), ConfigJson.write(config)));
    }
  }

  /** A row that was encoded since {@link #begin}, with its day. */
  EncodedRow today(byte[] datum) {
    return new EncodedRow(day, datum);
  }

  private JournalRow.Stamp stamp(long now) {
    return new JournalRow.Stamp(run, epoch, null, 0, now);
  }
}
