package dev.surety.trials.door;

import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code surety door-trial}. */
@Command(
    name = "door-trial",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description =
        "Many users of the front door at once, each reading streams; then says whether every answer"
            + " was whole, each request decided and booked once, and whether the door kept anything"
            + " open. Exit code 1 if not.")
public final class DoorTrialCommand implements Callable<Integer> {

  /** The door here closes connections to the upstream five seconds after their last use. */
  private static final Duration SETTLE = Duration.ofSeconds(60);

  @Spec private CommandSpec spec;

  @Option(
      names = "--clients",
      paramLabel = "N",
      defaultValue = "2000",
      description = "Users at once (default: ${DEFAULT-VALUE}).")
  private int clients;

  @Option(
      names = "--seconds",
      paramLabel = "N",
      defaultValue = "60",
      description = "How long they ask (default: ${DEFAULT-VALUE}).")
  private int seconds;

  @Option(
      names = "--token-ms",
      paramLabel = "N",
      defaultValue = "500",
      description = "Between two of the 20 words of an answer (default: ${DEFAULT-VALUE}).")
  private int tokenMillis;

  @Option(
      names = "--kill",
      description = "Then as long again, with a door that is killed halfway and started again.")
  private boolean kill;

  @Option(
      names = "--summary",
      paramLabel = "FILE",
      description = "Write the figures there too, as JSON.")
  private Path summary;

  @Override
  public Integer call() throws Exception {
    if (clients < 1 || clients > 20_000 || seconds < 1 || seconds > 3_600) {
      throw new ParameterException(
          spec.commandLine(), "--clients takes 1 to 20000, --seconds 1 to 3600");
    }
    if (tokenMillis < 1 || tokenMillis > 60_000) {
      throw new ParameterException(spec.commandLine(), "--token-ms takes 1 to 60000");
    }
    DoorTrialSummary result =
        new DoorTrial(
                clients,
                Duration.ofSeconds(seconds),
                tokenMillis,
                kill,
                SETTLE,
                spec.commandLine().getErr())
            .run();
    result.print(System.out);
    if (summary != null) {
      result.write(summary);
    }
    return result.passed() ? 0 : 1;
  }
}
