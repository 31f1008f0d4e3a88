package dev.surety.trials.soak;

import dev.surety.demo.run.LiveWorkload;
import dev.surety.trials.cluster.ClassData;
import dev.surety.trials.cluster.ClusterSettings;
import dev.surety.trials.cluster.StateBackend;
import dev.surety.trials.cluster.WorkFolder;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.UnaryOperator;
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
      description = "As many of each kind of process (default: ${DEFAULT-VALUE}).")
  private int kills;

  @Option(
      names = "--seed",
      paramLabel = "N",
      defaultValue = "1",
      description = "Decides who is killed when, and the traffic (default: ${DEFAULT-VALUE}).")
  private long seed;

  @Option(
      names = "--victims",
      paramLabel = "KIND",
      split = ",",
      defaultValue = "task-manager,job-manager,broker",
      description =
          "What is killed: task-manager, job-manager, broker, or some of them with commas (default:"
              + " ${DEFAULT-VALUE}).")
  private List<String> victims;

  @Option(
      names = "--class-data",
      negatable = true,
      defaultValue = "true",
      fallbackValue = "true",
      description =
          "JVMs of Flink start from class data, as they do in the image; made first, in half a"
              + " minute (default: ${DEFAULT-VALUE}).")
  private boolean classData;

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
      names = "--tenants",
      paramLabel = "N",
      defaultValue = "" + LiveWorkload.TENANTS,
      description =
          "Tenants; five or more learn from each other, and the versions of what they have learned"
              + " are accounted for, too (default: ${DEFAULT-VALUE}).")
  private int tenants;

  @Option(
      names = "--judge",
      description =
          "Promises name a judge, one user in ten speaks, and labels are bought where they are worth"
              + " their price; what came of that is accounted for, too.")
  private boolean judged;

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
    Set<Victim> kinds = victims();
    WorkFolder work = folder();
    Path folder = work.path();
    PrintStream print = System.out;
    boolean whole = false;
    try {
      SoakSummary result;
      UnaryOperator<ClusterSettings> taste =
          classData ? ClassData.madeIn(folder.resolve("class-data")) : settings -> settings;
      print.println("Starting ZooKeeper, broker, JobManager and 2 TaskManagers; files: " + folder);
      try (Site site = Site.start(repository(), folder, backend, taste)) {
        print.println("Flink:   " + site.rest().address());
        result =
            new SoakRun(kills, seed, backend, rate, kinds, tenants, judged)
                .on(site, folder, print::println);
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
    require(tenants >= 1 && tenants <= 1000, "--tenants takes 1 to 1000, not " + tenants);
    require(rate > 0 && rate <= 1000, "--rate takes a number above 0, at most 1000, not " + rate);
    for (StateBackend backend : StateBackend.values()) {
      if (backend.name().equalsIgnoreCase(stateBackend)) {
        return backend;
      }
    }
    throw bad("--state-backend takes hashmap or rocksdb, not " + stateBackend);
  }

  private Set<Victim> victims() {
    Set<Victim> kinds = EnumSet.noneOf(Victim.class);
    for (String name : victims) {
      kinds.add(
          Victim.named(name)
              .orElseThrow(
                  () -> bad("--victims takes task-manager, job-manager and broker, not " + name)));
    }
    return kinds;
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
