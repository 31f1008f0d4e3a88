package dev.surety.benchmarks.gateway;

import dev.surety.benchmarks.Part;
import dev.surety.benchmarks.RunLog;
import dev.surety.benchmarks.gateway.Callers.Question;
import dev.surety.benchmarks.pipeline.Scratch;
import dev.surety.benchmarks.report.Measurements;
import dev.surety.benchmarks.report.Medians;
import dev.surety.benchmarks.report.Ratio;
import dev.surety.client.Topics;
import dev.surety.demo.kafka.TopicAdmin;
import dev.surety.demo.run.DemoJob;
import dev.surety.demo.run.JobLauncher;
import dev.surety.demo.run.TopicLayout;
import dev.surety.demo.run.Workspace;
import dev.surety.domain.RoutingRequest;
import dev.surety.domain.TenantTier;
import dev.surety.gateway.keys.NewKey;
import dev.surety.gateway.simulation.SimulatedUpstream;
import dev.surety.gateway.simulation.SpeakingPace;
import dev.surety.gateway.simulation.Voice;
import dev.surety.job.options.JobOptions;
import dev.surety.trials.cluster.BrokerProcess;
import dev.surety.trials.cluster.DoorProcess;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.apache.flink.configuration.CheckpointingOptions;

/**
 * Milliseconds that the door adds to an answer of an upstream that answers at once: the same client
 * asks it in turns directly, through a proxy that does nothing but pass on, through a door whom the
 * router answers, through one that lives on standings, and through Portkey's gateway; and it asks
 * the router alone, through Kafka.
 */
public final class GatewayPart implements Part {

  private static final TenantTier ACME = new TenantTier("acme", "gold");
  private static final int[] CONCURRENCY = {1, 10, 100};

  /** What a model takes that is not simulated, or less: as many at once don't fill the machine. */
  private static final int PACE_MILLIS = 200;

  /** As the job does by itself; the demo's second is for people who watch. */
  private static final String CHECKPOINT_EVERY = "10 s";

  private static final int WARM_BLOCK = 2_000;
  private static final String DIRECT = "upstream asked directly";
  private static final String BARE = "a proxy that reads nothing";
  private static final String STANDING = "door, standings only";
  private static final String ROUTER = "door, router answering";
  private static final String PORTKEY = "Portkey's gateway";
  private static final String KAFKA = "router asked through Kafka";

  private Measurements findings;
  private RunLog progress;
  private boolean quick;

  @Override
  public String name() {
    return "gateway";
  }

  @Override
  public void run(Measurements findings, boolean quick, RunLog progress) throws Exception {
    this.findings = findings;
    this.progress = progress;
    this.quick = quick;
    progress.say("gateway: starting broker, job, upstream and doors");
    try (Scratch scratch = Scratch.open();
        BrokerProcess broker =
            BrokerProcess.startToStay(
                scratch.folder().resolve("broker"), scratch.folder().resolve("logs"));
        Workspace workspace = Workspace.open(null);
        SimulatedUpstream upstream =
            SimulatedUpstream.open(0, 1, SpeakingPace.AT_ONCE, Voice::plain)) {
      TopicAdmin.create(broker.bootstrap(), TopicLayout.of(Topics.DEFAULT, 1));
      BenchPromise.publish(broker.bootstrap(), ACME);
      DemoJob job =
          JobLauncher.start(
              0,
              1,
              workspace,
              Map.of(JobOptions.BOOTSTRAP_SERVERS.key(), broker.bootstrap()),
              Map.of(CheckpointingOptions.CHECKPOINTING_INTERVAL.key(), CHECKPOINT_EVERY));
      try {
        job.awaitRunning();
        besides(broker.bootstrap(), scratch.folder(), upstream);
      } finally {
        job.cancel();
      }
    }
  }

  private void besides(String brokers, Path folder, SimulatedUpstream upstream) throws Exception {
    Path keys = folder.resolve("keys.jsonl");
    Map<String, String> bearer = Map.of("authorization", "Bearer " + NewKey.add(keys, ACME));
    List<String> common =
        List.of(
            "--kafka.bootstrap.servers=" + brokers,
            "--api-keys.file=" + keys,
            "--decision.default-models=" + BenchPromise.MODEL,
            "--upstreams.sim.url=" + upstream.url(),
            "--upstreams.sim.models.%1$s=%1$s".formatted(BenchPromise.MODEL));
    Optional<Path> portkey = PortkeyProcess.program();
    if (portkey.isEmpty()) {
      progress.say("gateway: without Portkey's gateway, which is not installed (.ci/run does it)");
    }
    int direct = URI.create(upstream.url()).getPort();
    int most = CONCURRENCY[CONCURRENCY.length - 1];
    try (BareProxy bare = BareProxy.open(direct, most);
        DoorProcess asking =
            DoorProcess.start(and(common, "--decision.budget=1 min"), folder.resolve("asking"));
        DoorProcess standing =
            DoorProcess.start(and(common, "--decision.budget=0 ms"), folder.resolve("standing"));
        PortkeyProcess other =
            portkey.isEmpty() ? null : PortkeyProcess.start(portkey.get(), folder);
        Turns turns = new Turns(brokers, KAFKA, Map.of(ROUTER, asking, STANDING, standing));
        Callers callers = new Callers(most)) {
      Asked asked =
          (target, millis) ->
              switch (target) {
                case DIRECT -> callers.http(direct, BenchPromise.MODEL, Map.of(), millis);
                case BARE -> callers.http(bare.port(), BenchPromise.MODEL, Map.of(), millis);
                case STANDING -> callers.http(standing.port(), "surety", bearer, millis);
                case ROUTER -> callers.http(asking.port(), "surety", bearer, millis);
                case PORTKEY ->
                    callers.http(
                        other.port(),
                        BenchPromise.MODEL,
                        Map.of(
                            "x-portkey-provider",
                            "openai",
                            "x-portkey-custom-host",
                            upstream.url()),
                        millis);
                default -> callers.later(millis, () -> turns.ask(request()));
              };
      List<String> targets = new ArrayList<>(List.of(DIRECT, BARE, STANDING, ROUTER, KAFKA));
      if (other != null) {
        targets.add(3, PORTKEY);
      }
      measure(callers, turns, targets, asked);
    }
  }

  /** How a target is asked for an answer that takes so long by itself. */
  private interface Asked {
    Question of(String target, int millis);
  }

  private static List<String> and(List<String> options, String more) {
    List<String> all = new ArrayList<>(options);
    all.add(more);
    return all;
  }

  /** As the door asks. */
  private static RoutingRequest request() {
    return RoutingRequest.builder(UUID.randomUUID().toString(), ACME, System.currentTimeMillis())
        .prompt("Is it so?")
        .candidates(List.of(BenchPromise.MODEL))
        .build();
  }

  private void measure(Callers callers, Turns turns, List<String> targets, Asked asked)
      throws IOException, InterruptedException {
    for (String target : targets) {
      progress.say("gateway: warming up " + target);
      turns.begin(target);
      awaitAnswer(callers, target, asked.of(target, 0));
      warmUp(callers, asked.of(target, 0));
    }
    double worstBesidePortkey = Double.NEGATIVE_INFINITY;
    double worstBesideKafka = Double.NEGATIVE_INFINITY;
    for (int atOnce : CONCURRENCY) {
      progress.say("gateway: " + atOnce + " at once");
      Map<String, Double> added = atOnce(callers, turns, targets, asked, atOnce, 0);
      worstBesideKafka = Math.max(worstBesideKafka, added.get(ROUTER) - added.get(KAFKA));
      if (added.containsKey(PORTKEY)) {
        worstBesidePortkey = Math.max(worstBesidePortkey, added.get(STANDING) - added.get(PORTKEY));
      }
    }
    findings.ratio(Ratio.DOOR_ROUTED_MS_OVER_KAFKA, worstBesideKafka);
    if (Double.isFinite(worstBesidePortkey)) {
      findings.ratio(Ratio.DOOR_STANDING_MS_OVER_PORTKEY, worstBesidePortkey);
    }
    findings.ratio(Ratio.DOOR_ROUTED_MS_OVER_KAFKA_PACED, paced(callers, turns, targets, asked));
  }

  /** The door over the router alone, where an answer takes its time; the worst. */
  private double paced(Callers callers, Turns turns, List<String> targets, Asked asked)
      throws IOException, InterruptedException {
    List<String> ours = new ArrayList<>(targets);
    ours.remove(PORTKEY); // passes on only the fields that it knows
    double worst = Double.NEGATIVE_INFINITY;
    for (int atOnce : CONCURRENCY) {
      progress.say("gateway: " + atOnce + " at once, of answers that take their time");
      Map<String, Double> added = atOnce(callers, turns, ours, asked, atOnce, PACE_MILLIS);
      worst = Math.max(worst, added.get(ROUTER) - added.get(KAFKA));
    }
    return worst;
  }

  /**
   * Until it becomes no faster: each is a program of its own, which is compiled while it runs, and
   * what the compilers take of the machine all others miss.
   */
  private void warmUp(Callers callers, Question question) throws IOException {
    int most = quick ? 10 : 40;
    List<Double> blocks = new ArrayList<>();
    boolean settled = false;
    while (!settled && blocks.size() < most) {
      blocks.add(Medians.of(callers.ask(question, WARM_BLOCK, 10)));
      int n = blocks.size();
      settled =
          n >= 6
              && Medians.of(blocks.subList(n - 3, n))
                  > 0.97 * Medians.of(blocks.subList(n - 6, n - 3));
    }
  }

  /** It may still be starting. */
  private static void awaitAnswer(Callers callers, String name, Question question)
      throws IOException, InterruptedException {
    long end = System.nanoTime() + Duration.ofMinutes(2).toNanos();
    while (true) {
      try {
        callers.ask(question, 1, 1);
        return;
      } catch (IOException e) {
        if (System.nanoTime() > end) {
          throw new IOException(name + " does not answer: " + e.getMessage(), e);
        }
        Thread.sleep(200);
      }
    }
  }

  /**
   * What each adds: medians over rounds in which all had their turn, and a pause before it, so that
   * nobody pays for what the one before has left to do.
   */
  private Map<String, Double> atOnce(
      Callers callers, Turns turns, List<String> targets, Asked asked, int atOnce, int paceMillis)
      throws IOException, InterruptedException {
    Map<String, List<Double>> differences = new LinkedHashMap<>();
    Map<String, List<Double>> processor = new LinkedHashMap<>();
    List<Double> direct = new ArrayList<>();
    int times = paceMillis > 0 ? atOnce * 5 : Math.max(atOnce * 4, quick ? 100 : 200);
    for (int round = 0; round < (quick ? 7 : paceMillis > 0 ? 15 : 25); round++) {
      double base = 0;
      for (String target : targets) {
        turns.begin(target);
        callers.ask(asked.of(target, 0), atOnce, atOnce); // its connections, if they are new
        Thread.sleep(100);
        double before = Processor.millis();
        double median =
            Medians.of(callers.ask(asked.of(target, paceMillis), times, atOnce, paceMillis));
        processor
            .computeIfAbsent(target, name -> new ArrayList<>())
            .add((Processor.millis() - before) / times);
        if (target.equals(DIRECT)) {
          base = median;
          direct.add(median);
        } else {
          double beyond = target.equals(KAFKA) ? median - paceMillis : median - base;
          differences.computeIfAbsent(target, name -> new ArrayList<>()).add(beyond);
        }
      }
    }
    String how = ", " + atOnce + " at once" + (paceMillis > 0 ? ", answers of 200 ms" : "");
    findings.measured(name(), DIRECT + how + ", takes", "ms", direct);
    Map<String, Double> medians = new LinkedHashMap<>();
    differences.forEach(
        (target, rounds) -> {
          String what = target + how + (target.equals(KAFKA) ? ", takes" : ", adds");
          medians.put(target, findings.measured(name(), what, "ms", rounds));
        });
    processor.forEach(
        (target, rounds) ->
            findings.measured(name(), target + how + ", processor time", "ms/request", rounds));
    return medians;
  }
}
