package dev.surety.trials.soak;

import dev.surety.trials.cluster.StateBackend;
import dev.surety.trials.cluster.WorkFolder;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code surety soak}. */
@Command(
    name = "soak",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description =
        "Kills the processes of a real installation on this machine again and again while users are"
            + " served (TaskManagers, the JobManager, the Kafka broker; SIGKILL at random moments),"
            + " then accounts for every request, feedback record and cent. Takes about 15 seconds a"
            + " kill. Exit code 1 if anything is lost.")
public final class SoakCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Option(
      names = "--kills",
      paramLabel = "N",
      defaultValue = "100",
      description = "A third of each kind of process (default: ${DEFAULT-VALUE}).")
  private int kills;

  @Option(
      names = "--seed",
      paramLabel = "N",
      defaultValue = "1",
      description = "Decides who is killed when, and the traffic (default: ${DEFAULT-VALUE}).")
  private long seed;

  @Option(
      names = "--state-backend",
      paramLabel = "NAME",
      defaultValue = "hashmap",
      description = "hashmap or rocksdb (default: ${DEFAULT-VALUE}).")
  private String stateBackend;

  @Option(
      names = "--rate",
      paramLabel = "N",
      defaultValue = "40",
      description = "Requests a second (default: ${DEFAULT-VALUE}).")
  private double rate;

  @Option(
      names = "--summary",
      paramLabel = "FILE",
      description = "Write the summary there too, as JSON.")
  private Path summary;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description =
          "Keep logs, topics, journal, checkpoints and savepoints there; an empty or new folder"
              + " (default: a temporary one that is removed unless something is lost).")
  private Path out;

  @Override
  public Integer call() throws Exception {
    StateBackend backend = check();
    WorkFolder work = folder();
    Path folder = work.path();
    PrintStream print = System.out;
    boolean whole = false;
    try {
      SoakSummary result;
      print.println("Starting ZooKeeper, broker, JobManager and 2 TaskManagers; files: " + folder);
      try (Site site = Site.start(repository(), folder, backend)) {
        print.println("Flink:   " + site.rest().address());
        result = new SoakRun(kills, seed, backend, rate).on(site, folder, print::println);
      }
      result.lines().forEach(print::println);
      if (summary != null) {
        result.write(summary);
      }
      whole = result.nothingLost();
      if (!whole) {
        System.err.println("surety soak: something is lost or doubled; all files are in " + folder);
      }
      return whole ? 0 : 1;
    } finally {
      if (whole) {
        work.deleteIfTemporary();
      }
    }
  }

  private StateBackend check() {
    require(kills >= 1, "--kills takes a number of at least 1, not " + kills);
    require(rate > 0 && rate <= 1000, "--rate takes a number above 0, at most 1000, not " + rate);
    for (StateBackend backend : StateBackend.values()) {
      if (backend.name().equalsIgnoreCase(stateBackend)) {
        return backend;
      }
    }
    throw bad("--state-backend takes hashmap or rocksdb, not " + stateBackend);
  }

  private WorkFolder folder() throws IOException {
    try {
      return WorkFolder.open(out, "surety-soak-");
    } catch (IllegalArgumentException e) {
      throw bad("--out " + e.getMessage());
    }
  }

  /** The launcher says where the repository is, whose build has the jars of the cluster. */
  private static Path repository() {
    return Path.of(System.getProperty("surety.home", "."));
  }

  private void require(boolean fine, String message) {
    if (!fine) {
      throw bad(message);
    }
  }

  private ParameterException bad(String message) {
    return new ParameterException(spec.commandLine(), message);
  }
}
