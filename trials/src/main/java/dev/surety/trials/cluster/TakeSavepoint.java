package dev.surety.trials.cluster;

import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import org.apache.flink.api.common.JobStatus;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code surety savepoint}. */
@Command(
    name = "savepoint",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Takes a savepoint of a running job over Flink's REST interface, and prints its path: what"
          + " ./surety state reads, while Flink deletes checkpoints when it likes.",
      "In canonical form, which every state backend restores."
    })
public final class TakeSavepoint implements Callable<Integer> {

  /** Where Flink's REST interface is unless told otherwise. */
  static final String ADDRESS = "http://127.0.0.1:8081";

  @Spec private CommandSpec spec;

  @Parameters(
      arity = "0..1",
      paramLabel = "JOB_ID",
      description = "Which job; needed where more than one runs.")
  private String job;

  @Option(
      names = "--address",
      paramLabel = "URL",
      defaultValue = ADDRESS,
      description = "Flink's REST interface (default: ${DEFAULT-VALUE}).")
  private URI address;

  @Option(
      names = "--target",
      paramLabel = "PATH",
      description =
          "Folder on a file system that the cluster reaches (default: what the cluster has in"
              + " execution.checkpointing.savepoint-dir).")
  private String target;

  @Option(names = "--stop", description = "End the job with it.")
  private boolean stop;

  @Option(
      names = "--timeout-seconds",
      paramLabel = "N",
      defaultValue = "300",
      description = "How long to wait for it (default: ${DEFAULT-VALUE}).")
  private int seconds;

  @Override
  public Integer call() throws IOException {
    if (seconds < 1) {
      throw new ParameterException(
          spec.commandLine(), "--timeout-seconds takes a number of at least 1.");
    }
    FlinkRest rest = new FlinkRest(address);
    String id = job == null ? onlyOne(rest) : job;
    PrintWriter out = spec.commandLine().getOut();
    out.println(rest.savepoint(id, target, stop, Duration.ofSeconds(seconds)));
    out.flush();
    return 0;
  }

  private String onlyOne(FlinkRest rest) throws IOException {
    Set<String> known = new TreeSet<>(rest.knownJobs());
    List<String> running = new ArrayList<>();
    for (String id : known) {
      if (rest.job(id).status() == JobStatus.RUNNING) {
        running.add(id);
      }
    }
    if (running.size() != 1) {
      throw new IOException(
          running.isEmpty()
              ? "no job runs at " + address
              : "%d jobs run at %s, name one: %s"
                  .formatted(running.size(), address, String.join(", ", running)));
    }
    return running.get(0);
  }
}
