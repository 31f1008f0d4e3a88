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
 */
final class RunJournal {

  private final String run;
  private final int subtask;
  private final String jobVersion;
  private final ListState<String> runState;
  private final Set<String> configsWritten = new HashSet<>();
  private String restoredRun;
  private long restoredEpoch = -1;
  private long epoch;
  private boolean begun;

  RunJournal(String run, int subtask, String jobVersion, FunctionInitializationContext context)
      throws Exception {
    this.run = run;
    this.subtask = subtask;
    this.jobVersion = jobVersion;
    runState = context.getOperatorStateStore().getUnionListState(RouteState.RUN);
    OptionalLong restored = context.getRestoredCheckpointId();
    if (restored.isPresent()) {
      Iterator<String> runs = runState.get().iterator();
      restoredRun = runs.hasNext() ? runs.next() : null;
      restoredEpoch = restored.getAsLong();
      epoch = restoredEpoch;
    }
    runState.update(List.of(run));
  }

  /**
   * What goes with an event.
   *
   * @param held where its time was not believed, or {@code null}
   */
  Event.Context context(long now, long seed, HeldTime held) {
    return new Event.Context(run, epoch, now, seed, held);
  }

  /** Rows from here on belong to the next checkpoint. */
  void passBarrier(long checkpoint) {
    epoch = checkpoint;
  }

  /** Journals the lineage before the first row of this subtask. */
  void begin(long now, Consumer<JournalRow> journal) {
    if (!begun) {
      begun = true;
      journal.accept(
          new JournalRow.Lineage(stamp(now), restoredRun, restoredEpoch, subtask, jobVersion));
    }
  }

  /** Journals a configuration before the first row that names it. */
  void use(TenantConfig config, long now, Consumer<JournalRow> journal) {
    if (configsWritten.add(config.hash())) {
      journal.accept(new JournalRow.Config(stamp(now), config.hash(), ConfigJson.write(config)));
    }
  }

  private JournalRow.Stamp stamp(long now) {
    return new JournalRow.Stamp(run, epoch, null, 0, now);
  }
}
