package dev.surety.trials.soak;

import dev.surety.trials.cluster.BrokerProcess;
import dev.surety.trials.cluster.ClusterSettings;
import dev.surety.trials.cluster.FlinkJars;
import dev.surety.trials.cluster.FlinkRest;
import dev.surety.trials.cluster.JarRun;
import dev.surety.trials.cluster.RegisteredWorker;
import dev.surety.trials.cluster.StandaloneCluster;
import dev.surety.trials.cluster.StateBackend;
import dev.surety.trials.cluster.ZooKeeperProcess;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;

/**
 * The processes of a small installation on 127.0.0.1, each in a JVM of its own: ZooKeeper, a Kafka
 * broker, a JobManager that another can replace, two TaskManagers.
 */
public final class Site implements Premises, AutoCloseable {

  private static final Duration LIMIT = Duration.ofMinutes(5);

  private final ZooKeeperProcess zooKeeper;
  private final BrokerProcess broker;
  private final StandaloneCluster cluster;
  private final Path folder;
  private final FlinkJars flink;
  private final Path jar;

  private Site(
      ZooKeeperProcess zooKeeper,
      BrokerProcess broker,
      StandaloneCluster cluster,
      Path folder,
      FlinkJars flink,
      Path jar) {
    this.zooKeeper = zooKeeper;
    this.broker = broker;
    this.cluster = cluster;
    this.folder = folder;
    this.flink = flink;
    this.jar = jar;
  }

  /**
   * Starts all processes.
   *
   * @param repository its root folder, built
   * @param folder for all that the processes write
   * @param taste put over what a site has by itself
   * @throws IOException if a process doesn't start, with the end of its log
   */
  public static Site start(
      Path repository, Path folder, StateBackend backend, UnaryOperator<ClusterSettings> taste)
      throws IOException {
    Path jobJar = FlinkJars.jobOfBuild(repository);
    FlinkJars flink = FlinkJars.ofBuild(repository);
    ZooKeeperProcess zooKeeper = null;
    BrokerProcess broker = null;
    StandaloneCluster cluster = null;
    try {
      zooKeeper = ZooKeeperProcess.start(folder.resolve("zookeeper"), flink);
      broker = BrokerProcess.start(folder.resolve("kafka"), folder.resolve("kafka-log"));
      cluster =
          StandaloneCluster.start(
              taste.apply(
                  ClusterSettings.in(folder.resolve("cluster"), flink.withJob(jobJar))
                      .withTaskManagers(2, 2)
                      .with("env.java.opts.all", "-XX:TieredStopAtLevel=1") // start sooner
                      .withHighAvailability(zooKeeper, folder.resolve("ha"))
                      .withStateBackend(backend)
                      .withSavepointFolder(savepoints(folder))
                      .withCheckpointInterval(Duration.ofMillis(500))));
      return new Site(zooKeeper, broker, cluster, folder, flink, jobJar);
    } catch (IOException | RuntimeException e) {
      closeAll(e, cluster, broker, zooKeeper);
      throw e;
    }
  }

  @Override
  public String bootstrap() {
    return broker.bootstrap();
  }

  @Override
  public FlinkRest rest() {
    return cluster.rest();
  }

  /** Of the cluster: where Flink's own tools look. */
  public Path configurationFolder() {
    return cluster.configurationFolder();
  }

  /** Flink's own jars. */
  public FlinkJars flink() {
    return flink;
  }

  /** The job's. */
  public Path jar() {
    return jar;
  }

  /** Where the cluster writes them. */
  public Path savepoints() {
    return savepoints(folder);
  }

  private static Path savepoints(Path folder) {
    return folder.resolve("savepoints");
  }

  @Override
  public Path checkpoints() {
    return folder.resolve("cluster/checkpoints");
  }

  /** Uploads and runs the jar. */
  @Override
  public String submit(JarRun run) throws IOException {
    String job = trySubmit(run);
    cluster.rest().awaitRunning(job, LIMIT);
    return job;
  }

  @Override
  public String trySubmit(JarRun run) throws IOException {
    // Each time: uploaded jars are gone with the JobManager that had them.
    return cluster.rest().run(cluster.rest().uploadJar(jar), run);
  }

  @Override
  public String stop(String job) throws IOException {
    return local(cluster.rest().stopWithSavepoint(job, LIMIT));
  }

  /** The path of a folder on this machine that Flink names by URI. */
  static String local(String uri) {
    return Path.of(URI.create(uri)).toString();
  }

  /** SIGKILL; returns once the process is gone. */
  public void kill(Victim victim) throws IOException {
    switch (victim) {
      case TASK_MANAGER -> cluster.killTaskManager(busiestTaskManager());
      case JOB_MANAGER -> cluster.killJobManager();
      case BROKER -> broker.kill();
    }
  }

  /** Starts what was killed again; returns once it has joined the others and the job runs. */
  public void restart(Victim victim, String job) throws IOException {
    restart(victim);
    cluster.rest().awaitRecovered(job, LIMIT);
  }

  /** The same for a job that may not run yet. */
  public void restart(Victim victim) throws IOException {
    switch (victim) {
      case TASK_MANAGER -> cluster.startTaskManager();
      case JOB_MANAGER -> cluster.startJobManager();
      case BROKER -> broker.restart();
    }
  }

  private int busiestTaskManager() throws IOException {
    String busiest =
        cluster.rest().awaitTaskManagers(LIMIT).stream()
            .max(Comparator.comparingInt(worker -> worker.slots() - worker.freeSlots()))
            .map(RegisteredWorker::id)
            .orElseThrow();
    return IntStream.range(0, cluster.taskManagersStarted())
        .filter(index -> cluster.taskManagerName(index).equals(busiest))
        .findFirst()
        .orElseThrow();
  }

  /** Ends all processes. */
  @Override
  public void close() throws IOException {
    IOException failure = new IOException("not all processes could be ended");
    closeAll(failure, cluster, broker, zooKeeper);
    if (failure.getSuppressed().length > 0) {
      throw failure;
    }
  }

  private static void closeAll(Exception failure, AutoCloseable... processes) {
    for (AutoCloseable process : processes) {
      try {
        if (process != null) {
          process.close();
        }
      } catch (Exception e) { // AutoCloseable.close declares Exception
        failure.addSuppressed(e);
      }
    }
  }
}
