package dev.surety.benchmarks.pipeline;

import dev.surety.benchmarks.Part;
import dev.surety.benchmarks.RunLog;
import dev.surety.benchmarks.pipeline.Trial.Setup;
import dev.surety.benchmarks.pipeline.Trial.Stretch;
import dev.surety.benchmarks.pipeline.Trial.Variant;
import dev.surety.benchmarks.report.Measurements;
import dev.surety.benchmarks.report.Ratio;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.apache.flink.runtime.checkpoint.CompletedCheckpointStats;

/**
 * What the state of many tenants weighs, how long a checkpoint of it takes, and how long a job
 * takes from its start to its first decision when it begins with that state. Each tenant has sent
 * at least one request, every fifth was judged.
 */
public final class StatePart implements Part {

  private static final int PARALLELISM = 2;
  private static final int MILLION = 1_000_000;

  /** A million did not fit into 9 GB of heap, and the launcher gives 2. */
  private static final int MOST_ON_HEAP = 100_000;

  private static final Duration LENGTH = Duration.ofSeconds(5);
  private static final Duration SETTLE = Duration.ofSeconds(1);

  /** Compactions of what the first requests wrote are no part of what later ones cost. */
  private static final Duration MILLION_SETTLES = Duration.ofSeconds(15);

  private static final Duration MILLION_LENGTH = Duration.ofSeconds(15);

  private final String name;
  private final List<String> backends;
  private final int[] sizes;

  private Measurements findings;
  private RunLog progress;

  private StatePart(String name, List<String> backends, int... sizes) {
    this.name = name;
    this.backends = backends;
    this.sizes = sizes;
  }

  /** Ten thousand and a hundred thousand tenants, on both backends. */
  public static StatePart ofBothBackends() {
    return new StatePart("state", List.of("hashmap", "rocksdb"), 10_000, MOST_ON_HEAP);
  }

  /** A million, which RocksDB alone holds: a part of its own, as it takes as long as the others. */
  public static StatePart ofAMillion() {
    return new StatePart("million", List.of("rocksdb"), MILLION);
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public void run(Measurements findings, boolean quick, RunLog progress) throws Exception {
    this.findings = findings;
    this.progress = progress;
    if (quick && sizes[0] == MILLION) {
      progress.say("million: takes some minutes, so only in a full run");
      return;
    }
    try (BenchCluster cluster = BenchCluster.start(PARALLELISM)) {
      for (String backend : backends) {
        for (int tenants : quick ? new int[] {20_000} : sizes) {
          measure(cluster, backend, tenants);
        }
      }
    }
  }

  private void measure(BenchCluster cluster, String backend, int tenants) throws Exception {
    String of = String.format(Locale.ROOT, "%,d tenants, %s, ", tenants, backend);
    progress.say("state: " + of + "filling");
    Workload workload = Workload.even(tenants);
    try (Scratch scratch = Scratch.open()) {
      String checkpoint;
      double bytes;
      try (Trial filled = start(cluster, workload, backend, scratch, null)) {
        double seconds = filled.awaitDecisions(tenants);
        findings.measured(name(), of + "first request of each", "decisions/s", tenants / seconds);
        if (tenants == MILLION) {
          Thread.sleep(MILLION_SETTLES.toMillis());
        }
        Stretch later = filled.measure(tenants == MILLION ? MILLION_LENGTH : LENGTH);
        findings.measured(name(), of + "later requests", "decisions/s", later.perSecond());
        findings.measured(
            name(), of + "later requests, processor time", "µs/decision", later.cpuMicros());
        if (tenants == MILLION) {
          findings.ratio(Ratio.MILLION_TENANTS_PER_SECOND, later.perSecond());
        }
        progress.say("state: " + of + "checkpoint");
        filled.slowDown();
        Thread.sleep(SETTLE.toMillis());
        checkpoint = cluster.checkpoint(filled.job());
        CompletedCheckpointStats stats =
            cluster.checkpointStats(filled.job()).getHistory().getLatestCompletedCheckpoint();
        bytes = stats.getStateSize();
        findings.measured(name(), of + "state of a checkpoint", "MB", bytes / 1e6);
        findings.measured(name(), of + "state a tenant", "bytes", bytes / tenants);
        findings.measured(
            name(), of + "checkpoint takes", "s", stats.getEndToEndDuration() / 1000.0);
      }
      if (backend.equals("hashmap")) {
        findings.ratio(Ratio.STATE_BYTES_PER_TENANT, bytes / tenants);
      }
      progress.say("state: " + of + "restore");
      Workload later = workload.from(10L * tenants);
      try (Trial restored = start(cluster, later, backend, scratch, checkpoint)) {
        double seconds = restored.awaitDecisions(1);
        findings.measured(name(), of + "start with it to the first decision", "s", seconds);
        if (tenants == MOST_ON_HEAP && backend.equals("hashmap")) {
          findings.ratio(Ratio.START_SECONDS_100K_TENANTS, seconds);
        }
      }
    }
  }

  private static Trial start(
      BenchCluster cluster, Workload workload, String backend, Scratch scratch, String checkpoint)
      throws Exception {
    return Trial.start(
        cluster,
        workload,
        Variant.ROUTER,
        new Setup(PARALLELISM, backend, scratch.folder(), checkpoint));
  }
}
