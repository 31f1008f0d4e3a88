package dev.surety.tools.history;

import dev.surety.tools.journal.BrokenJournal;
import dev.surety.tools.savepoint.BrokenSavepoint;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;

/** What is wrong with what a command was given, as one line and exit code 2. */
final class BadInput {

  private BadInput() {}

  /** The work of a command; gives its exit code. */
  interface Work {
    int run() throws Exception;
  }

  /** Does the work, unless what it needs is missing, broken or not to be understood. */
  static int orElse(CommandSpec spec, Work work) throws Exception {
    try {
      return work.run();
    } catch (BrokenJournal | BrokenSavepoint | IllegalArgumentException e) {
      spec.commandLine().getErr().println(spec.qualifiedName() + ": " + e.getMessage());
      return CommandLine.ExitCode.USAGE;
    }
  }
}
