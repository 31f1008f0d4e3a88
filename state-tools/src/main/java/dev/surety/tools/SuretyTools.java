package dev.surety.tools;

import dev.surety.tools.audit.AuditCommand;
import dev.surety.tools.control.ControlCommand;
import dev.surety.tools.deadletters.DeadLettersCommand;
import dev.surety.tools.state.StateCommand;
import dev.surety.tools.status.StatusCommand;
import dev.surety.tools.terminal.PlainErrors;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/**
 * The commands of {@code ./surety} that look into a router and its records. Exit codes: 0 done, 1
 * the work failed, 2 bad usage.
 */
@Command(
    name = "surety",
    description = "Inspects, audits and steers a router: savepoints, journals, topics.",
    mixinStandardHelpOptions = true,
    subcommands = {
      StateCommand.class,
      AuditCommand.class,
      ControlCommand.class,
      StatusCommand.class,
      DeadLettersCommand.class
    },
    version = "surety 0.1.0-SNAPSHOT")
public final class SuretyTools implements Runnable {

  @Spec private CommandSpec spec;

  private SuretyTools() {}

  public static void main(String[] args) {
    System.exit(commandLine().execute(args));
  }

  /** The whole command line; enumerated values may be written in either case. */
  public static CommandLine commandLine() {
    return PlainErrors.on(
        new CommandLine(new SuretyTools()).setCaseInsensitiveEnumValuesAllowed(true));
  }

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "Name a command.");
  }
}
