package dev.surety.trials.door;

import dev.surety.client.Topics;
import dev.surety.demo.kafka.EmbeddedKafka;
import dev.surety.demo.run.DemoJob;
import dev.surety.demo.run.JobLauncher;
import dev.surety.demo.run.TopicLayout;
import dev.surety.demo.run.Workspace;
import dev.surety.domain.ControlUpdate;
import dev.surety.domain.ControlUpdate.ModelUpdate;
import dev.surety.domain.ControlUpdate.SlaUpdate;
import dev.surety.domain.FeedbackTerms;
import dev.surety.domain.ModelSpec;
import dev.surety.domain.SlaPolicy;
import dev.surety.domain.TenantTier;
import dev.surety.gateway.keys.NewKey;
import dev.surety.gateway.simulation.SimulatedUpstream;
import dev.surety.gateway.simulation.SpeakingPace;
import dev.surety.gateway.simulation.Voice.Said;
import dev.surety.job.options.JobOptions;
import dev.surety.trials.cluster.DoorProcess;
import dev.surety.wire.json.ControlJson;
import dev.surety.wire.json.TopicRecord;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Many users of one door, a process of its own, on a broker and a job in this JVM. */
final class DoorTrial {

  private static final TenantTier ACME = new TenantTier("acme", "gold");
  private static final String TEXT = "word ".repeat(20).strip();
  private static final int INPUT_TOKENS = 1000;
  private static final int OUTPUT_TOKENS = 2000;
  private static final double USD_PER_MTOK = 1;
  private static final double USD_AN_ANSWER = (INPUT_TOKENS + OUTPUT_TOKENS) * USD_PER_MTOK / 1e6;
  private static final Duration BOOKING = Duration.ofSeconds(60);

  /** What a door has of a request that is under way, and of no other. */
  private static final Set<String> OF_A_REQUEST =
      Set.of(
          "dev.surety.gateway.http.Exchange",
          "dev.surety.gateway.http.ClientSide",
          "dev.surety.gateway.http.Attempt",
          "dev.surety.gateway.http.StreamedAnswer");

  private final int clients;
  private final Duration time;
  private final int tokenMillis;
  private final boolean kill;
  private final Duration settle;
  private final PrintWriter progress;

  /**
   * @param tokenMillis between two of the 20 words of an answer
   * @param settle how long to wait for connections to the upstream to be closed, some seconds after
   *     their last use; 0 does not look
   * @param kill whether the door is killed in the middle of a second load
   * @param progress told what is going on
   */
  DoorTrial(
      int clients,
      Duration time,
      int tokenMillis,
      boolean kill,
      Duration settle,
      PrintWriter progress) {
    this.settle = settle;
    this.progress = progress;
    this.clients = clients;
    this.time = time;
    this.tokenMillis = tokenMillis;
    this.kill = kill;
  }

  DoorTrialSummary run() throws Exception {
    say("starting broker, job, upstream and door");
    Path folder = Files.createTempDirectory("surety-door-trial-");
    SpeakingPace pace = new SpeakingPace(tokenMillis, tokenMillis);
    try (EmbeddedKafka kafka = EmbeddedKafka.start();
        Workspace workspace = Workspace.open(null);
        SimulatedUpstream upstream =
            SimulatedUpstream.open(
                0, 1, pace, asked -> new Said(TEXT, INPUT_TOKENS, OUTPUT_TOKENS))) {
      kafka.createTopics(TopicLayout.of(Topics.DEFAULT, 1));
      Map<String, Object> toKafka = Map.of("bootstrap.servers", kafka.bootstrap());
      configure(toKafka);
      DemoJob job =
          JobLauncher.start(
              0,
              1,
              workspace,
              Map.of(
                  JobOptions.BOOTSTRAP_SERVERS.key(),
                  kafka.bootstrap(),
                  // The last standing must know of the last answer.
                  JobOptions.STANDINGS_INTERVAL.key(),
                  "0 ms"));
      try {
        job.awaitRunning();
        return run(toKafka, kafka.bootstrap(), folder, upstream);
      } finally {
        job.cancel();
      }
    }
  }

  private DoorTrialSummary run(
      Map<String, Object> toKafka, String bootstrap, Path folder, SimulatedUpstream upstream)
      throws Exception {
    String key = NewKey.add(folder.resolve("keys.jsonl"), ACME);
    List<String> options =
        List.of(
            "--kafka.bootstrap.servers=" + bootstrap,
            "--api-keys.file=" + folder.resolve("keys.jsonl"),
            // The ledger is looked at, not the latency: nobody is answered without a decision.
            "--decision.budget=1 min",
            // Or what is left open could only be seen a minute after the last user.
            "--upstreams.sim.keep-alive=5 s",
            "--upstreams.sim.url=" + upstream.url(),
            "--upstreams.sim.models.first=first",
            "--upstreams.sim.models.second=second");
    try (DoorProcess door = DoorProcess.start(options, folder)) {
      door.awaitReady();
      StreamingLoad warm = load("warm", door, key, Duration.ofSeconds(2));
      warm.run(() -> {});
      DoorProcess.Alive before = door.alive(OF_A_REQUEST);
      StreamingLoad even = load("even", door, key, time);
      even.run(() -> {});
      say("waiting until the connections to the upstream have rested, and are closed");
      long clientsLeft = left(door.port(), Duration.ofSeconds(10));
      long upstreamsLeft = left(URI.create(upstream.url()).getPort(), settle);
      DoorProcess.Alive after = door.alive(OF_A_REQUEST);
      StreamingLoad cut = load("cut", door, key, time);
      if (kill) {
        cut.run(
            () -> {
              say("killing the door, and starting it again");
              door.kill();
              door.restart();
            });
      }
      say("reading the ledger, once all is booked");
      List<StreamingLoad> all = kill ? List.of(warm, even, cut) : List.of(warm, even);
      return summary(toKafka, all, clientsLeft, upstreamsLeft, before, after);
    }
  }

  private StreamingLoad load(String name, DoorProcess door, String key, Duration how) {
    return new StreamingLoad(name, door.port(), key, clients, how, progress);
  }

  private void say(String what) {
    progress.println("door trial: " + what);
    progress.flush();
  }

  /** Connections to a port, once they are closed or that takes too long. */
  private static long left(int port, Duration most) throws IOException, InterruptedException {
    long end = System.nanoTime() + most.toNanos();
    while (OpenConnections.to(port) > 0 && System.nanoTime() < end) {
      Thread.sleep(200);
    }
    return OpenConnections.to(port);
  }

  private DoorTrialSummary summary(
      Map<String, Object> toKafka,
      List<StreamingLoad> loads,
      long clientsLeft,
      long upstreamsLeft,
      DoorProcess.Alive before,
      DoorProcess.Alive after)
      throws IOException, InterruptedException {
    long complete = loads.stream().mapToLong(load -> load.complete.get()).sum();
    DoorLedger ledger = DoorLedger.read(toKafka, Topics.DEFAULT);
    long end = System.nanoTime() + BOOKING.toNanos();
    while (!ledger.isBooked(USD_AN_ANSWER) && System.nanoTime() < end) {
      Thread.sleep(500);
      ledger = DoorLedger.read(toKafka, Topics.DEFAULT);
    }
    return new DoorTrialSummary(
        clients,
        time.toMillis() / 1000.0,
        kill,
        loads.stream().mapToLong(load -> load.asked.get()).sum(),
        complete,
        loads.stream().mapToLong(load -> load.broken.get()).sum(),
        loads.stream().mapToLong(load -> load.standing.get()).sum(),
        loads.stream().mapToLong(load -> load.sameDecision.get()).sum(),
        loads.stream().mapToLong(load -> load.otherDecision.get()).sum(),
        clientsLeft,
        settle.isZero() ? 0 : upstreamsLeft,
        before.heapBytes() >> 20,
        after.heapBytes() >> 20,
        after.instances(),
        ledger,
        Math.max(0, complete - ledger.answers()),
        ledger.isBooked(USD_AN_ANSWER));
  }

  private static void configure(Map<String, Object> toKafka) throws Exception {
    List<ControlUpdate> updates =
        List.of(
            new ModelUpdate(
                ModelSpec.builder("first", 1).price(USD_PER_MTOK, USD_PER_MTOK).build()),
            new ModelUpdate(
                ModelSpec.builder("second", 1).price(USD_PER_MTOK, USD_PER_MTOK).build()),
            new SlaUpdate(
                ACME.tenant(),
                ACME.tier(),
                new SlaPolicy(
                    1, 0.8, "surety", 0, Map.of(), FeedbackTerms.DEFAULT, SlaPolicy.Mode.APPLY)));
    try (var producer =
        new KafkaProducer<>(toKafka, new ByteArraySerializer(), new ByteArraySerializer())) {
      for (ControlUpdate update : updates) {
        TopicRecord record = ControlJson.write(update);
        producer
            .send(new ProducerRecord<>(Topics.DEFAULT.control(), record.key(), record.value()))
            .get();
      }
    }
  }
}
