package dev.surety.trials.soak;

import static org.assertj.core.api.Assertions.assertThat;

import dev.surety.demo.run.LiveWorkload;
import dev.surety.trials.cluster.FlinkRest;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
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

  private static final Duration LIMIT = Duration.ofSeconds(120);
  private static final int REQUESTS = 240;
  private static final double RATE = 60;
  private static final Duration LONG = Duration.ofMinutes(5);
  private static final int TOLERANT = 1_000_000;

  private Path folder;
  private LocalSite site;

  @BeforeAll
  void start(@TempDir Path temporary) throws Exception {
    folder = temporary;
    site = LocalSite.start(folder);
  }

  @AfterAll
  void end() throws IOException {
    if (site != null) {
      site.close();
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
    try (LiveWorkload workload =
        new LiveWorkload(
            name, site.bootstrap(), folder.resolve("journal-" + name), REQUESTS, RATE, 1)) {
      String job = site.submit(workload, 2, options(checkpoints, timeout));
      FlinkRest rest = site.rest();
      workload.start();
      workload.admit(REQUESTS);
      workload.awaitServed(LIMIT);
      rest.awaitMetric(job, "numberOfCompletedCheckpoints", 4, LIMIT);
      Trouble trouble =
          new Trouble(
              rest.metric(job, "numberOfCompletedCheckpoints"),
              rest.metric(job, "numberOfFailedCheckpoints"),
              rest.restarts(job),
              rest.metric(job, "lastCheckpointDuration"),
              rest.failedCheckpoints(job));
      Audit audit = Audit.of(workload, site.stop(job));
      System.out.printf("%s: %s; %s%n", name, trouble, audit.losses());
      assertThat(audit.losses().requests()).isEqualTo(REQUESTS);
      assertThat(audit.fold().report().firstMismatches().stream().limit(3)).isEmpty();
      assertThat(audit.holds()).as("%s", audit.losses()).isTrue();
      return trouble;
    }
  }

  private static Configuration options(String checkpoints, Duration timeout) {
    Configuration flink = new Configuration();
    flink.set(CheckpointingOptions.CHECKPOINTING_INTERVAL, Duration.ofMillis(600));
    flink.set(CheckpointingOptions.CHECKPOINTING_TIMEOUT, timeout);
    flink.set(CheckpointingOptions.TOLERABLE_FAILURE_NUMBER, TOLERANT);
    flink.set(CheckpointingOptions.CHECKPOINTS_DIRECTORY, checkpoints);
    // However small, state goes to a file of its own: it is not only the last write that fails.
    flink.set(CheckpointingOptions.FS_SMALL_FILE_THRESHOLD, MemorySize.ZERO);
    flink.set(RestartStrategyOptions.RESTART_STRATEGY, "fixed-delay");
    flink.set(RestartStrategyOptions.RESTART_STRATEGY_FIXED_DELAY_ATTEMPTS, TOLERANT);
    flink.set(RestartStrategyOptions.RESTART_STRATEGY_FIXED_DELAY_DELAY, Duration.ofMillis(100));
    return flink;
  }
}
