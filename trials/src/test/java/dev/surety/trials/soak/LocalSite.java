package dev.surety.trials.soak;

import dev.surety.demo.kafka.EmbeddedKafka;
import dev.surety.demo.run.LiveWorkload;
import dev.surety.job.RouterJob;
import dev.surety.job.options.JobSettings;
import dev.surety.job.options.OptionsLoader;
import dev.surety.trials.cluster.FlinkRest;
import dev.surety.trials.cluster.JarRun;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.JobManagerOptions;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.configuration.MetricOptions;
import org.apache.flink.configuration.RestOptions;
import org.apache.flink.configuration.StateBackendOptions;
import org.apache.flink.configuration.StateRecoveryOptions;
import org.apache.flink.configuration.TaskManagerOptions;
import org.apache.flink.configuration.WebOptions;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.apache.flink.runtime.minicluster.MiniClusterConfiguration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.util.TestStreamEnvironment;

/**
 * What {@link Site} is in processes, in this JVM: a broker, a Flink with its REST interface, and
 * jobs one after the other. The tools that look into what is left run in the same Flink.
 */
final class LocalSite implements Premises, AutoCloseable {

  private static final Duration LIMIT = Duration.ofSeconds(120);
  private static final String LOOPBACK = "127.0.0.1";
  private static final int SLOTS = 4;

  private final EmbeddedKafka kafka;
  private final MiniCluster flink;
  private final FlinkRest rest;
  private final Path folder;

  private LocalSite(EmbeddedKafka kafka, MiniCluster flink, FlinkRest rest, Path folder) {
    this.kafka = kafka;
    this.flink = flink;
    this.rest = rest;
    this.folder = folder;
  }

  /**
   * @param folder for savepoints and checkpoints
   */
  static LocalSite start(Path folder) throws Exception {
    EmbeddedKafka kafka = EmbeddedKafka.start();
    MiniCluster flink = null;
    try {
      flink =
          new MiniCluster(
              new MiniClusterConfiguration.Builder()
                  .setConfiguration(configuration(folder))
                  .setNumTaskManagers(1)
                  .setNumSlotsPerTaskManager(SLOTS)
                  .build());
      flink.start();
      TestStreamEnvironment.setAsContext(flink, 2);
      URI address = flink.getRestAddress().get(LIMIT.toSeconds(), TimeUnit.SECONDS);
      return new LocalSite(kafka, flink, new FlinkRest(address), folder);
    } catch (Exception e) {
      if (flink != null) {
        flink.close();
      }
      kafka.close();
      throw e;
    }
  }

  private static Configuration configuration(Path folder) {
    Configuration flink = new Configuration();
    flink.set(RestOptions.PORT, 0);
    flink.set(RestOptions.BIND_PORT, "0");
    flink.set(RestOptions.ADDRESS, LOOPBACK);
    flink.set(RestOptions.BIND_ADDRESS, LOOPBACK);
    flink.set(JobManagerOptions.BIND_HOST, LOOPBACK);
    flink.set(TaskManagerOptions.BIND_HOST, LOOPBACK);
    flink.set(TaskManagerOptions.MANAGED_MEMORY_SIZE, MemorySize.ofMebiBytes(256));
    // Each time all of some thousand metrics: as often as a question would cost a fifth of it all.
    flink.set(MetricOptions.METRIC_FETCHER_UPDATE_INTERVAL, Duration.ofSeconds(2));
    flink.set(WebOptions.REFRESH_INTERVAL, Duration.ofMillis(200));
    flink.set(WebOptions.CHECKPOINTS_HISTORY_SIZE, 1_000);
    flink.set(
        CheckpointingOptions.SAVEPOINT_DIRECTORY, folder.resolve("savepoints").toUri().toString());
    return flink;
  }

  @Override
  public String bootstrap() {
    return kafka.bootstrap();
  }

  @Override
  public FlinkRest rest() {
    return rest;
  }

  @Override
  public Path checkpoints() {
    return folder.resolve("checkpoints");
  }

  /**
   * Flink's options for a job that is often checkpointed, on RocksDB as in production.
   *
   * @param restoreFrom a savepoint or retained checkpoint to start from, or {@code null} for the
   *     empty state
   */
  Configuration options(String restoreFrom) {
    Configuration flink = new Configuration();
    flink.set(StateBackendOptions.STATE_BACKEND, "rocksdb");
    flink.set(CheckpointingOptions.INCREMENTAL_CHECKPOINTS, true);
    flink.set(CheckpointingOptions.CHECKPOINTING_INTERVAL, Duration.ofSeconds(1));
    flink.set(CheckpointingOptions.CHECKPOINTS_DIRECTORY, checkpoints().toUri().toString());
    if (restoreFrom != null) {
      flink.set(StateRecoveryOptions.SAVEPOINT_PATH, restoreFrom);
    }
    return flink;
  }

  @Override
  public String submit(JarRun run) throws IOException {
    String job = trySubmit(run);
    rest.awaitRunning(job, LIMIT);
    return job;
  }

  @Override
  public String trySubmit(JarRun run) throws IOException {
    try {
      return start(run.arguments(), run.parallelism(), options(run.restoreFrom().orElse(null)));
    } catch (Exception e) { // Flink's execute declares Exception
      throw new IOException("The job did not start", e);
    }
  }

  private static String start(List<String> arguments, int parallelism, Configuration options)
      throws Exception {
    StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment(options);
    env.setParallelism(parallelism);
    JobSettings settings = OptionsLoader.load(arguments.toArray(String[]::new), Map.of());
    return RouterJob.start(env, settings).getJobID().toHexString();
  }

  /**
   * Starts the job that serves a workload, and returns its id once all of it runs.
   *
   * @param options Flink's, for this job
   */
  String submit(LiveWorkload workload, int parallelism, Configuration options) throws Exception {
    String job = start(workload.jobArguments(), parallelism, options);
    rest.awaitRunning(job, LIMIT);
    return job;
  }

  @Override
  public String stop(String job) throws IOException {
    return Path.of(URI.create(rest.stopWithSavepoint(job, LIMIT))).toString();
  }

  /** The only TaskManager goes, with all that ran in it, and another one comes. */
  void replaceTaskManager() throws Exception {
    flink.terminateTaskManager(0).get(LIMIT.toSeconds(), TimeUnit.SECONDS);
    flink.startTaskManager();
  }

  @Override
  public void close() throws IOException {
    TestStreamEnvironment.unsetAsContext();
    try {
      flink.close();
    } catch (Exception e) { // AutoCloseableAsync.close declares Exception
      throw new IOException("Flink did not end", e);
    } finally {
      kafka.close();
    }
  }
}
