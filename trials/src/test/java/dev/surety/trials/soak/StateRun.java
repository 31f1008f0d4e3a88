package dev.surety.trials.soak;

import static org.assertj.core.api.Assertions.assertThat;

import dev.surety.tools.state.StateCommand;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
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

  /** A history decided anew under another policy, into a savepoint like the one it is taken on. */
  static void reprocess(Path journal, String on, Path out) {
    StateRun done =
        of("reprocess", "--journal=" + journal, "--on=" + on, "--policy=mess-plus", "--out=" + out);
    assertThat(done.exit()).describedAs(done.said()).isZero();
  }
}
