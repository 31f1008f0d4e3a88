package dev.surety.benchmarks.kafka;

import dev.surety.benchmarks.Part;
import dev.surety.benchmarks.RunLog;
import dev.surety.benchmarks.kafka.JobLine.Spec;
import dev.surety.benchmarks.pipeline.BenchCluster;
import dev.surety.benchmarks.pipeline.Scratch;
import dev.surety.benchmarks.report.Measurements;
import dev.surety.benchmarks.report.Medians;
import dev.surety.benchmarks.report.Ratio;
import dev.surety.client.Topics;
import dev.surety.demo.kafka.TopicAdmin;
import dev.surety.demo.run.TopicLayout;
import dev.surety.trials.cluster.BrokerProcess;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleBinaryOperator;

/**
 * Decisions a second and latency from topic to topic, beside a job with an identity function in
 * ROUTE's place and beside a thread that hands requests on: all run all the time, on one broker in
 * a process of its own, and the requests go now to one, now to another. Parallelism 1: broker and
 * clients need a core too.
 */
public final class KafkaPart implements Part {

  private static final List<Spec> ROUTER_AND_IDENTITY =
      List.of(new Spec("router", false, null, null), new Spec("identity", true, null, null));

  /** Settings of what gathers records, to see whether the job's own, the last, do well. */
  private static final List<Spec> SETTINGS =
      List.of(
          new Spec("buffer-1-kafkas-own", false, 1, Gathering.KAFKAS_OWN),
          new Spec("buffer-0-one-in-flight", false, 0, Gathering.ONE_IN_FLIGHT));

  /** Requests a second of a small installation. */
  private static final int FEW = 200;

  private static final String ECHO = "echo";

  private static final Map<Integer, Ratio> OVER_IDENTITY =
      Map.of(
          20, Ratio.KAFKA_P50_OVER_IDENTITY_MS_AT_20,
          50, Ratio.KAFKA_P50_OVER_IDENTITY_MS,
          80, Ratio.KAFKA_P50_OVER_IDENTITY_MS_AT_80);

  private Measurements findings;
  private RunLog progress;
  private boolean quick;
  private Clients clients;

  @Override
  public String name() {
    return "kafka";
  }

  @Override
  public void run(Measurements findings, boolean quick, RunLog progress) throws Exception {
    this.findings = findings;
    this.progress = progress;
    this.quick = quick;
    double peak = with(ROUTER_AND_IDENTITY, true, this::besideOthers);
    if (!quick) {
      with(SETTINGS, false, lines -> settings(lines, peak));
    }
  }

  /** What is measured of lines that run side by side. */
  @FunctionalInterface
  private interface Comparison {
    double of(List<Line> lines) throws IOException, InterruptedException;
  }

  /** A broker and these jobs, for one comparison: idle jobs would have a share of the machine. */
  private double with(List<Spec> specs, boolean echo, Comparison comparison) throws Exception {
    progress.say("kafka: starting a broker and " + specs.size() + " jobs");
    try (Scratch scratch = Scratch.open();
        BrokerProcess broker =
            BrokerProcess.start(
                scratch.folder().resolve("broker"), scratch.folder().resolve("logs"));
        BenchCluster cluster = BenchCluster.start(specs.size())) {
      // All of them before any job: a broker takes a moment to know its new topics.
      for (Spec spec : specs) {
        TopicAdmin.create(broker.bootstrap(), TopicLayout.of(spec.topics(), 1));
      }
      List<Line> lines = new ArrayList<>();
      for (Spec spec : specs) {
        lines.add(JobLine.start(cluster, broker.bootstrap(), scratch.folder(), spec));
      }
      if (echo) {
        TopicAdmin.create(broker.bootstrap(), TopicLayout.of(Topics.prefixed(ECHO + "-"), 1));
        lines.add(new Echo(broker.bootstrap(), ECHO, Gathering.ONE_IN_FLIGHT));
      }
      double result;
      try (Clients all = new Clients(broker.bootstrap(), lines)) {
        clients = all;
        progress.say("kafka: warming up");
        for (Line line : lines) {
          clients.send(line, quick ? 60_000 : 200_000, Double.POSITIVE_INFINITY);
        }
        result = comparison.of(lines);
      }
      for (Line line : lines) {
        line.close();
      }
      return result;
    }
  }

  /** Returns the job's peak, decisions a second. */
  private double besideOthers(List<Line> lines) throws IOException, InterruptedException {
    JobLine router = (JobLine) lines.get(0);
    double peak = peak(router, lines.get(1));
    few(latency(lines, "200/s", FEW));
    for (int share : quick ? new int[] {50} : new int[] {20, 50, 80}) {
      List<List<Segment>> all = latency(lines, share + " %", peak * share / 100);
      findings.ratio(OVER_IDENTITY.get(share), beside(all, 1, 0.5, (job, other) -> job - other));
      if (share == 50) {
        findings.ratio(Ratio.KAFKA_P50_VS_RAW, beside(all, 2, 0.5, (job, raw) -> job / raw));
        findings.ratio(Ratio.KAFKA_P99_VS_RAW, beside(all, 2, 0.99, (job, raw) -> job / raw));
      }
    }
    findings.measured(name(), "in ROUTE, p50", "µs", router.serviceTimes().quantile(0.5) / 1e3);
    findings.measured(name(), "in ROUTE, p99", "µs", router.serviceTimes().quantile(0.99) / 1e3);
    return peak;
  }

  private void few(List<List<Segment>> all) {
    findings.ratio(Ratio.KAFKA_P50_MS_AT_200, beside(all, 0, 0.5, (job, same) -> job));
    findings.ratio(
        Ratio.KAFKA_P50_OVER_RAW_MS_AT_200, beside(all, 2, 0.5, (job, raw) -> job - raw));
  }

  /** The median over the rounds of what the first line's quantile is beside another's. */
  private static double beside(
      List<List<Segment>> all, int other, double quantile, DoubleBinaryOperator comparison) {
    List<Double> rounds = new ArrayList<>();
    for (int round = 0; round < all.get(0).size(); round++) {
      rounds.add(
          comparison.applyAsDouble(
              all.get(0).get(round).quantile(quantile),
              all.get(other).get(round).quantile(quantile)));
    }
    return Medians.of(rounds);
  }

  private double peak(Line router, Line identity) throws IOException, InterruptedException {
    List<Double> routed = new ArrayList<>();
    List<Double> passed = new ArrayList<>();
    List<Double> ratios = new ArrayList<>();
    int requests = quick ? 60_000 : 120_000;
    for (int round = 0; round < (quick ? 3 : 5); round++) {
      progress.say("kafka: peak, round " + (round + 1));
      routed.add(clients.send(router, requests, Double.POSITIVE_INFINITY).perSecond());
      passed.add(clients.send(identity, requests, Double.POSITIVE_INFINITY).perSecond());
      ratios.add(routed.get(round) / passed.get(round));
    }
    findings.ratio(Ratio.KAFKA_PEAK_VS_IDENTITY, Medians.of(ratios));
    findings.measured(name(), "identity, peak", "decisions/s", passed);
    return findings.measured(name(), "job, peak", "decisions/s", routed);
  }

  /** Of each line its rounds, in which all had their turn. */
  private List<List<Segment>> latency(List<Line> lines, String at, double rate)
      throws IOException, InterruptedException {
    progress.say("kafka: latency at " + at + (at.endsWith("%") ? " of the peak" : ""));
    // What runs once a poll or once a batch is compiled late, and meanwhile takes half a core.
    for (Line line : lines) {
      clients.send(line, (int) (rate * 8), rate);
    }
    // Short and many: a stall falls into few of them, and the median passes it over.
    List<List<Segment>> all = inTurns(lines, quick ? 6 : 11, rate);
    List<String> names = List.of("job", "identity", "echo");
    for (int i = 0; i < lines.size(); i++) {
      latencies(names.get(i) + ", at " + at, all.get(i));
    }
    return all;
  }

  private List<List<Segment>> inTurns(List<Line> lines, int rounds, double rate)
      throws IOException, InterruptedException {
    List<List<Segment>> segments = new ArrayList<>();
    lines.forEach(line -> segments.add(new ArrayList<>()));
    for (int round = 0; round < rounds; round++) {
      for (int i = 0; i < lines.size(); i++) {
        segments.get(i).add(clients.send(lines.get(i), (int) (2 * rate), rate));
      }
    }
    return segments;
  }

  /** What gathering records does to throughput and latency; in turns as well. */
  private double settings(List<Line> lines, double peak) throws IOException, InterruptedException {
    progress.say("kafka: peaks with other buffer time-outs and ways to gather");
    List<List<Double>> peaks = new ArrayList<>();
    lines.forEach(line -> peaks.add(new ArrayList<>()));
    for (int round = 0; round < 3; round++) {
      for (int i = 0; i < lines.size(); i++) {
        peaks.get(i).add(clients.send(lines.get(i), 120_000, Double.POSITIVE_INFINITY).perSecond());
      }
    }
    for (int i = 0; i < lines.size(); i++) {
      findings.measured(name(), setting(lines.get(i)) + ", peak", "decisions/s", peaks.get(i));
    }
    for (int share : new int[] {0, 50}) {
      double rate = share == 0 ? FEW : peak * share / 100;
      String at = share == 0 ? FEW + "/s" : share + " %";
      progress.say("kafka: buffer time-outs and ways to gather at " + at);
      for (Line line : lines) {
        clients.send(line, (int) (5 * rate), rate);
      }
      List<List<Segment>> segments = inTurns(lines, 6, rate);
      for (int i = 0; i < lines.size(); i++) {
        latencies(setting(lines.get(i)) + ", at " + at, segments.get(i));
      }
    }
    return peak;
  }

  private static String setting(Line line) {
    Spec spec = ((JobLine) line).spec();
    return "job, buffer time-out %d ms, %s".formatted(spec.bufferTimeoutMillis(), spec.gathering());
  }

  private void latencies(String what, List<Segment> segments) {
    findings.measured(
        name(), what + ", p50", "ms", segments.stream().map(s -> s.quantile(0.5)).toList());
    findings.measured(
        name(), what + ", p99", "ms", segments.stream().map(s -> s.quantile(0.99)).toList());
  }
}
