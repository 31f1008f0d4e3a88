package dev.surety.benchmarks.pipeline;

import dev.surety.benchmarks.pipeline.Trial.Setup;
import dev.surety.benchmarks.pipeline.Trial.Stretch;
import dev.surety.benchmarks.pipeline.Trial.Variant;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;

/**
 * One way to run the graph, as it is compared with another.
 *
 * @param backend hashmap or rocksdb
 */
record Lane(String name, Variant variant, int parallelism, String backend, Workload workload) {

  /** Decisions of each tenant before any is measured: the first 64 are planned with more care. */
  private static final long SETTLED = 80;

  /** Starts it, lets it run in, measures it, ends it. */
  Stretch measure(BenchCluster cluster, Path checkpoints, Duration runIn, Duration length)
      throws IOException, InterruptedException {
    Setup setup = new Setup(parallelism, backend, checkpoints, null);
    try (Trial trial = Trial.start(cluster, workload, variant, setup)) {
      trial.awaitDecisions(SETTLED * workload.tenants());
      Thread.sleep(runIn.toMillis());
      return trial.measure(length);
    }
  }
}
