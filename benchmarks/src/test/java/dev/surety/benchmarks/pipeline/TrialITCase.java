package dev.surety.benchmarks.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.surety.benchmarks.pipeline.Trial.Setup;
import dev.surety.benchmarks.pipeline.Trial.Variant;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** That the harness runs what it says it measures; how fast is no matter here. */
class TrialITCase {

  private static final int TENANTS = 50;

  @TempDir Path folder;

  @Test
  void decidesCheckpointsAndGoesOnFromACheckpoint() throws Exception {
    try (BenchCluster cluster = BenchCluster.start(2)) {
      Workload workload = Workload.even(TENANTS);
      Setup fresh = new Setup(2, "hashmap", folder, null);
      try (Trial identity = Trial.start(cluster, workload, Variant.IDENTITY, fresh)) {
        identity.awaitDecisions(5_000);
      }
      String checkpoint;
      try (Trial router = Trial.start(cluster, workload, Variant.ROUTER, fresh)) {
        router.awaitDecisions(3L * AfterRequests.LAG);
        router.slowDown();
        checkpoint = cluster.checkpoint(router.job());
        assertThat(
                cluster
                    .checkpointStats(router.job())
                    .getHistory()
                    .getLatestCompletedCheckpoint()
                    .getStateSize())
            .isGreaterThan(100L * TENANTS);
      }
      Setup restored = new Setup(1, "hashmap", folder, checkpoint);
      try (Trial router =
          Trial.start(cluster, workload.from(1_000_000), Variant.ROUTER, restored)) {
        router.awaitDecisions(1_000);
      }
    }
  }
}
