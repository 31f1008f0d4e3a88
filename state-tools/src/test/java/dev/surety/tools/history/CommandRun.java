package dev.surety.tools.history;

import dev.surety.output.terminal.PlainErrors;
import dev.surety.tools.state.StateCommand;
import java.io.PrintWriter;
import java.io.StringWriter;
import picocli.CommandLine;

/** A run of {@code surety state} as people and scripts meet it. */
public record CommandRun(int exit, String out, String err) {

  /** Executes it. */
  public static CommandRun of(Object... args) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    String[] texts = new String[args.length];
    for (int i = 0; i < args.length; i++) {
      texts[i] = args[i].toString();
    }
    int exit =
        PlainErrors.on(new CommandLine(new StateCommand()))
            .setOut(new PrintWriter(out, true))
            .setErr(new PrintWriter(err, true))
            .execute(texts);
    return new CommandRun(exit, out.toString(), err.toString());
  }
}
