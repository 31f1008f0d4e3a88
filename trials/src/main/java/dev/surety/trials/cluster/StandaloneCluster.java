package dev.surety.trials.cluster;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A standalone Flink cluster on 127.0.0.1: one JobManager and some TaskManagers, each a JVM of its
 * own that can be killed as a crash would. It notices a death after 4 seconds of silence and starts
 * jobs again at once, unless the settings say otherwise.
 *
 * <p>For one thread. A process that ends by itself at start is reported with the end of its log.
 */
public final class StandaloneCluster implements AutoCloseable {

  private static final String JOB_MANAGER = "jobmanager";
  private static final Duration START_TIMEOUT = Duration.ofSeconds(180);
  private static final Duration STOP_TIMEOUT = Duration.ofSeconds(10);

  private final ClusterFolder folder;
  private final FlinkCommands commands;
  private final FlinkRest rest;
  private final int slots;
  private final List<ChildJvm> taskManagers = new ArrayList<>();
  private ChildJvm jobManager;

  private StandaloneCluster(ClusterSettings settings) throws IOException {
    LoopbackAddresses addresses = LoopbackAddresses.free();
    Map<String, String> configuration = ClusterConfiguration.of(settings, addresses);
    this.folder = ClusterFolder.create(settings.workFolder(), configuration);
    this.commands = new FlinkCommands(settings, folder, configuration);
    this.rest = new FlinkRest(addresses.rest());
    this.slots = settings.slots();
  }

  /**
   * Starts all processes and returns once every slot is offered.
   *
   * @throws IOException if a process ends, or the slots aren't there after 3 minutes
   */
  public static StandaloneCluster start(ClusterSettings settings) throws IOException {
    StandaloneCluster cluster = new StandaloneCluster(settings);
    try {
      cluster.launchJobManager();
      for (int i = 0; i < settings.taskManagers(); i++) {
        cluster.launchTaskManager();
      }
      cluster.awaitSlots();
      return cluster;
    } catch (IOException | RuntimeException e) {
      cluster.closeAfter(e);
      throw e;
    }
  }

  /** Talks to this cluster; stays valid when the JobManager is started again. */
  public FlinkRest rest() {
    return rest;
  }

  /** Where Flink's REST interface and pages are. */
  public URI address() {
    return rest.address();
  }

  /** The folder with {@code config.yaml}: {@code FLINK_CONF_DIR} of Flink's own tools. */
  public Path configurationFolder() {
    return folder.configuration();
  }

  /** How many TaskManagers were ever started; their indices are below it. */
  public int taskManagersStarted() {
    return taskManagers.size();
  }

  /** The name under which {@link FlinkRest#taskManagers} lists a TaskManager. */
  public String taskManagerName(int index) {
    return taskManagers.get(index).name();
  }

  /** SIGKILL. The cluster doesn't know yet when this returns. */
  public void killTaskManager(int index) throws IOException {
    taskManagers.get(index).kill();
  }

  /** One more TaskManager; returns its index once its slots are offered. */
  public int startTaskManager() throws IOException {
    launchTaskManager();
    awaitSlots();
    return taskManagers.size() - 1;
  }

  /** SIGKILL. Without high availability the jobs are gone, and their checkpoints stay. */
  public void killJobManager() throws IOException {
    jobManager.kill();
  }

  /**
   * Starts a JobManager at the same address and returns once all living TaskManagers offer their
   * slots to it.
   */
  public void startJobManager() throws IOException {
    if (jobManager.isAlive()) {
      throw new IllegalStateException("The JobManager runs; kill it first.");
    }
    launchJobManager();
    awaitSlots();
  }

  /** Bytes in the log of all JobManagers there were. */
  public long loggedByJobManagers() throws IOException {
    return Files.size(folder.log(JOB_MANAGER));
  }

  /** Ends all processes: SIGTERM, and SIGKILL for what is there 10 seconds later. */
  @Override
  public void close() throws IOException {
    List<ChildJvm> all = new ArrayList<>(taskManagers);
    if (jobManager != null) {
      all.add(jobManager);
    }
    all.forEach(ChildJvm::askToStop);
    IOException failure = null;
    for (ChildJvm process : all) {
      try {
        process.awaitStop(STOP_TIMEOUT);
      } catch (IOException e) {
        if (failure == null) {
          failure = e;
        } else {
          failure.addSuppressed(e);
        }
      }
    }
    if (failure != null) {
      throw failure;
    }
  }

  private void launchJobManager() throws IOException {
    jobManager =
        ChildJvm.start(
            JOB_MANAGER, commands.jobManager(JOB_MANAGER), folder.root(), folder.log(JOB_MANAGER));
  }

  private void launchTaskManager() throws IOException {
    String name = "taskmanager-" + taskManagers.size();
    taskManagers.add(
        ChildJvm.start(name, commands.taskManager(name), folder.root(), folder.log(name)));
  }

  /** Slots are listed a little later than the TaskManager that has them. */
  private void awaitSlots() throws IOException {
    List<ChildJvm> expected = taskManagers.stream().filter(ChildJvm::isAlive).toList();
    Set<String> names = expected.stream().map(ChildJvm::name).collect(Collectors.toSet());
    Poll.until(
        "Slots of " + names,
        START_TIMEOUT,
        () -> {
          jobManager.requireAlive();
          for (ChildJvm taskManager : expected) {
            taskManager.requireAlive();
          }
          return rest.taskManagers();
        },
        seen -> offering(seen).containsAll(names));
  }

  private Set<String> offering(List<RegisteredWorker> seen) {
    Set<String> names = new HashSet<>();
    for (RegisteredWorker taskManager : seen) {
      if (taskManager.slots() >= slots) {
        names.add(taskManager.id());
      }
    }
    return names;
  }

  private void closeAfter(Exception cause) {
    try {
      close();
    } catch (IOException e) {
      cause.addSuppressed(e);
    }
  }
}
