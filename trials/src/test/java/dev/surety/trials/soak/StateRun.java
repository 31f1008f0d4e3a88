package dev.surety.trials.soak;

import dev.surety.tools.state.StateCommand;
import java.io.PrintWriter;
import java.io.StringWriter;
import picocli.CommandLine;

/** What became of a {@code ./surety state} command; its progress goes to the log of the test. */
record StateRun(int exit, String said) {

  static StateRun of(String... arguments) {
    StringWriter said = new StringWriter();
    int exit =
        new CommandLine(new StateCommand())
            .setOut(new PrintWriter(said, true))
            .setErr(new PrintWriter(System.out, true))
            .execute(arguments);
    return new StateRun(exit, said.toString());
  }
}
