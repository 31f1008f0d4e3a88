package dev.surety.trials.soak;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.surety.demo.run.LiveWorkload;
import dev.surety.testing.SharedFlink;
import dev.surety.trials.cluster.JarRun;
import dev.surety.trials.cluster.StateBackend;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/**
 * The jar that people submit, on a real cluster and broker, while requests keep coming. Guards that
 * nothing is lost or counted twice when the job loses a TaskManager, the JobManager or the broker
 * to SIGKILL, and that what was journaled folds to the savepoint, byte by byte. What "nothing"
 * means: {@link Losses}. What needs no processes (rescaling, replay, a restore from an older
 * savepoint, a retained checkpoint or from what reprocessing writes, a drill): {@link
 * ContinuedJobITCase}.
 *
 * <p>After a kill, requests since the last checkpoint are decided again and possibly otherwise.
 * That the gateway executes the first decision and the journal has the last is no fault, as long as
 * each such difference is marked.
 *
 * <p>Shown once: without {@code HeldFeedback} a tenth of all feedback after three kills was
 * orphans.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@ExtendWith(SharedFlink.class)
class ClusterITCase {

  private static final Path REPOSITORY = Path.of("..");
  private static final double RATE = 20;

  /** Each takes as much of five processes as thirty requests, and is lost work if somebody dies. */
  private static final Duration CHECKPOINTS = Duration.ofMillis(1_500);

  /** So many learn from each other: versions of that go through the kills. */
  private static final int TENANTS = 8;

  private Path folder;
  private Site site;

  @BeforeAll
  void startProcesses(@TempDir Path temporary) throws Exception {
    folder = temporary;
    site =
        Site.start(
            REPOSITORY,
            folder,
            StateBackend.ROCKSDB,
            cluster -> cluster.quickToStart().withCheckpointInterval(CHECKPOINTS));
  }

  @AfterAll
  void endProcesses() throws IOException {
    if (site != null) {
      site.close();
    }
  }

  @Test
  void saysWhatTheProgramSaidWhenItCantStart() {
    assertThatThrownBy(() -> site.submit(JarRun.of("--no.such.option=1")))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("no.such.option");
  }

  @Test
  void losesNothingWhenTaskManagerJobManagerAndBrokerAreKilled() throws Exception {
    SoakRun soak =
        new SoakRun(Victim.values().length, 1, StateBackend.ROCKSDB, RATE, TENANTS, true);
    try (LiveWorkload workload = soak.workload(site, folder)) {
      SoakSummary summary = soak.serve(workload, site, System.out::println);

      summary.lines().forEach(System.out::println);
      assertThat(summary.killsByVictim())
          .isEqualTo(Map.of("task_manager", 1, "job_manager", 1, "broker", 1));
      assertThat(summary.nothingLost()).as("%s", summary).isTrue();
      assertThat(summary.fleet().versions()).isPositive();
      assertThat(summary.fleet().inconsistent()).isZero();
      assertThat(summary.judgeLabels()).isPositive();
      assertThat(summary.deadLetters()).isZero();
      assertThat(summary.feedback())
          .isEqualTo(summary.outcomes().values().stream().mapToLong(n -> n).sum());
    }
  }
}
