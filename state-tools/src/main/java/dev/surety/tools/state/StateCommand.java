package dev.surety.tools.state;

import dev.surety.tools.history.ReplayCommand;
import dev.surety.tools.history.ReprocessCommand;
import dev.surety.tools.history.SeedCommand;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code surety state}. */
@Command(
    name = "state",
    mixinStandardHelpOptions = true,
    description =
        "Sees, changes, seeds and rebuilds the state of a fleet of tenants."
            + " A SAVEPOINT is the folder that holds the file _metadata, on any file system that"
            + " Flink knows.",
    subcommands = {
      InspectCommand.class,
      VerifyCommand.class,
      DiffCommand.class,
      ExportCommand.class,
      EditCommand.class,
      ReplayCommand.class,
      ReprocessCommand.class,
      SeedCommand.class
    })
public final class StateCommand implements Runnable {

  @Spec private CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "Name a command.");
  }
}
