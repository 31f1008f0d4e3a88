package dev.surety.tools.state;

import dev.surety.domain.TenantTier;
import dev.surety.output.terminal.Figures;
import dev.surety.output.terminal.Progress;
import dev.surety.output.terminal.TextTable;
import dev.surety.tools.savepoint.EditRecord;
import dev.surety.tools.savepoint.LocalFlink;
import dev.surety.tools.savepoint.NewSavepoint;
import dev.surety.tools.savepoint.SavedKey;
import dev.surety.tools.savepoint.SavepointStates;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code surety state edit}. */
@Command(
    name = "edit",
    description =
        "Writes a changed savepoint, complete in its own folder; the old one stays as it is.",
    footer = {
      "",
      "KEY is TENANT/TIER, either of which may be *, or TENANT for all its tiers. Edits may be"
          + " repeated and combined; copies are made first, then keys are deleted, models and costs"
          + " forgotten and queues set.",
      "The journal knows nothing of an edit: from here on the state of the keys that were changed"
          + " is not its fold, and a replay reports them. The new savepoint says so in "
          + EditRecord.FILE
          + "."
    })
final class EditCommand extends SavepointCommand {

  private static final int SHOWN = 20;

  private static final List<String> NOT_REACHED =
      List.of(
          "Deleted from this state only. What is left of a deleted key:",
          "  - its rows in the journal",
          "  - its records in the topics, until their retention ends: requests, feedback,"
              + " decisions, dead letters; for good in standings, and its promise in control",
          "  - older savepoints and checkpoints",
          "");

  @Parameters(paramLabel = "SAVEPOINT", description = "Its folder.")
  private String savepoint;

  @Option(
      names = "--out",
      paramLabel = "NEW",
      description = "Folder of the new savepoint; must not exist yet.")
  private String out;

  @Option(names = "--dry-run", description = "Only say what would change.")
  private boolean dryRun;

  @Mixin private EditOptions options;

  @Override
  int work() throws IOException {
    if (out == null && !dryRun) {
      throw new IllegalArgumentException(
          "say where the new savepoint goes: --out NEW, or --dry-run");
    }
    SavepointStates states = SavepointStates.open(savepoint);
    EditPlan plan;
    try (Progress progress = progress("edit")) {
      plan = EditPlan.of(states, options, progress);
    }
    if (!dryRun) {
      write(states, plan);
    }
    print(plan);
    return 0;
  }

  private void write(SavepointStates states, EditPlan plan) throws IOException {
    StreamExecutionEnvironment env = LocalFlink.environment();
    NewSavepoint target = new NewSavepoint(env, out);
    DataStream<SavedKey> keys = states.keys(env);
    if (!plan.created().isEmpty()) {
      keys = keys.union(env.fromData(plan.created(), SavedKey.TYPE));
    }
    keys = keys.flatMap(new EditedKeys(plan.edits(), states.control())).returns(SavedKey.TYPE);
    target.writeLike(states, keys, states.control());
    List<EditRecord> records = new ArrayList<>(states.folder().edits());
    records.add(
        new EditRecord(
            Instant.now().toString(),
            states.folder().path(),
            states.run(),
            states.folder().checkpoint(),
            plan.edits().stream().map(StateEdit::words).toList(),
            plan.changes().keySet().stream().map(TenantTier::key).toList()));
    EditRecord.write(out, records);
  }

  private void print(EditPlan plan) {
    plan.edits().forEach(edit -> out().println(edit.words()));
    out().println();
    TextTable table = new TextTable(1, "tenant/tier", "queue", "policy's debt", "requests", "open");
    plan.changes().entrySet().stream()
        .limit(SHOWN)
        .forEach(change -> row(table, change.getKey(), change.getValue()));
    table.lines().forEach(out()::println);
    int more = plan.changes().size() - SHOWN;
    out().print(more > 0 ? "and " + Figures.count(more) + " more\n\n" : "\n");
    if (plan.deletes()) {
      NOT_REACHED.forEach(out()::println);
    }
    String keys = Figures.count(plan.changes().size());
    if (dryRun) {
      out().println(keys + " keys would change; nothing was written");
      return;
    }
    out().println(keys + " keys changed; the job starts from " + out);
    out()
        .println(
            "The journal does not know: from here on, a replay leaves these keys out ("
                + EditRecord.FILE
                + " names them).");
  }

  private static void row(TextTable table, TenantTier key, EditPlan.Change change) {
    KeyReport a = change.before();
    KeyReport b = change.after();
    table.row(
        key + (a == null ? " (new)" : b == null ? " (deleted)" : ""),
        turn(
            a == null ? "-" : Figures.amount(a.queue()),
            b == null ? "-" : Figures.amount(b.queue())),
        turn(
            a == null ? "-" : Figures.amount(a.debt()), b == null ? "-" : Figures.amount(b.debt())),
        Figures.count((b == null ? a : b).requests()),
        turn(
            a == null ? "-" : Figures.count(a.openDecisions()),
            b == null ? "-" : Figures.count(b.openDecisions())));
  }

  private static String turn(String before, String after) {
    return before.equals(after) ? before : before + " > " + after;
  }
}
