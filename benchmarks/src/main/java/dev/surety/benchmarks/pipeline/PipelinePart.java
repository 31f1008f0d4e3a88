package dev.surety.benchmarks.pipeline;

import dev.surety.benchmarks.Part;
import dev.surety.benchmarks.RunLog;
import dev.surety.benchmarks.pipeline.Trial.Stretch;
import dev.surety.benchmarks.pipeline.Trial.Variant;
import dev.surety.benchmarks.report.Measurements;
import dev.surety.benchmarks.report.Medians;
import dev.surety.benchmarks.report.Ratio;
import dev.surety.flink.InboundEvent;
import dev.surety.wire.json.MalformedRecord;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Decisions a second of the whole graph without a broker, beside the same graph around an identity
 * function, and around one that writes as many bytes; and what parallelism, backend and the spread
 * of the traffic change.
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
    Lane router2 = router("job, 1,000 tenants, heap, parallelism 2", 2, HEAP, even(TENANTS));
    try (BenchCluster cluster = BenchCluster.start(2);
        Scratch scratch = Scratch.open()) {
      Rounds rounds = new Rounds(cluster, scratch.folder(), quick, progress);
      Lane router = router("job, 1,000 tenants, heap, parallelism 1", 1, HEAP, even(TENANTS));
      Lane identity = identity("identity, parallelism 1", 1);
      Lane identity2 = identity("identity, parallelism 2", 2);
      Lane same = same("same bytes, parallelism 1", 1);
      Lane same2 = same("same bytes, parallelism 2", 2);
      rounds.warmUp(router2, identity2, same2);

      findings.ratio(Ratio.PIPELINE_VS_SAME_BYTES_ONE_TASK, rounds.pair(router, same).rates());
      findings.ratio(Ratio.PIPELINE_VS_SAME_BYTES, rounds.pair(router2, same2).rates());

      PairedRounds two = rounds.pair(router2, identity2);
      findings.ratio(Ratio.PIPELINE_VS_IDENTITY, two.rates());
      findings.ratio(Ratio.PIPELINE_CPU_VS_IDENTITY, two.processorTimes());
      findings.ratio(Ratio.PIPELINE_VS_IDENTITY_ONE_TASK, rounds.pair(router, identity).rates());
      Lane rocksdb =
          router("job, 1,000 tenants, RocksDB, parallelism 1", 1, ROCKSDB, even(TENANTS));
      findings.ratio(Ratio.ROCKSDB_VS_HEAP, rounds.pair(rocksdb, router).rates());
      if (!quick) {
        Lane hot =
            router("job, 90 % of one tenant, heap, parallelism 2", 2, HEAP, even(TENANTS).hot(HOT));
        findings.ratio(Ratio.HOT_TENANT_VS_EVEN, rounds.pair(hot, router2).rates());
        rounds.pair(
            router("job, 1 tenant, heap, parallelism 1", 1, HEAP, even(1)),
            router("job, 1,000 tenants, RocksDB, parallelism 2", 2, ROCKSDB, even(TENANTS)));
      }
    }
    sizes(findings);
    measured.forEach((lane, stretches) -> report(findings, lane, stretches));
    findings.ratio(
        Ratio.PROCESSOR_MICROS_PER_DECISION,
        Medians.of(measured.get(router2).stream().map(Stretch::cpuMicros).toList()));
  }

  private void sizes(Measurements findings) throws MalformedRecord, IOException {
    InboundEvent request = SampleRecords.request(11);
    SampleRecords written = SampleRecords.of(request, 11);
    findings.ratio(
        Ratio.BYTES_BETWEEN_TASKS,
        findings.measured(
            name(), "request between tasks", "bytes", SampleRecords.betweenTasks(request)));
    findings.ratio(
        Ratio.JOURNAL_ROW_BYTES,
        findings.measured(name(), "journal row of a decision", "bytes", written.decided().length));
    findings.measured(name(), "journal row of feedback", "bytes", written.outcome().length);
    findings.measured(name(), "decision", "bytes", written.decision().length);
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

  private static Lane same(String name, int parallelism) {
    return new Lane(name, Variant.SAME_BYTES, parallelism, HEAP, even(TENANTS));
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
        lane.measure(cluster, checkpoints, Duration.ZERO, Duration.ofSeconds(quick ? 12 : 30));
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
