package dev.surety.trials.cluster;

import dev.surety.output.terminal.BadFile;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code surety cluster start|submit|stop}. */
@Command(
    name = "cluster",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description =
        "A Flink cluster on this machine, from the jars of the build: processes of their own on"
            + " loopback, which go on when the command ends.")
public final class ClusterCommand implements Runnable {

  private static final Duration TO_START = Duration.ofMinutes(3);
  private static final int HIGHEST_PORT = 65_535;

  @Spec private CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "Say start, submit or stop.");
  }

  @Command(
      name = "start",
      mixinStandardHelpOptions = true,
      sortOptions = false,
      description =
          "Starts a JobManager and TaskManagers, and returns once all slots are offered. Settings"
              + " are those of configs/production/flink-config.yaml, on a small heap.")
  int start(
      @Option(
              names = "--dir",
              required = true,
              paramLabel = "DIR",
              description = "For configuration, logs, checkpoints and savepoints.")
          Path dir,
      @Option(
              names = "--port",
              paramLabel = "PORT",
              defaultValue = "8081",
              description = "Of Flink's REST interface and pages (default: ${DEFAULT-VALUE}).")
          int port,
      @Option(
              names = "--kafka-port",
              paramLabel = "PORT",
              description = "Start a Kafka broker too, on this port; its records are in DIR/kafka.")
          Integer kafkaPort,
      @Option(
              names = "--task-managers",
              paramLabel = "N",
              defaultValue = "1",
              description = "How many (default: ${DEFAULT-VALUE}).")
          int taskManagers,
      @Option(
              names = "--slots",
              paramLabel = "N",
              defaultValue = "2",
              description = "Of each TaskManager (default: ${DEFAULT-VALUE}).")
          int slots,
      @Option(
              names = "--set",
              paramLabel = "KEY=VALUE",
              description =
                  "An option of Flink, as often as you like, such as"
                      + " taskmanager.memory.task.heap.size=1g.")
          Map<String, String> flink)
      throws IOException {
    requirePort("--port", port);
    requirePort("--kafka-port", kafkaPort == null ? port : kafkaPort);
    ClusterSettings settings;
    try {
      settings =
          new ClusterSettings(
              dir,
              FlinkJars.ofBuild(home()),
              taskManagers,
              slots,
              flink == null ? Map.of() : flink,
              Optional.empty());
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), e.getMessage(), e);
    }
    DetachedCluster cluster = DetachedCluster.start(settings, port, TO_START);
    if (kafkaPort != null) {
      line("Kafka:         %s", DetachedCluster.startBroker(dir, kafkaPort, TO_START));
    }
    line("Flink:         %s, %d slots", cluster.address(), taskManagers * slots);
    line("Configuration: %s (FLINK_CONF_DIR of Flink's own commands)", cluster.configuration());
    line("Stop it with:  ./surety cluster stop --dir %s", dir);
    return 0;
  }

  @Command(
      name = "submit",
      mixinStandardHelpOptions = true,
      sortOptions = false,
      description = {
        "Starts the router on a cluster, and returns once it runs everywhere.",
        "What follows -- are options of the job, as docs/configuration.md has them."
      })
  int submit(
      @Option(
              names = "--address",
              paramLabel = "URL",
              defaultValue = TakeSavepoint.ADDRESS,
              description = "Flink's REST interface (default: ${DEFAULT-VALUE}).")
          URI address,
      @Option(
              names = "--parallelism",
              paramLabel = "N",
              defaultValue = "2",
              description = "At most as many as there are slots (default: ${DEFAULT-VALUE}).")
          int parallelism,
      @Option(
              names = "--from",
              paramLabel = "PATH",
              description = "A savepoint or retained checkpoint to go on from.")
          String from,
      @Parameters(arity = "0..*", paramLabel = "OPTION", description = "Options of the job.")
          List<String> options)
      throws IOException {
    if (parallelism < 1) {
      throw new ParameterException(
          spec.commandLine(), "--parallelism takes a number of at least 1.");
    }
    FlinkRest rest = new FlinkRest(address);
    JarRun run = JarRun.of(options == null ? List.of() : options).withParallelism(parallelism);
    String job = rest.run(rest.uploadJar(jobJar()), from == null ? run : run.from(from));
    rest.awaitRunning(job, TO_START);
    line("Job %s runs: %s/#/job/%s/overview", job, address, job);
    return 0;
  }

  @Command(
      name = "stop",
      mixinStandardHelpOptions = true,
      sortOptions = false,
      description = {
        "Ends the processes that start has left. Jobs end with them, without a savepoint: take one"
            + " first (surety savepoint --stop).",
        "Their checkpoints stay."
      })
  int stop(
      @Option(names = "--dir", required = true, paramLabel = "DIR", description = "As for start.")
          Path dir)
      throws IOException {
    BadFile.requireFolder(dir, "give the one that 'cluster start' was given");
    int ended = DetachedCluster.processes(dir).stop();
    line(ended == 0 ? "Nothing runs that was started in %2$s." : "%d processes ended.", ended, dir);
    return 0;
  }

  private void requirePort(String option, int port) {
    if (port < 1 || port > HIGHEST_PORT) {
      throw new ParameterException(
          spec.commandLine(), option + " takes a number from 1 to " + HIGHEST_PORT + ".");
    }
  }

  private static Path home() {
    return Path.of(System.getProperty("surety.home", "."));
  }

  /** What the build of the module job leaves for clusters. */
  private static Path jobJar() throws IOException {
    Path folder = home().resolve("job/target");
    if (Files.isDirectory(folder)) {
      try (Stream<Path> files = Files.list(folder)) {
        var jar =
            files
                .filter(file -> file.getFileName().toString().matches("surety-job-\\d.*\\.jar"))
                .findFirst();
        if (jar.isPresent()) {
          return jar.get();
        }
      }
    }
    throw new IOException(
        "there is no jar of the job in "
            + folder
            + "; ./mvnw -pl job -am package -DskipTests makes it");
  }

  private void line(String format, Object... arguments) {
    PrintWriter out = spec.commandLine().getOut();
    out.printf(format + "%n", arguments);
    out.flush();
  }
}
