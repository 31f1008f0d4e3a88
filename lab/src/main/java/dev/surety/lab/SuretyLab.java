package dev.surety.lab;

import dev.surety.tools.evaluate.EvaluateCommand;
import dev.surety.tools.evaluate.ResultsCommand;
import dev.surety.tools.terminal.PlainErrors;
import dev.surety.tools.train.TrainCommand;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/**
 * The commands of {@code ./surety} that need data and nothing else. Exit codes: 0 done, 1 the work
 * failed, 2 bad usage.
 */
@Command(
    name = "surety",
    description = "Evaluates and trains policies on data.",
    mixinStandardHelpOptions = true,
    subcommands = {EvaluateCommand.class, ResultsCommand.class, TrainCommand.class},
    version = "surety 0.1.0-SNAPSHOT")
public final class SuretyLab implements Runnable {

  @Spec private CommandSpec spec;

  private SuretyLab() {}

  public static void main(String[] args) {
    System.exit(commandLine().execute(args));
  }

  /** The whole command line; enumerated values may be written in either case. */
  public static CommandLine commandLine() {
    return PlainErrors.on(
        new CommandLine(new SuretyLab()).setCaseInsensitiveEnumValuesAllowed(true));
  }

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "Name a command.");
  }
}
