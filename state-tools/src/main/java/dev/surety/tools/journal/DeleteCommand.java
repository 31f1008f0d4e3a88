package dev.surety.tools.journal;

import dev.surety.output.terminal.BadInput;
import java.io.IOException;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.concurrent.Callable;
import org.apache.flink.core.fs.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code surety journal delete}. Exit codes: 0 done, 1 the work failed, 2 bad usage. */
@Command(
    name = "delete",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description =
        "Deletes whole days. What remains can be read without them: each day has the lineage and the"
            + " configurations of its rows. What is lost is told in docs/journal.md.")
final class DeleteCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;
  @Mixin private JournalOption journal;

  @Option(
      names = "--before",
      required = true,
      paramLabel = "DAY",
      description = "The first day that stays, as in 2026-03-14 (UTC).")
  private LocalDate before;

  @Option(
      names = "--older-than",
      paramLabel = "DAYS",
      defaultValue = "15",
      description = CompactCommand.RESTORABLE)
  private int days;

  @Option(names = "--dry-run", description = "Says what it would delete, and deletes nothing.")
  private boolean dryRun;

  @Override
  public Integer call() throws Exception {
    return BadInput.orElse(spec, this::delete);
  }

  private int delete() throws IOException {
    LocalDate restorable = LocalDate.now(Clock.systemUTC()).minusDays(days);
    if (before.isAfter(restorable)) {
      throw new BrokenJournal(
          ("days from %s on may be named by savepoints that a job may still be started from: give a"
                  + " DAY up to that one, or with --older-than for how many days you keep savepoints")
              .formatted(restorable));
    }
    List<Path> gone = JournalCompaction.days(journal.folder(), before);
    for (Path day : gone) {
      if (!dryRun) {
        day.getFileSystem().delete(day, true);
      }
      spec.commandLine().getOut().println((dryRun ? "would delete " : "deleted ") + day);
    }
    spec.commandLine().getOut().flush();
    return 0;
  }
}
