package dev.surety.benchmarks.pipeline;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.flink.api.common.JobID;
import org.apache.flink.api.common.JobStatus;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.JobManagerOptions;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.configuration.RestOptions;
import org.apache.flink.configuration.TaskManagerOptions;
import org.apache.flink.runtime.checkpoint.CheckpointStatsSnapshot;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.apache.flink.runtime.minicluster.MiniClusterConfiguration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** A Flink cluster in this JVM that stays while one job after the other runs on it. */
public final class BenchCluster implements AutoCloseable {

  private static final String LOOPBACK = "127.0.0.1";
  private static final Duration LIMIT = Duration.ofMinutes(3);

  private final MiniCluster cluster;

  private BenchCluster(MiniCluster cluster) {
    this.cluster = cluster;
  }

  /**
   * @param slots tasks of one operator that can run at once, over all jobs
   */
  public static BenchCluster start(int slots) throws Exception {
    Configuration flink = new Configuration();
    flink.set(RestOptions.PORT, 0);
    flink.set(RestOptions.BIND_PORT, "0");
    flink.set(RestOptions.ADDRESS, LOOPBACK);
    flink.set(RestOptions.BIND_ADDRESS, LOOPBACK);
    flink.set(JobManagerOptions.BIND_HOST, LOOPBACK);
    flink.set(TaskManagerOptions.BIND_HOST, LOOPBACK);
    // RocksDB's memory; divided between the slots, so that it is the same for one job as for two.
    flink.set(TaskManagerOptions.MANAGED_MEMORY_SIZE, MemorySize.ofMebiBytes(512L * slots));
    MiniCluster cluster =
        new MiniCluster(
            new MiniClusterConfiguration.Builder()
                .setConfiguration(flink)
                .setNumTaskManagers(1)
                .setNumSlotsPerTaskManager(slots)
                .build());
    cluster.start();
    return new BenchCluster(cluster);
  }

  /** Starts what the environment describes; returns when the cluster has it. */
  public JobID submit(StreamExecutionEnvironment env) throws IOException {
    return await(cluster.submitJob(env.getStreamGraph().getJobGraph())).getJobID();
  }

  /**
   * @throws IOException with its cause if the job is no longer running
   */
  public void requireAlive(JobID job) throws IOException {
    JobStatus status = await(cluster.getJobStatus(job));
    if (status.isGloballyTerminalState()) {
      throw new IOException(
          "the measured job is " + status,
          await(cluster.requestJobResult(job)).getSerializedThrowable().orElse(null));
    }
  }

  /** Takes a checkpoint now and returns where it lies. */
  public String checkpoint(JobID job) throws IOException {
    return await(cluster.triggerCheckpoint(job));
  }

  public CheckpointStatsSnapshot checkpointStats(JobID job) throws IOException {
    return await(cluster.getExecutionGraph(job)).getCheckpointStatsSnapshot();
  }

  /** Ends a job; returns when it is over. */
  public void cancel(JobID job) throws IOException {
    if (!await(cluster.getJobStatus(job)).isGloballyTerminalState()) {
      await(cluster.cancelJob(job));
      await(cluster.requestJobResult(job));
    }
  }

  private static <T> T await(Future<T> future) throws IOException {
    try {
      return future.get(LIMIT.toSeconds(), TimeUnit.SECONDS);
    } catch (TimeoutException e) {
      throw new IOException("Flink did not answer within " + LIMIT.toSeconds() + " s", e);
    } catch (ExecutionException e) {
      throw new IOException("Flink refuses: " + e.getCause().getMessage(), e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted while waiting for Flink");
    }
  }

  @Override
  public void close() throws IOException {
    await(cluster.closeAsync());
  }
}
