package dev.surety.operate.control;

import dev.surety.output.terminal.BadInput;
import dev.surety.wire.json.ControlFile;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
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

  @Option(
      names = "--touch",
      description =
          "Send what the topic has already, too: the sign of life of a feed whose prices have not"
              + " changed. It changes nothing else.")
  private boolean touch;

  @Mixin private Publication publication;

  @Override
  public Integer call() throws Exception {
    return BadInput.orElse(
        spec,
        () -> {
          List<ControlFile.Line> lines = new ArrayList<>();
          files.forEach(file -> lines.addAll(ControlFile.lines(file)));
          return publication.publish(touch, (inForce, now) -> lines);
        });
  }
}
