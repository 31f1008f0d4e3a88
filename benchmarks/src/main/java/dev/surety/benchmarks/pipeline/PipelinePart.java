package dev.surety.benchmarks.pipeline;

import dev.surety.benchmarks.Part;
import dev.surety.benchmarks.RunLog;
import dev.surety.benchmarks.pipeline.Trial.Stretch;
import dev.surety.benchmarks.pipeline.Trial.Variant;
import dev.surety.benchmarks.report.Measurements;
import dev.surety.benchmarks.report.Ratio;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Decisions a second of the whole graph without a broker, beside the same graph around an identity
 * function; and what parallelism, backend and the spread of the traffic change.
 */
public final class PipelinePart implements Part {

  private static final int TENANTS = 1_000;
  private static final double HOT = 0.9;
  private static final String HEAP = "hashmap";
  private static final String ROCKSDB = "rocksdb";

  private final Map<Lane, List<Stretch>> measured = new LinkedHashMap<>();

  @Override
  public String name() {
    return "pipeline";
  }

  @Override
  public void run(Measurements findings, boolean quick, RunLog progress) throws Exception {
    try (BenchCluster cluster = BenchCluster.start(2);
        Scratch scratch = Scratch.open()) {
      Rounds rounds = new Rounds(cluster, scratch.folder(), quick, progress);
      Lane router = router("job, 1,000 tenants, heap, parallelism 1", 1, HEAP, even(TENANTS));
      Lane identity = identity("identity, parallelism 1", 1);
      Lane router2 = router("job, 1,000 tenants, heap, parallelism 2", 2, HEAP, even(TENANTS));
      Lane identity2 = identity("identity, parallelism 2", 2);
      rounds.warmUp(router2, identity2);

      PairedRounds two = rounds.pair(router2, identity2);
      findings.ratio(Ratio.PIPELINE_VS_IDENTITY, two.rates());
      findings.ratio(Ratio.PIPELINE_CPU_VS_IDENTITY, two.processorTimes());
      findings.ratio(Ratio.PIPELINE_VS_IDENTITY_ONE_TASK, rounds.pair(router, identity).rates());
      if (!quick) {
        Lane rocksdb =
            router("job, 1,000 tenants, RocksDB, parallelism 1", 1, ROCKSDB, even(TENANTS));
        findings.ratio(Ratio.ROCKSDB_VS_HEAP, rounds.pair(rocksdb, router).rates());
        Lane hot =
            router("job, 90 % of one tenant, heap, parallelism 2", 2, HEAP, even(TENANTS).hot(HOT));
        findings.ratio(Ratio.HOT_TENANT_VS_EVEN, rounds.pair(hot, router2).rates());
        rounds.pair(
            router("job, 1 tenant, heap, parallelism 1", 1, HEAP, even(1)),
            router("job, 1,000 tenants, RocksDB, parallelism 2", 2, ROCKSDB, even(TENANTS)));
      }
    }
    measured.forEach((lane, stretches) -> report(findings, lane, stretches));
  }

  private void report(Measurements findings, Lane lane, List<Stretch> stretches) {
    findings.measured(
        name(), lane.name(), "decisions/s", stretches.stream().map(Stretch::perSecond).toList());
    findings.measured(
        name(),
        lane.name() + ", processor time",
        "µs/decision",
        stretches.stream().map(Stretch::cpuMicros).toList());
  }

  private static Workload even(int tenants) {
    return Workload.even(tenants);
  }

  private static Lane router(String name, int parallelism, String backend, Workload workload) {
    return new Lane(name, Variant.ROUTER, parallelism, backend, workload);
  }

  private static Lane identity(String name, int parallelism) {
    return new Lane(name, Variant.IDENTITY, parallelism, HEAP, even(TENANTS));
  }

  /** How long and how often. */
  private final class Rounds {

    private final BenchCluster cluster;
    private final Path checkpoints;
    private final boolean quick;
    private final RunLog progress;

    Rounds(BenchCluster cluster, Path checkpoints, boolean quick, RunLog progress) {
      this.cluster = cluster;
      this.checkpoints = checkpoints;
      this.quick = quick;
      this.progress = progress;
    }

    /** The compiler of the JVM is done with both before either counts. */
    void warmUp(Lane... lanes) throws IOException, InterruptedException {
      progress.say("pipeline: warming up");
      for (Lane lane : lanes) {
        lane.measure(cluster, checkpoints, Duration.ZERO, Duration.ofSeconds(quick ? 12 : 45));
      }
    }

    PairedRounds pair(Lane first, Lane second) throws IOException, InterruptedException {
      progress.say("pipeline: " + first.name() + " | " + second.name());
      PairedRounds rounds =
          PairedRounds.of(
              cluster,
              checkpoints,
              first,
              second,
              quick ? 3 : 5,
              Duration.ofMillis(quick ? 1_000 : 1_500),
              Duration.ofSeconds(quick ? 2 : 3));
      keep(first, rounds.first());
      keep(second, rounds.second());
      return rounds;
    }

    private void keep(Lane lane, List<Stretch> stretches) {
      measured.computeIfAbsent(lane, l -> new ArrayList<>()).addAll(stretches);
    }
  }
}
