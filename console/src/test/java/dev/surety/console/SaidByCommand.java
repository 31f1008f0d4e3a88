package dev.surety.console;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import picocli.CommandLine;

/** What a command line of {@code ./surety} came to, run here. */
record SaidByCommand(int exit, String out, String err) {

  static SaidByCommand of(CommandLine surety, List<String> words) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    surety.setOut(new PrintWriter(out, true)).setErr(new PrintWriter(err, true));
    int exit = surety.execute(words.toArray(String[]::new));
    return new SaidByCommand(exit, out.toString(), err.toString());
  }
}
