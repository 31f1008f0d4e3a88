package dev.surety.tools.journal;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code surety journal}: looks after the journal's files. */
@Command(
    name = "journal",
    description = "Looks after the journal's files.",
    mixinStandardHelpOptions = true,
    subcommands = {CompactCommand.class, ListFilesCommand.class, DeleteCommand.class})
public final class JournalCommand implements Runnable {

  @Spec private CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "Name a command: compact, list or delete.");
  }
}
