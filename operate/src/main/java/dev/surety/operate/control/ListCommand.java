package dev.surety.operate.control;

import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code surety control list}. */
@Command(
    name = "list",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description =
        "What the control topic puts in force now, what is announced, and what waits to be"
            + " confirmed.")
final class ListCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Mixin private ControlTopic topic;

  @Option(names = "--json", description = "The same as one JSON object.")
  private boolean json;

  @Override
  public Integer call() throws Exception {
    PrintWriter out = spec.commandLine().getOut();
    ControlInForce inForce = topic.read();
    long now = System.currentTimeMillis();
    if (json) {
      out.println(InForceJson.write(inForce, now));
    } else {
      InForceText.lines(inForce, now).forEach(out::println);
    }
    out.flush();
    return 0;
  }
}
