package dev.surety.demo;

import dev.surety.demo.fuzz.FuzzCommand;
import dev.surety.demo.overload.OverloadCommand;
import dev.surety.demo.run.DemoCommand;
import dev.surety.demo.soak.SoakCommand;
import dev.surety.tools.terminal.PlainErrors;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/**
 * The commands of {@code ./surety} that run the whole system on this machine. Exit codes: 0 done, 1
 * the work failed, 2 bad usage.
 */
@Command(
    name = "surety",
    description = "Runs the router, with broker, traffic and users, on this machine.",
    mixinStandardHelpOptions = true,
    subcommands = {DemoCommand.class, SoakCommand.class, FuzzCommand.class, OverloadCommand.class},
    version = "surety 0.1.0-SNAPSHOT")
public final class SuretyDemo implements Runnable {

  @Spec private CommandSpec spec;

  private SuretyDemo() {}

  public static void main(String[] args) {
    System.exit(commandLine().execute(args));
  }

  /** The whole command line. */
  public static CommandLine commandLine() {
    return PlainErrors.on(new CommandLine(new SuretyDemo()));
  }

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "Name a command.");
  }
}
