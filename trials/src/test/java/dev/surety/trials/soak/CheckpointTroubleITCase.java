package dev.surety.trials.soak;

import static org.assertj.core.api.Assertions.assertThat;

import dev.surety.demo.kafka.EmbeddedKafka;
import dev.surety.demo.kafka.LoopbackPorts;
import dev.surety.demo.run.LiveWorkload;
import dev.surety.job.RouterJob;
import dev.surety.job.options.OptionsLoader;
import dev.surety.testing.SharedFlink;
import dev.surety.trials.cluster.FlinkRest;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.JobManagerOptions;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.configuration.MetricOptions;
import org.apache.flink.configuration.RestOptions;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.configuration.TaskManagerOptions;
import org.apache.flink.configuration.WebOptions;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.core.execution.SavepointFormatType;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/**
 * Checkpoint storage that fails, is slow, or hangs beyond the time-out, while requests keep coming.
 * Guards that users are served all the same, that nothing is lost or doubled, and that Flink's
 * metrics tell of it.
 *
 * <p>Guarded against a storage that is no trouble at all: the failures must be in the metrics, and
 * be those of the checkpoints that were chosen.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CheckpointTroubleITCase {

  @RegisterExtension static final SharedFlink FLINK = SharedFlink.onDemand();

  private static final Duration LIMIT = Duration.ofSeconds(120);
  private static final int REQUESTS = 240;
  private static final double RATE = 60;
  private static final String LOOPBACK = "127.0.0.1";
  private static final Duration LONG = Duration.ofMinutes(5);
  private static final int TOLERANT = 1_000_000;

  private Path folder;
  private EmbeddedKafka kafka;

  @BeforeAll
  void startBroker(@TempDir Path temporary) throws IOException {
    folder = temporary;
    kafka = EmbeddedKafka.start();
  }

  @AfterAll
  void endBroker() throws IOException {
    if (kafka != null) {
      kafka.close();
    }
  }

  @Test
  void aWriteThatFailsCostsItsCheckpointAndNothingElse() throws Exception {
    Trouble seen = serve("failing", TroubledFileSystem.failing(3, folder.resolve("failing")), LONG);

    assertThat(seen.failed()).isPositive();
    assertThat(seen.failures()).isNotEmpty().allSatisfy((id, why) -> assertThat(id % 3).isZero());
  }

  @Test
  void aCheckpointThatTimesOutCostsItselfAndNothingElse() throws Exception {
    Duration timeout = Duration.ofSeconds(10);
    long tooLong = timeout.plusSeconds(2).toMillis();
    Trouble seen =
        serve("hanging", TroubledFileSystem.hanging(3, tooLong, folder.resolve("hung")), timeout);

    assertThat(seen.failed()).isPositive();
    assertThat(seen.failures()).containsKey(3L);
    assertThat(seen.failures().get(3L)).contains("expired");
  }

  @Test
  void slowStorageMakesCheckpointsSlowAndNothingElse() throws Exception {
    Trouble seen = serve("slow", TroubledFileSystem.slow(1, 40, folder.resolve("slow")), LONG);

    assertThat(seen.failures()).isEmpty();
    assertThat(seen.lastDurationMillis()).isGreaterThanOrEqualTo(40);
  }

  /**
   * What Flink says of a run.
   *
   * @param failed as its metrics have it: checkpoints that could not begin count, too
   * @param failures why, by number, of those that began
   */
  private record Trouble(
      long completed,
      long failed,
      long restarts,
      long lastDurationMillis,
      Map<Long, String> failures) {}

  /** Serves until all users are served, and at least five checkpoints are over. */
  private Trouble serve(String name, String checkpoints, Duration timeout) throws Exception {
    int port = LoopbackPorts.free();
    try (LiveWorkload workload =
        new LiveWorkload(
            name, kafka.bootstrap(), folder.resolve("journal-" + name), REQUESTS, RATE, 1)) {
      var env =
          StreamExecutionEnvironment.createLocalEnvironmentWithWebUI(
              flink(port, checkpoints, timeout));
      env.setParallelism(2);
      JobClient job =
          RouterJob.start(
              env, OptionsLoader.load(workload.jobArguments().toArray(String[]::new), Map.of()));
      FlinkRest rest = new FlinkRest(URI.create("http://" + LOOPBACK + ":" + port));
      String id = job.getJobID().toHexString();
      workload.start();
      workload.admit(REQUESTS);
      workload.awaitServed(LIMIT);
      rest.awaitMetric(id, "numberOfCompletedCheckpoints", 4, LIMIT);
      Trouble trouble =
          new Trouble(
              rest.metric(id, "numberOfCompletedCheckpoints"),
              rest.metric(id, "numberOfFailedCheckpoints"),
              rest.restarts(id),
              rest.metric(id, "lastCheckpointDuration"),
              rest.failedCheckpoints(id));
      String savepoint = stop(job, name);
      Audit audit = FLINK.within(() -> Audit.of(workload, savepoint));
      System.out.printf("%s: %s; %s%n", name, trouble, audit.losses());
      assertThat(audit.losses().requests()).isEqualTo(REQUESTS);
      assertThat(audit.fold().report().firstMismatches().stream().limit(3)).isEmpty();
      assertThat(audit.holds()).as("%s", audit.losses()).isTrue();
      return trouble;
    }
  }

  private String stop(JobClient job, String name) throws Exception {
    String savepoint =
        job.stopWithSavepoint(
                false,
                folder.resolve("savepoint-" + name).toUri().toString(),
                SavepointFormatType.CANONICAL)
            .get(LIMIT.toSeconds(), TimeUnit.SECONDS);
    job.getJobExecutionResult().get(LIMIT.toSeconds(), TimeUnit.SECONDS);
    return savepoint;
  }

  private static Configuration flink(int port, String checkpoints, Duration timeout) {
    Configuration flink = new Configuration();
    flink.set(RestOptions.PORT, port);
    flink.set(RestOptions.ADDRESS, LOOPBACK);
    flink.set(RestOptions.BIND_ADDRESS, LOOPBACK);
    flink.set(MetricOptions.METRIC_FETCHER_UPDATE_INTERVAL, Duration.ofMillis(200));
    flink.set(JobManagerOptions.BIND_HOST, LOOPBACK);
    flink.set(TaskManagerOptions.BIND_HOST, LOOPBACK);
    flink.set(CheckpointingOptions.CHECKPOINTING_INTERVAL, Duration.ofMillis(300));
    flink.set(CheckpointingOptions.CHECKPOINTING_TIMEOUT, timeout);
    flink.set(CheckpointingOptions.TOLERABLE_FAILURE_NUMBER, TOLERANT);
    flink.set(WebOptions.CHECKPOINTS_HISTORY_SIZE, 1_000);
    flink.set(CheckpointingOptions.CHECKPOINTS_DIRECTORY, checkpoints);
    // However small, state goes to a file of its own: it is not only the last write that fails.
    flink.set(CheckpointingOptions.FS_SMALL_FILE_THRESHOLD, MemorySize.ZERO);
    flink.set(RestartStrategyOptions.RESTART_STRATEGY, "fixed-delay");
    flink.set(RestartStrategyOptions.RESTART_STRATEGY_FIXED_DELAY_ATTEMPTS, TOLERANT);
    flink.set(RestartStrategyOptions.RESTART_STRATEGY_FIXED_DELAY_DELAY, Duration.ofMillis(100));
    return flink;
  }
}
