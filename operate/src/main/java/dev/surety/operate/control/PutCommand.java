package dev.surety.operate.control;

import dev.surety.output.terminal.BadInput;
import dev.surety.wire.json.ControlFile;
import java.io.Console;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code surety control put}. */
@Command(
    name = "put",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Checks control records as the job does, shows what they change, and publishes them.",
      "All of a file or nothing: one record that can't be put in force stops it. What the topic"
          + " has already is not sent again."
    })
final class PutCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Parameters(
      arity = "1..*",
      paramLabel = "FILE",
      description = "One JSON object a line; lines that begin with # are for people.")
  private List<Path> files;

  @Mixin private ControlTopic topic;

  @Option(names = "--dry-run", description = "Show what would change, and publish nothing.")
  private boolean dryRun;

  @Option(names = "--yes", description = "Publish without asking.")
  private boolean yes;

  @Override
  public Integer call() throws Exception {
    return BadInput.orElse(spec, this::put);
  }

  private int put() throws Exception {
    List<ControlFile.Line> lines = new ArrayList<>();
    files.forEach(file -> lines.addAll(ControlFile.lines(file)));
    topic.check();
    ChangePlan plan = ChangePlan.of(topic.read(), lines, System.currentTimeMillis());
    PrintWriter out = spec.commandLine().getOut();
    ChangeText.lines(plan).forEach(out::println);
    out.flush();
    int count = plan.toPublish().size();
    if (count == 0) {
      out.println("Nothing to publish.");
    } else if (dryRun) {
      out.printf("%,d to publish; --dry-run: nothing is sent.%n", count);
    } else if (isWanted(count)) {
      topic.publish(plan.toPublish());
      out.printf("Published %,d on topic '%s', acknowledged.%n", count, topic.name());
    } else {
      out.println("Nothing is sent.");
    }
    out.flush();
    return 0;
  }

  private boolean isWanted(int count) {
    if (yes) {
      return true;
    }
    Console console = System.console();
    if (console == null) {
      throw new ParameterException(
          spec.commandLine(), "Nobody can be asked here; add --yes to publish, or --dry-run.");
    }
    String answer = console.readLine("Publish %,d on topic '%s'? [y/N] ", count, topic.name());
    return answer != null && answer.strip().toLowerCase(Locale.ROOT).matches("y|yes");
  }
}
