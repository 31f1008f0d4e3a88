package dev.surety.output.terminal;

import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;

/** What is wrong with a journal, savepoint or value a command was given: one line, exit code 2. */
public final class BadInput {

  private BadInput() {}

  /** The work of a command; gives its exit code. */
  public interface Work {
    int run() throws Exception;
  }

  /** Does the work, unless what it needs is missing, broken or not to be understood. */
  public static int orElse(CommandSpec spec, Work work) throws Exception {
    try {
      return work.run();
    } catch (BrokenInput | IllegalArgumentException e) {
      spec.commandLine().getErr().println(spec.qualifiedName() + ": " + e.getMessage());
      return CommandLine.ExitCode.USAGE;
    }
  }
}
