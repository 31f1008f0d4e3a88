package dev.surety.benchmarks.pipeline;

import com.sun.management.OperatingSystemMXBean;
import dev.surety.flink.ControlRecord;
import dev.surety.flink.InboundEvent;
import dev.surety.job.RouterTopology;
import dev.surety.job.options.JobOptions;
import dev.surety.job.options.JobSettings;
import dev.surety.job.options.OptionsLoader;
import dev.surety.wire.json.TopicRecord;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import org.apache.flink.api.common.JobID;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.configuration.StateBackendOptions;
import org.apache.flink.configuration.StateRecoveryOptions;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.co.KeyedBroadcastProcessFunction;

/** One run of the job's graph on generated records. */
final class Trial implements AutoCloseable {

  /** What stands in ROUTE's place. */
  enum Variant {
    ROUTER,
    IDENTITY,
    SAME_BYTES
  }

  /**
   * How it runs.
   *
   * @param backend hashmap or rocksdb
   * @param checkpoints folder of its checkpoints
   * @param restored checkpoint to begin from, or {@code null}
   */
  record Setup(int parallelism, String backend, Path checkpoints, String restored) {}

  /**
   * What a stretch of a run came to.
   *
   * @param perSecond decisions
   * @param cpuMicros processor time of the whole JVM, per decision
   */
  record Stretch(double perSecond, double cpuMicros) {}

  private static final Duration LIMIT = Duration.ofMinutes(10);
  private static final long STEP_MILLIS = 2;
  private static final int STEPS_TO_LOOK = 250;

  private final BenchCluster cluster;
  private final String run;
  private final Tally tally;
  private final JobID job;
  private final long startedAt;

  private Trial(BenchCluster cluster, String run, Tally tally, JobID job, long startedAt) {
    this.cluster = cluster;
    this.run = run;
    this.tally = tally;
    this.job = job;
    this.startedAt = startedAt;
  }

  static Trial start(BenchCluster cluster, Workload workload, Variant variant, Setup setup)
      throws IOException {
    String run = UUID.randomUUID().toString();
    Tally tally = Tally.begin(run, setup.parallelism());
    StreamExecutionEnvironment env =
        StreamExecutionEnvironment.getExecutionEnvironment(flink(setup));
    env.setParallelism(setup.parallelism());
    JobSettings settings = settings();
    RouterTopology.build(
        env,
        settings,
        new MemoryEnds(run, workload),
        function(variant, settings, workload.models()));
    long now = System.nanoTime();
    return new Trial(cluster, run, tally, cluster.submit(env), now);
  }

  private static KeyedBroadcastProcessFunction<String, InboundEvent, ControlRecord, TopicRecord>
      function(Variant variant, JobSettings settings, int models) {
    return switch (variant) {
      case ROUTER -> RouterTopology.routing(settings, BenchmarkModels.control(models));
      case IDENTITY -> new IdentityFunction();
      case SAME_BYTES ->
          new SameBytesFunction(models, settings.get(JobOptions.STANDINGS_INTERVAL).toMillis());
    };
  }

  /** RocksDB as {@code k8s-operator/components/rocksdb} sets it, and the job. */
  private static Configuration flink(Setup setup) {
    Configuration flink = new Configuration();
    flink.set(StateBackendOptions.STATE_BACKEND, setup.backend());
    flink.set(CheckpointingOptions.INCREMENTAL_CHECKPOINTS, setup.backend().equals("rocksdb"));
    flink.set(CheckpointingOptions.CHECKPOINTS_DIRECTORY, setup.checkpoints().toUri().toString());
    flink.set(RestartStrategyOptions.RESTART_STRATEGY, "none");
    if (setup.restored() != null) {
      flink.set(StateRecoveryOptions.SAVEPOINT_PATH, setup.restored());
    }
    return flink;
  }

  /**
   * The job's own, but for the bound on strangers: a trial is one of as many tenants as it says.
   * Brokers and journal are not touched, but have to be named.
   */
  static JobSettings settings() {
    return OptionsLoader.of(
        Map.of(
            "kafka.bootstrap.servers", "127.0.0.1:1",
            "journal.path", "file:///unused",
            "keys.new-per-minute", "0"));
  }

  long decisions() {
    return tally.decisions();
  }

  /** Seconds from the start of this run until that many decisions were made. */
  double awaitDecisions(long count) throws IOException, InterruptedException {
    for (long step = 1; tally.decisions() < count; step++) {
      if (step % STEPS_TO_LOOK == 0) {
        cluster.requireAlive(job);
      }
      if (System.nanoTime() - startedAt > LIMIT.toNanos()) {
        throw new IOException(
            "%,d of %,d decisions within %d s"
                .formatted(tally.decisions(), count, LIMIT.toSeconds()));
      }
      Thread.sleep(STEP_MILLIS);
    }
    return (System.nanoTime() - startedAt) / 1e9;
  }

  Stretch measure(Duration length) throws IOException, InterruptedException {
    OperatingSystemMXBean os = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    long before = tally.decisions();
    long cpu = os.getProcessCpuTime();
    long start = System.nanoTime();
    Thread.sleep(length.toMillis());
    double seconds = (System.nanoTime() - start) / 1e9;
    double decided = tally.decisions() - before;
    cluster.requireAlive(job);
    if (decided == 0) {
      throw new IOException("the job decided nothing in " + seconds + " s");
    }
    return new Stretch(decided / seconds, (os.getProcessCpuTime() - cpu) / 1e3 / decided);
  }

  /** From now on requests only trickle: what is there stays as it is, and barriers still flow. */
  void slowDown() {
    tally.slowDown();
  }

  JobID job() {
    return job;
  }

  @Override
  public void close() throws IOException {
    cluster.cancel(job);
    Tally.end(run);
  }
}
