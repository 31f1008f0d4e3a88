package dev.surety.tools.history;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import dev.surety.output.terminal.BadInput;
import dev.surety.tools.journal.FoldReport;
import dev.surety.tools.journal.History;
import dev.surety.tools.journal.HistoryOption;
import dev.surety.tools.journal.JournalAccount;
import dev.surety.tools.journal.JournalOption;
import dev.surety.tools.journal.JournalOutline;
import dev.surety.tools.journal.Mismatch;
import dev.surety.tools.savepoint.EditRecord;
import dev.surety.tools.savepoint.SavepointStates;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code surety state replay}. Exit codes: 0 all is equal, 1 it is not, 2 bad usage. */
@Command(
    name = "replay",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description =
        "Folds a journal from the empty state, reading inputs only: the engine must say the same"
            + " decisions, propensities and queues again, bit for bit, and end in the state of the"
            + " savepoint, byte by byte.",
    footer = {
      "",
      "Rows that an abandoned branch left behind (the job was restored from an older savepoint) are"
          + " left out and counted. Where several runs began by themselves, each history is folded on its"
          + " own; with --savepoint it is the one that led there.",
      "A savepoint that was seeded or reprocessed is no fold of a journal: only what came before it"
          + " can be replayed. Of an edited one the keys that were edited are left out and named."
    })
public final class ReplayCommand implements Callable<Integer> {

  private static final int SHOWN = 10;

  @Spec private CommandSpec spec;
  @Mixin private JournalOption journal;

  @Mixin private HistoryOption histories;

  @Option(
      names = "--savepoint",
      paramLabel = "PATH",
      description =
          "Folds what led to this savepoint or retained checkpoint, and compares the states.")
  private String savepoint;

  @Option(
      names = "--edited",
      paramLabel = "PATH",
      description =
          "A savepoint that state edit made and the job went on from: the keys that were edited there"
              + " are left out, and named. May be repeated; what was edited in --savepoint itself is"
              + " known.")
  private List<String> edited = List.of();

  @Option(names = "--json", description = "The result as JSON.")
  private boolean json;

  @Override
  public Integer call() throws Exception {
    return BadInput.orElse(spec, this::replay);
  }

  private int replay() throws IOException {
    long start = System.nanoTime();
    SavepointStates states = savepoint == null ? null : SavepointStates.open(savepoint);
    JournalOutline outline = JournalOption.outline(journal.files(), spec.commandLine().getErr());
    History history = states == null ? histories.of(outline) : states.history(outline);
    JournalAccount account = JournalAccount.of(history);
    account.requireConfigurations();
    HandEdits edits = edits(states);
    ReplayReport replay = ReplayReport.of(history, states, edits);
    double seconds = (System.nanoTime() - start) / 1e9;
    PrintWriter out = spec.commandLine().getOut();
    if (json) {
      out.println(json(replay, outline, account, edits, seconds));
    } else {
      text(replay, outline, account, seconds, out);
      edits.lines().forEach(out::println);
    }
    out.flush();
    return replay.holds() ? 0 : 1;
  }

  private HandEdits edits(SavepointStates states) throws IOException {
    HandEdits edits = new HandEdits();
    if (states != null) {
      edits.add(states.folder().edits());
    }
    for (String path : edited) {
      List<EditRecord> made = SavepointStates.open(path).folder().edits();
      if (made.isEmpty()) {
        throw new IllegalArgumentException(
            "--edited: %s was not edited; name the savepoint that state edit wrote"
                .formatted(path));
      }
      edits.add(made);
    }
    return edits;
  }

  private void text(
      ReplayReport replay,
      JournalOutline outline,
      JournalAccount account,
      double seconds,
      PrintWriter out) {
    FoldReport all = replay.all();
    out.printf(
        Locale.ROOT,
        "journal   %s: %,d files, %,d rows%n",
        outline.files().folder(),
        outline.files().paths().size(),
        outline.rows());
    out.printf(
        Locale.ROOT,
        "folded    %,d events of %,d keys in %.1f s%n",
        all.events(),
        all.keys(),
        seconds);
    out.printf(Locale.ROOT, "left out  %,d rows of abandoned branches%n", all.abandonedRows());
    account.lines().forEach(out::println);
    if (all.gaps() > 0) {
      out.printf(Locale.ROOT, "missing   %,d rows%n", all.gaps());
    }
    if (replay.fold().mismatches() == 0) {
      out.println("equal     every decision, propensity and queue, bit for bit");
    }
    if (replay.state() != null && replay.state().mismatches() == 0) {
      out.printf(
          Locale.ROOT,
          "equal     the state of all %,d keys of the savepoint%n",
          replay.state().keys());
    }
    if (all.mismatches() > 0) {
      out.printf(Locale.ROOT, "mismatches %,d%n", all.mismatches());
      all.firstMismatches().stream().limit(SHOWN).forEach(m -> out.println("  " + line(m)));
      if (all.mismatches() > SHOWN) {
        out.printf(Locale.ROOT, "  and %,d more%n", all.mismatches() - SHOWN);
      }
    }
  }

  private static String line(Mismatch m) {
    return m.seq() == 0
        ? "%s %s: savepoint %s, fold %s".formatted(m.key(), m.field(), m.journaled(), m.folded())
        : "%s row %d, %s: journal %s, fold %s"
            .formatted(m.key(), m.seq(), m.field(), m.journaled(), m.folded());
  }

  private String json(
      ReplayReport replay,
      JournalOutline outline,
      JournalAccount account,
      HandEdits edits,
      double seconds)
      throws IOException {
    FoldReport all = replay.all();
    Map<String, Object> result = new LinkedHashMap<>();
    result.put("files", outline.files().paths().size());
    result.put("rows", outline.rows());
    result.put("keys", all.keys());
    result.put("events", all.events());
    result.put("mismatches", all.mismatches());
    result.put("missing_rows", all.gaps());
    result.put("abandoned_rows", all.abandonedRows());
    result.put("savepoint_keys", replay.state() == null ? null : replay.state().keys());
    result.put("edited_keys", edits.keys());
    result.put("journal", account.json());
    result.put("seconds", seconds);
    result.put(
        "first_mismatches",
        all.firstMismatches().stream().limit(SHOWN).map(ReplayCommand::fields).toList());
    return new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT).writeValueAsString(result);
  }

  private static Map<String, Object> fields(Mismatch mismatch) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("key", mismatch.key().key());
    fields.put("seq", mismatch.seq());
    fields.put("field", mismatch.field());
    fields.put("journaled", mismatch.journaled());
    fields.put("folded", mismatch.folded());
    return fields;
  }
}
