package dev.surety.lab.evaluate;

import dev.surety.lab.SuretyLab;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine;

/** {@code surety evaluate} of policy surety on {@link TinyData}, and what it prints. */
final class TinyRun {

  private final StringWriter text = new StringWriter();
  private final StringWriter errors = new StringWriter();

  /** Returns the exit code. */
  int evaluate(Path folder, String... options) throws IOException {
    Path data = TinyData.write(folder);
    List<String> all =
        new ArrayList<>(List.of("evaluate", "--data=" + data, "--policies=surety", "--threads=1"));
    all.addAll(List.of(options));
    CommandLine line = SuretyLab.commandLine();
    line.setOut(new PrintWriter(text, true)).setErr(new PrintWriter(errors, true));
    return line.execute(all.toArray(String[]::new));
  }

  String text() {
    return text.toString();
  }

  String errors() {
    return errors.toString();
  }
}
