package dev.surety.tools.history;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.surety.domain.ControlUpdate;
import dev.surety.domain.ControlUpdate.ArtefactUpdate;
import dev.surety.domain.ControlUpdate.SlaUpdate;
import dev.surety.output.terminal.BadInput;
import dev.surety.policy.Policies;
import dev.surety.tools.journal.Configurations;
import dev.surety.tools.journal.History;
import dev.surety.tools.journal.HistoryOption;
import dev.surety.tools.journal.JournalAccount;
import dev.surety.tools.journal.JournalOption;
import dev.surety.tools.journal.JournalOutline;
import dev.surety.tools.savepoint.SavedControl;
import dev.surety.tools.savepoint.SavepointStates;
import dev.surety.wire.json.ControlFile;
import dev.surety.wire.json.ControlJson;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * {@code surety state reprocess}. Exit codes: 0 done, 1 done on a history that is not whole or the
 * work failed, 2 bad usage.
 */
@Command(
    name = "reprocess",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description =
        "Runs a history again as a Flink batch job, through the same engine, with another policy,"
            + " other parameters, other promises or a bug fixed; says what would have been decided,"
            + " and writes the savepoint that the job starts from.",
    footer = {
      "",
      "Requests and feedback are those of the journal. Where another model is decided now than"
          + " answered then, nobody knows what its answer would have been: the engine learns from"
          + " the model that did answer and books the true outcome, as it does whenever a gateway"
          + " answers with another model. What would have been saved or lost is an expectation.",
      "",
      "To go on without loss or doubling: stop the job with a savepoint S, reprocess --on S --out N,"
          + " start the job from N. The offsets of S are in N."
    })
public final class ReprocessCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;
  @Mixin private JournalOption journal;
  @Mixin private HistoryOption histories;

  @Option(
      names = "--policy",
      paramLabel = "NAME",
      description =
          "The policy of all promises: "
              + Policies.NAMES
              + " or fixed:MODEL (default: the one each promise names).")
  private String policy;

  @Option(
      names = "--parameter",
      paramLabel = "NAME=VALUE",
      description = "A parameter of the policy; may be given again.")
  private Map<String, String> parameters = Map.of();

  @Option(
      names = "--sla",
      paramLabel = "FILE",
      description =
          "Promises that replace those of then, and artefacts they name: control records of type sla"
              + " and artefact, one JSON object a line.")
  private Path slas;

  @Option(
      names = "--on",
      paramLabel = "PATH",
      description =
          "The savepoint that the history leads to. All but the tenants' states is taken from it:"
              + " offsets, what sinks have not committed, models, promises.")
  private String on;

  @Option(
      names = "--out",
      paramLabel = "PATH",
      description = "Where the new savepoint goes (default: nothing is written).")
  private String out;

  @Override
  public Integer call() throws Exception {
    return BadInput.orElse(spec, this::reprocess);
  }

  private int reprocess() {
    RevisedPromises promises = promises();
    SavepointStates states = on == null ? null : SavepointStates.open(on);
    JournalOutline outline = JournalOption.outline(journal.files(), spec.commandLine().getErr());
    Configurations configurations = outline.configurations();
    promises.check(
        configurations.hashes().stream().map(hash -> configurations.apply(hash).sla()).toList());
    History history = states == null ? histories.single(outline) : states.history(outline);
    JournalAccount account = JournalAccount.of(history);
    account.requireConfigurations();
    RevisedPromises.Revised revised =
        promises.on(states == null ? SavedControl.of(List.of()) : states.control());
    long start = System.nanoTime();
    Reprocess done = run(states, history, promises, revised.control());
    double seconds = (System.nanoTime() - start) / 1e9;
    PrintWriter text = spec.commandLine().getOut();
    new ReprocessText(done, seconds).write(text);
    account.lines().forEach(text::println);
    if (out != null) {
      next(revised.added(), text);
    }
    text.flush();
    return done.whole() ? 0 : 1;
  }

  private Reprocess run(
      SavepointStates states, History history, RevisedPromises promises, SavedControl control) {
    if (out == null) {
      return Reprocess.dry(history, promises);
    }
    return states == null
        ? Reprocess.alone(history, promises, control, out)
        : Reprocess.on(states, history, promises, control, out);
  }

  private RevisedPromises promises() {
    List<ControlUpdate> records = slas == null ? List.of() : ControlFile.read(slas);
    for (ControlUpdate record : records) {
      if (!(record instanceof SlaUpdate || record instanceof ArtefactUpdate)) {
        throw new IllegalArgumentException(
            "%s is about %s: only records of type sla and artefact can be revised, the models are those of then"
                .formatted(slas, record.subject()));
      }
    }
    return new RevisedPromises(policy, new TreeMap<>(parameters), SavedControl.of(records));
  }

  private void next(List<ControlUpdate> added, PrintWriter text) {
    text.println();
    text.println("written   " + out);
    if (!added.isEmpty()) {
      text.println("publish these to the control topic, or it will contradict the savepoint:");
      added.forEach(record -> text.println(new String(ControlJson.write(record).value(), UTF_8)));
    }
    if (on == null) {
      text.println(
          "It holds the tenants' states alone. Without offsets the job begins at those its consumer"
              + " group committed: right only if it was stopped with a savepoint, and after all that"
              + " the journal has. With --on SAVEPOINT the offsets are those of the savepoint.");
    }
  }
}
