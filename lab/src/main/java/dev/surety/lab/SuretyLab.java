package dev.surety.lab;

import dev.surety.lab.evaluate.EvaluateCommand;
import dev.surety.lab.evaluate.ResultsCommand;
import dev.surety.lab.imports.ImportCommand;
import dev.surety.lab.train.TrainCommand;
import dev.surety.output.terminal.Commands;
import java.util.List;
import picocli.CommandLine;

/** The commands of {@code ./surety} that need data and nothing else, on a class path that is. */
public final class SuretyLab {

  /** In the order in which help lists them. */
  public static final List<Class<?>> COMMANDS =
      List.of(
          EvaluateCommand.class,
          ResultsCommand.class,
          TrainCommand.class,
          EmbedCommand.class,
          ImportCommand.class);

  private SuretyLab() {}

  public static void main(String[] args) {
    System.exit(Commands.run(commandLine(), args));
  }

  /** These commands alone. */
  public static CommandLine commandLine() {
    return Commands.of("Evaluates and trains policies on data.", COMMANDS);
  }
}
