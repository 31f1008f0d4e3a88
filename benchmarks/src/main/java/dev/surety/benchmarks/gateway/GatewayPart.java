package dev.surety.benchmarks.gateway;

import dev.surety.benchmarks.Part;
import dev.surety.benchmarks.RunLog;
import dev.surety.benchmarks.gateway.Callers.Question;
import dev.surety.benchmarks.pipeline.Scratch;
import dev.surety.benchmarks.report.Measurements;
import dev.surety.benchmarks.report.Medians;
import dev.surety.benchmarks.report.Ratio;
import dev.surety.client.Gateway;
import dev.surety.client.GatewaySettings;
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

/**
 * Milliseconds that the door adds to an answer of an upstream that answers at once: the same client
 * asks it in turns directly, through a door whom the router answers, through one that lives on
 * standings, and through Portkey's gateway; and it asks the router alone, through Kafka.
 */
public final class GatewayPart implements Part {

  private static final TenantTier ACME = new TenantTier("acme", "gold");
  private static final int[] CONCURRENCY = {1, 10, 100};
  private static final String DIRECT = "upstream asked directly";
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
            BrokerProcess.start(
                scratch.folder().resolve("broker"), scratch.folder().resolve("logs"));
        Workspace workspace = Workspace.open(null);
        SimulatedUpstream upstream =
            SimulatedUpstream.open(0, 1, SpeakingPace.AT_ONCE, Voice::plain)) {
      TopicAdmin.create(broker.bootstrap(), TopicLayout.of(Topics.DEFAULT, 1));
      BenchPromise.publish(broker.bootstrap(), ACME);
      DemoJob job =
          JobLauncher.start(
              0, 1, workspace, Map.of(JobOptions.BOOTSTRAP_SERVERS.key(), broker.bootstrap()));
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
    try (DoorProcess asking =
            DoorProcess.start(and(common, "--decision.budget=1 min"), folder.resolve("asking"));
        DoorProcess standing =
            DoorProcess.start(and(common, "--decision.budget=0 ms"), folder.resolve("standing"));
        PortkeyProcess other =
            portkey.isEmpty() ? null : PortkeyProcess.start(portkey.get(), folder);
        Gateway router =
            Gateway.open(GatewaySettings.builder(brokers).timeout(Duration.ofMinutes(1)).build());
        Callers callers = new Callers(CONCURRENCY[CONCURRENCY.length - 1])) {
      Map<String, Question> all = new LinkedHashMap<>();
      int direct = URI.create(upstream.url()).getPort();
      all.put(DIRECT, callers.http(direct, BenchPromise.MODEL, Map.of()));
      all.put(STANDING, callers.http(standing.port(), "surety", bearer));
      all.put(ROUTER, callers.http(asking.port(), "surety", bearer));
      if (other != null) {
        all.put(
            PORTKEY,
            callers.http(
                other.port(),
                BenchPromise.MODEL,
                Map.of("x-portkey-provider", "openai", "x-portkey-custom-host", upstream.url())));
      }
      all.put(KAFKA, () -> router.ask(request()));
      measure(callers, all);
    }
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

  private void measure(Callers callers, Map<String, Question> all)
      throws IOException, InterruptedException {
    progress.say("gateway: warming up");
    for (Map.Entry<String, Question> target : all.entrySet()) {
      awaitAnswer(callers, target.getKey(), target.getValue());
      callers.ask(target.getValue(), quick ? 2_000 : 10_000, 10);
    }
    double worstBesidePortkey = Double.NEGATIVE_INFINITY;
    double worstBesideKafka = Double.NEGATIVE_INFINITY;
    for (int atOnce : CONCURRENCY) {
      progress.say("gateway: " + atOnce + " at once");
      Map<String, Double> added = atOnce(callers, all, atOnce);
      worstBesideKafka = Math.max(worstBesideKafka, added.get(ROUTER) - added.get(KAFKA));
      if (added.containsKey(PORTKEY)) {
        worstBesidePortkey = Math.max(worstBesidePortkey, added.get(STANDING) - added.get(PORTKEY));
      }
    }
    findings.ratio(Ratio.DOOR_ROUTED_MS_OVER_KAFKA, worstBesideKafka);
    if (Double.isFinite(worstBesidePortkey)) {
      findings.ratio(Ratio.DOOR_STANDING_MS_OVER_PORTKEY, worstBesidePortkey);
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
   * What each adds, of the router what it takes: medians over rounds in which all had their turn.
   */
  private Map<String, Double> atOnce(Callers callers, Map<String, Question> all, int atOnce)
      throws IOException {
    Map<String, List<Double>> differences = new LinkedHashMap<>();
    List<Double> direct = new ArrayList<>();
    int times = Math.max(atOnce * 4, quick ? 100 : 200);
    for (int round = 0; round < (quick ? 7 : 25); round++) {
      double base = 0;
      for (Map.Entry<String, Question> target : all.entrySet()) {
        double median = Medians.of(callers.ask(target.getValue(), times, atOnce));
        if (target.getKey().equals(DIRECT)) {
          base = median;
          direct.add(median);
        } else {
          double beyond = target.getKey().equals(KAFKA) ? median : median - base;
          differences.computeIfAbsent(target.getKey(), name -> new ArrayList<>()).add(beyond);
        }
      }
    }
    findings.measured(name(), DIRECT + ", " + atOnce + " at once, takes", "ms", direct);
    Map<String, Double> medians = new LinkedHashMap<>();
    differences.forEach(
        (target, rounds) -> {
          String verb = target.equals(KAFKA) ? "takes" : "adds";
          String what = "%s, %d at once, %s".formatted(target, atOnce, verb);
          medians.put(target, findings.measured(name(), what, "ms", rounds));
        });
    return medians;
  }
}
