package dev.surety.trials.drill;

import dev.surety.operate.control.ControlCommand;
import dev.surety.operate.deadletters.DeadLettersCommand;
import dev.surety.operate.status.StatusCommand;
import dev.surety.output.terminal.Commands;
import dev.surety.tools.audit.AuditCommand;
import dev.surety.tools.journal.JournalCommand;
import dev.surety.tools.state.StateCommand;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine;

/** {@code ./surety}, typed by the operator. */
interface TypedCommands {

  /** Runs one to its end, its words apart. */
  Said type(String... words) throws IOException, InterruptedException;

  /** The launcher of the repository: what people type, in a process of its own. */
  static TypedCommands launcher(Path repository) {
    return words -> {
      List<String> command =
          new ArrayList<>(List.of(repository.resolve("surety").toAbsolutePath().toString()));
      command.addAll(List.of(words));
      Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
      process.getOutputStream().close();
      String text =
          new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
      if (!process.waitFor(1, TimeUnit.MINUTES)) {
        process.destroyForcibly();
        throw new IOException("./surety " + String.join(" ", words) + " does not end");
      }
      return new Said(process.exitValue(), text);
    };
  }

  /** The same commands in this JVM, where the launcher's build is not to be waited for. */
  static TypedCommands here() {
    return words -> {
      StringWriter text = new StringWriter();
      PrintWriter out = new PrintWriter(text, true);
      CommandLine surety =
          Commands.of(
                  "in a drill",
                  List.of(
                      StateCommand.class,
                      AuditCommand.class,
                      JournalCommand.class,
                      ControlCommand.class,
                      StatusCommand.class,
                      DeadLettersCommand.class))
              .setOut(out)
              .setErr(out);
      int exit = Commands.run(surety, words);
      return new Said(exit, text.toString().strip());
    };
  }
}
