package dev.surety.tools.state;

import dev.surety.output.terminal.BadInput;
import dev.surety.output.terminal.Progress;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/**
 * What all commands on savepoints have in common. Exit codes: 0 done, 1 the work failed or found
 * something broken, 2 bad usage, and a savepoint that isn't one.
 */
@Command(mixinStandardHelpOptions = true, sortOptions = false)
abstract class SavepointCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  /** The work; returns the exit code. */
  abstract int work() throws IOException;

  @Override
  public final Integer call() throws Exception {
    try {
      return BadInput.orElse(spec, this::work);
    } finally {
      out().flush();
    }
  }

  final PrintWriter out() {
    return spec.commandLine().getOut();
  }

  final PrintWriter err() {
    return spec.commandLine().getErr();
  }

  /** Of keys that are read one by one. */
  final Progress progress(String work) {
    return Progress.counting(work, "keys", err());
  }
}
