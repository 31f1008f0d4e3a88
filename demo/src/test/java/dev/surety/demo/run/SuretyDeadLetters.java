package dev.surety.demo.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.surety.operate.deadletters.DeadLettersCommand;
import dev.surety.output.terminal.PlainErrors;
import java.io.PrintWriter;
import java.io.StringWriter;
import picocli.CommandLine;

/** {@code ./surety dead-letters} in this JVM. */
final class SuretyDeadLetters {

  private SuretyDeadLetters() {}

  /** What it prints when all goes well. */
  static String run(String... args) {
    StringWriter text = new StringWriter();
    assertThat(run(new PrintWriter(text, true), args)).as(text.toString()).isZero();
    return text.toString();
  }

  /** The exit code; all that is printed goes to {@code out}. */
  static int run(PrintWriter out, String... args) {
    return PlainErrors.on(
            new CommandLine(new DeadLettersCommand()).setCaseInsensitiveEnumValuesAllowed(true))
        .setOut(out)
        .setErr(out)
        .execute(args);
  }
}
