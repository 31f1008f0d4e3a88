package dev.surety.tools.journal;

import dev.surety.output.terminal.BadInput;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code surety journal compact}. Exit codes: 0 done, 1 the work failed, 2 bad usage. */
@Command(
    name = "compact",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description =
        "Joins the many small files of days that are over (UTC) into few larger ones. Made to run"
            + " once a day, beside the job, which need not know of it.",
    footer = {
      "",
      "A joined file counts from when its manifest is there (_joined-ID.json), and what it replaces"
          + " until then; every command of surety goes by that, so rows count once at every moment,"
          + " also if this is killed. It may be run again at any time.",
      "Savepoints and checkpoints name files that were being finished when they were taken. Nothing"
          + " is deleted that one may still name."
    })
final class CompactCommand implements Callable<Integer> {

  static final String RESTORABLE =
      "Of these only what was finished more than this many days ago: longer than the oldest"
          + " savepoint or checkpoint that a job may still be started from. Default:"
          + " ${DEFAULT-VALUE}.";

  private static final long MEGABYTE = 1 << 20;

  @Spec private CommandSpec spec;
  @Mixin private JournalOption journal;

  @Option(
      names = "--file-megabytes",
      paramLabel = "N",
      defaultValue = "256",
      description = "About how large joined files become. Default: ${DEFAULT-VALUE}.")
  private int megabytes;

  @Option(
      names = "--delete-replaced",
      description = "Deletes files whose rows an earlier run of this command has joined.")
  private boolean delete;

  @Option(
      names = "--older-than",
      paramLabel = "DAYS",
      defaultValue = "15",
      description = RESTORABLE)
  private int days;

  @Override
  public Integer call() throws Exception {
    if (megabytes < 1 || days < 0) {
      throw new ParameterException(
          spec.commandLine(), "--file-megabytes must be 1 or more, --older-than 0 or more.");
    }
    return BadInput.orElse(spec, this::compact);
  }

  private int compact() throws IOException {
    JournalCompaction.Done done =
        new JournalCompaction(
                new JournalCompaction.Wish(
                    megabytes * MEGABYTE, delete ? Duration.ofDays(days) : null),
                Clock.systemUTC())
            .run(journal.folder());
    spec.commandLine()
        .getOut()
        .printf(
            Locale.ROOT,
            "days      %,d%njoined    %,d files with %,d rows into %,d%ndeleted   %,d files of %,d bytes%n",
            done.days(),
            done.replaced(),
            done.rows(),
            done.joined(),
            done.deleted(),
            done.deletedBytes());
    spec.commandLine().getOut().flush();
    return 0;
  }
}
