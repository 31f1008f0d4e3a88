package dev.surety.tools.journal;

import dev.surety.output.terminal.BadInput;
import java.util.concurrent.Callable;
import org.apache.flink.core.fs.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code surety journal list}. Exit codes: 0 done, 1 the work failed, 2 bad usage. */
@Command(
    name = "list",
    mixinStandardHelpOptions = true,
    description =
        "Prints the files whose rows count, one a line: what to give to a reader that knows nothing"
            + " of joined files.")
final class ListFilesCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;
  @Mixin private JournalOption journal;

  @Override
  public Integer call() throws Exception {
    return BadInput.orElse(spec, this::list);
  }

  private int list() {
    for (Path file : journal.files().paths()) {
      spec.commandLine().getOut().println(file);
    }
    spec.commandLine().getOut().flush();
    return 0;
  }
}
