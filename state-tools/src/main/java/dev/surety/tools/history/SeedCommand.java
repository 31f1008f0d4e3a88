package dev.surety.tools.history;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.surety.domain.ControlUpdate;
import dev.surety.domain.ControlUpdate.ModelUpdate;
import dev.surety.output.terminal.BadInput;
import dev.surety.policy.Prior;
import dev.surety.tools.journal.FoldReport;
import dev.surety.tools.journal.History;
import dev.surety.tools.journal.HistoryOption;
import dev.surety.tools.journal.JournalAccount;
import dev.surety.tools.journal.JournalFiles;
import dev.surety.tools.journal.JournalOption;
import dev.surety.tools.journal.JournalOutline;
import dev.surety.tools.log.LogPrior;
import dev.surety.wire.json.ControlJson;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code surety state seed}. Exit codes: 0 done, 1 the work failed, 2 bad usage. */
@Command(
    name = "seed",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description =
        "Writes a first savepoint for a new cluster: its models, promises and priors, and the"
            + " tenants that move to it. Tenants that have seen nothing start from what others have"
            + " seen.",
    footer = {
      "",
      "The prior gets the name that the promises give it: sla records with"
          + " \"parameters\":{\"prior\":\"NAME\"}. The control topic of the new cluster needs the"
          + " same records, and the prior, which is printed.",
      "The savepoint has no offsets: sources begin where the job's option kafka.start says."
    })
public final class SeedCommand implements Callable<Integer> {

  private static final String ALL = "*";

  @Spec private CommandSpec spec;

  @Option(
      names = "--from",
      paramLabel = "PATH",
      description =
          "A prior (of surety evaluate --write-prior), results.json of an evaluation that had fixed"
              + " models in it, or the folder of another cluster's journal.")
  private String from;

  @Option(
      names = "--log",
      paramLabel = "FILE",
      description =
          "In place of --from: a log of others, as surety import makes it; what its users said is"
              + " the prior.")
  private Path log;

  @Option(
      names = "--write-prior",
      paramLabel = "FILE",
      description =
          "Where the prior goes, too: for surety evaluate --prior, and for other clusters.")
  private Path writePrior;

  @Option(
      names = {"--control", "--sla"},
      required = true,
      paramLabel = "FILE",
      description =
          "Models and promises of the new cluster: control records, one JSON object a line; may be"
              + " given again.")
  private List<Path> control;

  @Option(
      names = "--tenant",
      paramLabel = "NAME",
      description =
          "With a journal: a tenant that moves, with all it has learned and is owed; * for all of"
              + " them. May be given again. Without it the journal is pooled to a prior.")
  private Set<String> tenants = Set.of();

  @Mixin private HistoryOption histories;

  @Option(
      names = "--out",
      required = true,
      paramLabel = "PATH",
      description = "Where the new savepoint goes.")
  private String out;

  @Override
  public Integer call() throws Exception {
    return BadInput.orElse(spec, this::seed);
  }

  private int seed() throws IOException {
    if ((log == null) == (from == null)) {
      throw new IllegalArgumentException(
          "give what the prior is made of: --from, or a log of others (--log), and not both");
    }
    FirstSavepoint seed = FirstSavepoint.of(control);
    if (log != null) {
      if (!tenants.isEmpty()) {
        throw new IllegalArgumentException("--tenant: only a journal has tenants that can move");
      }
      return prior(seed, LogPrior.of(log));
    }
    boolean journal = JournalFiles.isFolder(from);
    if (!tenants.isEmpty() && !journal) {
      throw new IllegalArgumentException(
          "--tenant: only a journal has tenants, " + from + " is a file");
    }
    return journal ? seed(seed, JournalFiles.in(from)) : prior(seed, SeedSource.read(from));
  }

  /** A pool takes every judgement that was made; a state comes of one history. */
  private int seed(FirstSavepoint seed, JournalFiles files) throws IOException {
    PrintWriter err = spec.commandLine().getErr();
    JournalOutline outline = JournalOption.outline(files, err);
    History history = tenants.isEmpty() ? histories.of(outline) : histories.single(outline);
    JournalAccount account = JournalAccount.of(history);
    account.requireConfigurations();
    account.lines().forEach(err::println);
    return tenants.isEmpty()
        ? prior(seed, LabelPool.of(history, "journal of " + outline.rows() + " rows"))
        : move(seed, history);
  }

  private int prior(FirstSavepoint seed, Prior prior) throws IOException {
    if (prior.models().isEmpty()) {
      throw new IllegalArgumentException(
          log == null
              ? "--from: nobody has judged any model in " + from
              : "--log: nobody has judged any answer in %s; import it with labels".formatted(log));
    }
    FirstSavepoint seeded = seed.with(prior);
    seeded.write(out);
    if (writePrior != null) {
      Files.writeString(writePrior, prior.write() + "\n");
    }
    PrintWriter text = spec.commandLine().getOut();
    text.println("prior of " + prior.source());
    prior
        .models()
        .forEach(
            (model, seen) ->
                text.printf(
                    Locale.ROOT,
                    "  %-30s %.4f of %,.0f labels%s%n",
                    model,
                    seen.satisfaction(),
                    seen.labels(),
                    pool(seed).contains(model) ? "" : " (not in the pool)"));
    text.println("written   " + out);
    text.println("publish this to the control topic:");
    text.println(new String(ControlJson.write(seeded.last()).value(), UTF_8));
    text.flush();
    return 0;
  }

  private int move(FirstSavepoint seed, History history) {
    FoldReport found = seed.write(history, tenants.contains(ALL) ? Set.of() : tenants, out).fold();
    PrintWriter text = spec.commandLine().getOut();
    text.printf(Locale.ROOT, "moved     %,d keys with %,d events%n", found.keys(), found.events());
    text.println("written   " + out);
    text.flush();
    if (found.keys() == 0) {
      throw new IllegalArgumentException("--tenant: the journal has no row of " + tenants);
    }
    if (!found.holds()) {
      spec.commandLine()
          .getErr()
          .printf(
              Locale.ROOT,
              "%s: %s%n",
              spec.qualifiedName(),
              "the journal does not replay (%,d mismatches, %,d missing rows): see surety state replay"
                  .formatted(found.mismatches(), found.gaps()));
      return 1;
    }
    return 0;
  }

  private static Set<String> pool(FirstSavepoint seed) {
    Set<String> pool = new TreeSet<>();
    for (ControlUpdate update : seed.updates()) {
      if (update instanceof ModelUpdate model) {
        pool.add(model.model().name());
      }
    }
    return pool;
  }
}
