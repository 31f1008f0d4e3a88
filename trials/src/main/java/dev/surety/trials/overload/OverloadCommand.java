package dev.surety.trials.overload;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code surety overload}. */
@Command(
    name = "overload",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description =
        "Even traffic, then one tenant that sends 90 %% of it, one that sends nine times as much"
            + " beside it, without and with a limit, then ten times as much of all; says what the"
            + " others notice, how long a burst takes to drain, and that nothing was lost. Exit code"
            + " 1 if anything was.")
public final class OverloadCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Option(
      names = "--rate",
      paramLabel = "N",
      defaultValue = "200",
      description = "Requests a second outside the burst (default: ${DEFAULT-VALUE}).")
  private double rate;

  @Option(
      names = "--seconds",
      paramLabel = "N",
      defaultValue = "30",
      description = "How long each phase lasts (default: ${DEFAULT-VALUE}).")
  private double seconds;

  @Option(
      names = "--seed",
      paramLabel = "N",
      defaultValue = "1",
      description = "Decides which tenant sends which request (default: ${DEFAULT-VALUE}).")
  private long seed;

  @Option(
      names = "--places",
      paramLabel = "N",
      defaultValue = "32",
      description =
          "So many requests of one tenant wait for their decision where it is held back, as with the"
              + " door's key.max-in-flight (default: ${DEFAULT-VALUE}).")
  private int places;

  @Option(
      names = "--summary",
      paramLabel = "FILE",
      description = "Write the figures there too, as JSON.")
  private Path summary;

  @Override
  public Integer call() throws Exception {
    if (!(rate >= 1 && rate <= 10_000) || !(seconds >= 1 && seconds <= 600) || places < 1) {
      throw new ParameterException(
          spec.commandLine(), "--rate takes 1 to 10000, --seconds 1 to 600, --places 1 and more");
    }
    OverloadSummary result = new OverloadRun(rate, seconds, seed, places).run();
    result.print(System.out);
    if (summary != null) {
      result.write(summary);
    }
    return result.nothingLost() ? 0 : 1;
  }
}
