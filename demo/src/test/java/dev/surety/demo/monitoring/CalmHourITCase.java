package dev.surety.demo.monitoring;

import static org.assertj.core.api.Assertions.assertThat;

import dev.surety.demo.kafka.EmbeddedKafka;
import dev.surety.demo.kafka.LoopbackPorts;
import dev.surety.demo.run.DemoJob;
import dev.surety.demo.run.JobLauncher;
import dev.surety.demo.run.LiveWorkload;
import dev.surety.demo.run.Workspace;
import dev.surety.job.options.JobOptions;
import dev.surety.testing.Outside;
import dev.surety.testing.Requires;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The other side of {@link AlertDrillITCase}: an hour of the demo's traffic, of users who now and
 * then are not satisfied, on a job that is well. Nobody is woken, and nothing is said.
 */
@Requires(Outside.PROMETHEUS)
class CalmHourITCase {

  private static final int HOUR = 60;
  private static final int REQUESTS_A_MINUTE = 20;
  private static final Duration LIMIT = Duration.ofMinutes(2);

  /** Minutes within which a job that is well makes a checkpoint, however short a minute is here. */
  private static final int CHECKPOINT_MINUTES = 3;

  private static final String CHECKPOINTS = "flink_jobmanager_job_numberOfCompletedCheckpoints";
  private static final String LABELS = "flink_taskmanager_job_task_operator_surety_labels";

  @TempDir private Path folder;

  @Test
  void noAlertFiresInACleanHourOfDemoTraffic() throws Exception {
    int port = LoopbackPorts.free();
    Recording hour = new Recording(1);
    try (EmbeddedKafka kafka = EmbeddedKafka.start();
        Workspace workspace = Workspace.open(folder.resolve("out"));
        LiveWorkload users =
            new LiveWorkload(
                "calm",
                kafka.bootstrap(),
                workspace.journal(),
                HOUR * REQUESTS_A_MINUTE,
                HOUR * REQUESTS_A_MINUTE,
                11)) {
      Map<String, String> options = new HashMap<>();
      for (String argument : users.jobArguments()) {
        String[] parts = argument.substring(2).split("=", 2);
        options.put(parts[0], parts[1]);
      }
      options.put(JobOptions.SEED.key(), "11"); // one hour, and not another with each run
      Map<String, String> flink = new HashMap<>(JobLauncher.metricsAt(port));
      flink.put("execution.checkpointing.interval", "200 ms");
      DemoJob job = JobLauncher.start(0, 1, workspace, options, flink);
      try {
        job.awaitRunning();
        users.start();
        Exposition shown = new Exposition(port);
        for (int minute = 0; minute < HOUR; minute++) {
          users.admit((minute + 1) * REQUESTS_A_MINUTE);
          users.awaitAnswered((minute + 1) * REQUESTS_A_MINUTE, LIMIT);
          if (minute % CHECKPOINT_MINUTES == 0) {
            awaitCheckpoint(shown);
          }
          hour.add(shown);
        }
        assertThat(shown.sum(LABELS)).as("judgements").isGreaterThan(HOUR * REQUESTS_A_MINUTE / 4);
      } finally {
        job.cancel();
      }
    }

    assertThat(hour.minutes()).isEqualTo(HOUR - 1);
    assertThat(hour.fired(folder)).isEmpty();
  }

  private static void awaitCheckpoint(Exposition shown) throws Exception {
    double before = shown.sum(CHECKPOINTS);
    long deadline = System.nanoTime() + LIMIT.toNanos();
    while (shown.sum(CHECKPOINTS) <= before) {
      assertThat(System.nanoTime()).as("a checkpoint").isLessThan(deadline);
      Thread.sleep(100);
    }
  }
}
