package dev.surety.trials.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/**
 * A cluster of real processes without high availability: who starts it, how a job goes on from the
 * newest checkpoint after the JobManager was killed, and what is said when something can't start.
 * Whether state came through is read from the job's output alone: a job that starts anew writes 0
 * again, one that loses or doubles a record gives a wrong count. Shown once: without the checkpoint
 * in {@code from} the test fails at a number that is there twice.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class StandaloneClusterITCase {

  private static final Path REPOSITORY = Path.of("..");
  private static final Duration LIMIT = Duration.ofSeconds(60);

  private Path folder;
  private Path checkpoints;
  private StandaloneCluster cluster;
  private FlinkRest rest;

  @BeforeAll
  void startCluster(@TempDir Path temporary) throws Exception {
    folder = temporary;
    checkpoints = folder.resolve("checkpoints");
    cluster =
        StandaloneCluster.start(
            ClusterSettings.in(folder.resolve("cluster"), FlinkJars.ofBuild(REPOSITORY))
                .withTaskManagers(1, 2)
                .with("env.java.opts.all", "-XX:TieredStopAtLevel=1") // start sooner
                .withStateBackend(StateBackend.ROCKSDB)
                .withCheckpointFolder(checkpoints)
                .withSavepointFolder(folder.resolve("savepoints"))
                .withCheckpointInterval(Duration.ofMillis(500)));
    rest = cluster.rest();
  }

  @AfterAll
  void endCluster() throws IOException {
    if (cluster != null) {
      cluster.close();
    }
  }

  @Test
  void losesNothingWhenTheJobManagerDiesAndTheJobGoesOnFromItsNewestCheckpoint() throws Exception {
    Path output = folder.resolve("orphaned");
    JarRun run = JarRun.of(output.toUri().toString());
    String orphan = rest.run(uploadCountingJob(), run);
    rest.awaitRunning(orphan, LIMIT);
    rest.awaitCheckpointAfter(orphan, 1, LIMIT);

    cluster.killJobManager();
    assertThatThrownBy(rest::taskManagers).isInstanceOf(FlinkUnreachable.class);
    cluster.startJobManager();
    assertThatThrownBy(() -> rest.job(orphan))
        .isInstanceOfSatisfying(FlinkRefusal.class, no -> assertThat(no.status()).isEqualTo(404))
        .hasMessageContaining(orphan);

    int committed = CountingOutput.committed(output).size();
    Path checkpoint = RetainedCheckpoints.newest(checkpoints, orphan).orElseThrow();
    String heir = rest.run(uploadCountingJob(), run.from(checkpoint));
    rest.awaitRunning(heir, LIMIT);
    rest.awaitCheckpointAfter(heir, 0, LIMIT);
    rest.stopWithSavepoint(heir, LIMIT);
    assertWhole(output, committed);
  }

  @Test
  void saysWhatTheProgramSaidWhenItCantStart() throws Exception {
    String jarId = uploadCountingJob();

    assertThatThrownBy(() -> rest.run(jarId, JarRun.of("one", "two")))
        .isInstanceOf(FlinkRefusal.class)
        .hasMessageContaining("Expected 1 argument, the folder, got 2");
  }

  @Test
  void showsTheLogOfAProcessThatDiesAtStart(@TempDir Path work) throws Exception {
    ClusterSettings broken =
        ClusterSettings.in(work, FlinkJars.ofBuild(REPOSITORY))
            .withTaskManagers(1, 1)
            .with("high-availability.type", "nowhere");

    assertThatThrownBy(() -> StandaloneCluster.start(broken))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("ended with exit code")
        .hasMessageContaining("nowhere");
  }

  private String uploadCountingJob() throws Exception {
    Path jar = Files.createTempFile(folder, "counting", ".jar");
    return rest.uploadJar(JarOfClass.write(CountingJob.class, jar));
  }

  private static void assertWhole(Path output, int atLeast) throws IOException {
    var lines = CountingOutput.committed(output);
    assertThat(lines).hasSizeGreaterThan(atLeast);
    CountingOutput.assertNothingLostNothingDoubled(lines);
    System.out.printf("%d numbers committed, none lost, none doubled%n", lines.size());
  }
}
