package dev.surety.output.terminal;

import dev.surety.domain.ProductVersion;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/**
 * The command line of {@code ./surety}, whichever commands a class path has of it. Exit codes: 0
 * done, 1 the work failed, 2 bad usage.
 */
@Command(name = "surety", mixinStandardHelpOptions = true)
public final class Commands implements Runnable {

  @Spec private CommandSpec spec;

  private Commands() {}

  /**
   * A command line with these commands; enumerated values may be written in either case.
   *
   * @param description what they are for, as the help's first line
   * @param commands annotated classes, in the help's order
   */
  public static CommandLine of(String description, List<Class<?>> commands) {
    CommandLine surety = new CommandLine(new Commands());
    surety.getCommandSpec().usageMessage().description(description);
    for (Class<?> command : commands) {
      surety.addSubcommand(command);
    }
    return PlainErrors.on(told(surety).setCaseInsensitiveEnumValuesAllowed(true));
  }

  /** The same, where every command below it tells the version of the product. */
  public static CommandLine told(CommandLine command) {
    command.getCommandSpec().version("surety " + ProductVersion.current());
    command.getSubcommands().values().forEach(Commands::told);
    return command;
  }

  /**
   * Runs a command line as a process does: figures are the same in every locale, whichever the
   * machine has.
   *
   * @return the exit code
   */
  public static int run(CommandLine surety, String... args) {
    Locale.setDefault(Locale.Category.FORMAT, Locale.ROOT);
    return surety.execute(args);
  }

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "Name a command.");
  }
}
