package dev.surety.trials.cluster;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * What a {@link StandaloneCluster} shall be.
 *
 * @param workFolder made absolute; configuration, logs and temporary files go here, and checkpoints
 *     and savepoints unless they are sent elsewhere
 * @param flink the jars to run
 * @param taskManagers how many are started, 1 or more
 * @param slots of each TaskManager, 1 or more
 * @param configuration Flink's, put over what the cluster chooses by itself: high availability,
 *     memory, reporters
 * @param application what the JobManager runs by itself, once (application mode); empty for one
 *     that jobs are submitted to
 */
public record ClusterSettings(
    Path workFolder,
    FlinkJars flink,
    int taskManagers,
    int slots,
    Map<String, String> configuration,
    Optional<JarRun> application) {

  private static final Pattern KEY = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]*");

  public ClusterSettings {
    workFolder = workFolder.toAbsolutePath().normalize();
    configuration = Map.copyOf(configuration);
    requireAtLeastOne("taskManagers", taskManagers);
    requireAtLeastOne("slots", slots);
    for (String key : configuration.keySet()) {
      if (!KEY.matcher(key).matches()) {
        throw new IllegalArgumentException("'" + key + "' is no key of Flink's configuration");
      }
    }
  }

  /** Two TaskManagers of two slots, state on the heap, a checkpoint every second. */
  public static ClusterSettings in(Path workFolder, FlinkJars flink) {
    return new ClusterSettings(workFolder, flink, 2, 2, Map.of(), Optional.empty());
  }

  public ClusterSettings withTaskManagers(int count, int slotsOfEach) {
    return new ClusterSettings(workFolder, flink, count, slotsOfEach, configuration, application);
  }

  ClusterSettings withWorkFolder(Path folder) {
    return new ClusterSettings(folder, flink, taskManagers, slots, configuration, application);
  }

  /** What was set of Flink's configuration; empty for what was not. */
  String get(String key) {
    return configuration.getOrDefault(key, "");
  }

  /** One more entry of Flink's configuration; the last of a key counts. */
  public ClusterSettings with(String key, String value) {
    Map<String, String> more = new TreeMap<>(configuration);
    more.put(key, value);
    return new ClusterSettings(workFolder, flink, taskManagers, slots, more, application);
  }

  /**
   * Application mode, as the Kubernetes operator and {@code standalone-job.sh} have it: each
   * JobManager that comes to lead runs the program's main, the first and all that replace it. The
   * JobManager outlives the job, so that one can ask what became of it.
   *
   * @param run its main class, which must be among the jars, arguments and parallelism
   */
  public ClusterSettings withApplication(JarRun run) {
    return new ClusterSettings(
            workFolder, flink, taskManagers, slots, configuration, Optional.of(run))
        .with("parallelism.default", String.valueOf(run.parallelism()))
        .with("execution.shutdown-on-application-finish", "false");
  }

  /** One more jar before Flink's own, as in {@code lib} of a distribution. */
  public ClusterSettings withJar(Path jar) {
    return new ClusterSettings(
        workFolder, flink.withJob(jar), taskManagers, slots, configuration, application);
  }

  /**
   * Processes that start sooner and run slower, where neither is the subject: one compiler, and
   * nobody checks what javac has written into the jars.
   */
  public ClusterSettings quickToStart() {
    return with(
        "env.java.opts.all", (get("env.java.opts.all") + " " + ChildJvm.QUICK_START).strip());
  }

  public ClusterSettings withStateBackend(StateBackend backend) {
    return with("state.backend.type", backend.name().toLowerCase(Locale.ROOT));
  }

  public ClusterSettings withSavepointFolder(Path folder) {
    return with("execution.checkpointing.savepoint-dir", uri(folder));
  }

  /** Of jobs that don't set it themselves; Flink takes 10 ms or more. */
  public ClusterSettings withCheckpointInterval(Duration interval) {
    return with("execution.checkpointing.interval", interval.toMillis() + " ms");
  }

  /**
   * Jobs outlive their JobManager: who leads and where state lies is in ZooKeeper, the rest in the
   * folder.
   */
  public ClusterSettings withHighAvailability(ZooKeeperProcess zooKeeper, Path folder) {
    return with("high-availability.type", "zookeeper")
        .with("high-availability.zookeeper.quorum", zooKeeper.address())
        .with("high-availability.storageDir", uri(folder))
        .with("high-availability.cluster-id", "/surety")
        // How long a dead leader keeps others from leading.
        .with("high-availability.zookeeper.client.session-timeout", "4 s")
        .with("high-availability.zookeeper.client.connection-timeout", "4 s");
  }

  private static String uri(Path folder) {
    return folder.toAbsolutePath().normalize().toUri().toString();
  }

  private static void requireAtLeastOne(String name, int value) {
    if (value < 1) {
      throw new IllegalArgumentException(name + " must be 1 or more, not " + value);
    }
  }
}
