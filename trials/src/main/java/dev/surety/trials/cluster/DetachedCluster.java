package dev.surety.trials.cluster;

import dev.surety.demo.kafka.EmbeddedKafkaMain;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A standalone cluster on 127.0.0.1 that goes on when this JVM ends. */
record DetachedCluster(URI address, Path configuration) {

  private static final int TAIL_LINES = 25;

  /** The processes that were started with a work folder. */
  static DetachedProcesses processes(Path workFolder) {
    return new DetachedProcesses(workFolder.toAbsolutePath().normalize().resolve("processes"));
  }

  /**
   * Starts all processes and returns once every slot is offered.
   *
   * @param port of the REST interface
   * @throws IOException if the port is taken, a cluster runs in the folder, a process ends, or the
   *     slots aren't there in time; then nothing is left running
   */
  static DetachedCluster start(ClusterSettings settings, int port, Duration limit)
      throws IOException {
    DetachedProcesses processes = processes(settings.workFolder());
    if (!processes.living().isEmpty()) {
      throw new IOException(
          "a cluster runs in %s; ./surety cluster stop --dir %1$s ends it"
              .formatted(settings.workFolder()));
    }
    requireFree(port);
    LoopbackAddresses free = LoopbackAddresses.free();
    LoopbackAddresses addresses = new LoopbackAddresses(free.rpcPort(), port, free.blobPort());
    Map<String, String> configuration = ClusterConfiguration.of(settings, addresses);
    ClusterFolder folder = ClusterFolder.create(settings.workFolder(), configuration);
    FlinkCommands commands = new FlinkCommands(settings, folder, configuration);
    Files.deleteIfExists(settings.workFolder().resolve("processes"));
    try {
      List<ProcessHandle> started = new ArrayList<>();
      List<Path> logs = new ArrayList<>();
      for (int i = -1; i < settings.taskManagers(); i++) {
        String name = i < 0 ? "jobmanager" : "taskmanager-" + i;
        List<String> arguments = i < 0 ? commands.jobManager(name) : commands.taskManager(name);
        logs.add(folder.log(name));
        started.add(processes.start(arguments, folder.root(), folder.log(name)));
      }
      awaitSlots(settings, new FlinkRest(addresses.rest()), started, logs, limit);
      return new DetachedCluster(addresses.rest(), folder.configuration());
    } catch (IOException | RuntimeException e) {
      try {
        processes.stop();
      } catch (IOException left) {
        e.addSuppressed(left);
      }
      throw e;
    }
  }

  /**
   * A Kafka broker beside it, of the kind that the demo has, with its records in the work folder.
   *
   * @throws IOException if the port is taken or the broker isn't ready in time; then nothing of the
   *     cluster is left running either
   */
  static String startBroker(Path workFolder, int port, Duration limit) throws IOException {
    DetachedProcesses processes = processes(workFolder);
    Path root = workFolder.toAbsolutePath().normalize();
    Path log = root.resolve("log/kafka.log");
    try {
      requireFree(port);
      Files.deleteIfExists(log);
      List<String> arguments =
          ChildJvm.quickToStart(
              "-Xmx512m",
              "-cp",
              System.getProperty("java.class.path"),
              EmbeddedKafkaMain.class.getName(),
              String.valueOf(port),
              root.resolve("kafka").toString());
      ProcessHandle broker = processes.start(arguments, root, log);
      Poll.until(
          "Kafka",
          limit,
          () -> {
            if (!broker.isAlive()) {
              throw new IOException("Kafka ended at its start. The end of its log:\n" + tail(log));
            }
            return Files.readString(log);
          },
          said -> said.contains("ready "));
      return LoopbackAddresses.HOST + ":" + port;
    } catch (IOException | RuntimeException e) {
      processes.stop();
      throw e;
    }
  }

  private static void awaitSlots(
      ClusterSettings settings,
      FlinkRest rest,
      List<ProcessHandle> started,
      List<Path> logs,
      Duration limit)
      throws IOException {
    int wanted = settings.taskManagers() * settings.slots();
    Poll.until(
        wanted + " slots",
        limit,
        () -> {
          for (int i = 0; i < started.size(); i++) {
            if (!started.get(i).isAlive()) {
              throw new IOException(
                  "a process ended at its start. The end of its log %s:%n%s"
                      .formatted(logs.get(i), tail(logs.get(i))));
            }
          }
          return rest.taskManagers().stream().mapToInt(RegisteredWorker::slots).sum();
        },
        seen -> seen >= wanted);
  }

  private static String tail(Path log) throws IOException {
    List<String> lines = Files.readAllLines(log);
    return String.join("\n", lines.subList(Math.max(0, lines.size() - TAIL_LINES), lines.size()));
  }

  private static void requireFree(int port) throws IOException {
    try (ServerSocket socket =
        new ServerSocket(port, 1, InetAddress.getByName(LoopbackAddresses.HOST))) {
      socket.setReuseAddress(true);
    } catch (IOException e) {
      throw new IOException("port " + port + " is taken; name another with --port", e);
    }
  }
}
