package dev.surety.tools.audit;

import dev.surety.tools.explain.ExplainCommand;
import dev.surety.tools.ope.journal.EvaluateJournalCommand;
import dev.surety.tools.report.ReportCommand;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code surety audit}: judges what was decided, from the journal alone. */
@Command(
    name = "audit",
    description = "Judges what was decided, from the journal alone.",
    mixinStandardHelpOptions = true,
    subcommands = {EvaluateJournalCommand.class, ExplainCommand.class, ReportCommand.class})
public final class AuditCommand implements Runnable {

  @Spec private CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(
        spec.commandLine(), "Name a command: evaluate, explain or report.");
  }
}
