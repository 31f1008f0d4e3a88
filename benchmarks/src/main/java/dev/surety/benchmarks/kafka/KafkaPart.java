package dev.surety.benchmarks.kafka;

import dev.surety.benchmarks.Part;
import dev.surety.benchmarks.RunLog;
import dev.surety.benchmarks.kafka.Line.Spec;
import dev.surety.benchmarks.pipeline.BenchCluster;
import dev.surety.benchmarks.pipeline.Scratch;
import dev.surety.benchmarks.report.Measurements;
import dev.surety.benchmarks.report.Medians;
import dev.surety.benchmarks.report.Ratio;
import dev.surety.demo.kafka.TopicAdmin;
import dev.surety.demo.run.TopicLayout;
import dev.surety.trials.cluster.BrokerProcess;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Decisions a second and latency from topic to topic, beside a job with an identity function in
 * ROUTE's place: both run all the time, on one broker in a process of its own, and the requests go
 * now to one, now to the other. Parallelism 1: broker and clients need a core too.
 */
public final class KafkaPart implements Part {

  private static final List<Spec> ROUTER_AND_IDENTITY =
      List.of(new Spec("router", false, null, null), new Spec("identity", true, null, null));

  /** Settings of what gathers records, to see whether the job's own, the first, do well. */
  private static final List<Spec> SETTINGS =
      List.of(
          new Spec("buffer-1-linger-5", false, 1, 5),
          new Spec("buffer-0-linger-5", false, 0, 5),
          new Spec("buffer-10-linger-5", false, 10, 5),
          new Spec("buffer-1-linger-1", false, 1, 1),
          new Spec("buffer-1-linger-0", false, 1, 0));

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
    double peak = with(ROUTER_AND_IDENTITY, this::besideIdentity);
    if (!quick) {
      with(SETTINGS, lines -> settings(lines, peak));
    }
  }

  /** What is measured of jobs that run side by side. */
  @FunctionalInterface
  private interface Comparison {
    double of(List<Line> lines) throws IOException, InterruptedException;
  }

  /** A broker and these jobs, for one comparison: idle jobs would have a share of the machine. */
  private double with(List<Spec> specs, Comparison comparison) throws Exception {
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
        lines.add(Line.start(cluster, broker.bootstrap(), scratch.folder(), spec));
      }
      double result;
      try (Clients both = new Clients(broker.bootstrap(), lines)) {
        clients = both;
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
  private double besideIdentity(List<Line> lines) throws IOException, InterruptedException {
    Line router = lines.get(0);
    Line identity = lines.get(1);
    double peak = peak(router, identity);
    for (int share : quick ? new int[] {50} : new int[] {20, 50, 80}) {
      progress.say("kafka: latency at " + share + " % of the peak");
      latency(router, identity, share, peak * share / 100);
    }
    findings.measured(name(), "in ROUTE, p50", "µs", router.serviceTimes().quantile(0.5) / 1e3);
    findings.measured(name(), "in ROUTE, p99", "µs", router.serviceTimes().quantile(0.99) / 1e3);
    return peak;
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

  private void latency(Line router, Line identity, int share, double rate)
      throws IOException, InterruptedException {
    // What runs once a poll or once a batch is compiled late, and meanwhile takes half a core.
    for (Line line : List.of(router, identity)) {
      clients.send(line, (int) (rate * (quick ? 8 : 15)), rate);
    }
    List<Segment> routed = new ArrayList<>();
    List<Segment> passed = new ArrayList<>();
    List<Double> differences = new ArrayList<>();
    // Short and many: a stall falls into few of them, and the median passes it over.
    for (int pair = 0; pair < (quick ? 6 : 15); pair++) {
      int requests = (int) (2 * rate);
      routed.add(clients.send(router, requests, rate));
      passed.add(clients.send(identity, requests, rate));
      differences.add(routed.get(pair).quantile(0.5) - passed.get(pair).quantile(0.5));
    }
    findings.ratio(OVER_IDENTITY.get(share), Medians.of(differences));
    latencies("job, at " + share + " %", routed);
    latencies("identity, at " + share + " %", passed);
  }

  /** What gathering records does to latency; in turns as well. */
  private double settings(List<Line> lines, double peak) throws IOException, InterruptedException {
    for (int share : new int[] {10, 50}) {
      progress.say("kafka: buffer time-outs and lingers at " + share + " % of the peak");
      double rate = peak * share / 100;
      List<List<Segment>> segments = new ArrayList<>();
      lines.forEach(line -> segments.add(new ArrayList<>()));
      for (Line line : lines) {
        clients.send(line, (int) (5 * rate), rate);
      }
      for (int round = 0; round < 6; round++) {
        for (int i = 0; i < lines.size(); i++) {
          segments.get(i).add(clients.send(lines.get(i), (int) (2 * rate), rate));
        }
      }
      for (int i = 0; i < lines.size(); i++) {
        Spec spec = lines.get(i).spec();
        latencies(
            "job, at %d %%, buffer time-out %d ms, linger %d ms"
                .formatted(share, spec.bufferTimeoutMillis(), spec.lingerMillis()),
            segments.get(i));
      }
    }
    return peak;
  }

  private void latencies(String what, List<Segment> segments) {
    findings.measured(
        name(), what + ", p50", "ms", segments.stream().map(s -> s.quantile(0.5)).toList());
    findings.measured(
        name(), what + ", p99", "ms", segments.stream().map(s -> s.quantile(0.99)).toList());
  }
}
