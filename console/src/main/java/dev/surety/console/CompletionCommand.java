package dev.surety.console;

import java.util.concurrent.Callable;
import picocli.AutoComplete;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code surety completion}: commands and options at the press of the tabulator key. */
@Command(
    name = "completion",
    mixinStandardHelpOptions = true,
    description = {
      "Prints what makes bash and zsh complete commands and options.",
      "Now: source <(./surety completion); for good: put that line into the shell's start file."
    })
final class CompletionCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    spec.commandLine().getOut().print(AutoComplete.bash("surety", spec.root().commandLine()));
    spec.commandLine().getOut().flush();
    return 0;
  }
}
