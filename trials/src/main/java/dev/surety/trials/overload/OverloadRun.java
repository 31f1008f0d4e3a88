package dev.surety.trials.overload;

import dev.surety.client.Gateway;
import dev.surety.client.GatewaySettings;
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
import dev.surety.job.options.JobOptions;
import dev.surety.wire.json.ControlJson;
import dev.surety.wire.json.TopicRecord;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Even traffic, one greedy tenant, its burst, one of all tenants, even traffic between them. */
final class OverloadRun {

  private static final Topics TOPICS = Topics.DEFAULT;
  private static final int PARALLELISM = 2;

  /** A tenant sends so much beside the others' usual traffic that nine of ten are its own. */
  static final String BURST = "one tenant adds nine times";

  /** The same at doors that give a tenant so many places. */
  static final String LIMITED = "the same, held back";

  private static final String EVEN = "even";
  private static final double TIMES = 10;
  private static final double GREEDY = 0.9;
  private static final Duration LONGEST = Duration.ofMinutes(5);

  private final double rate;
  private final double seconds;
  private final long seed;
  private final int places;

  /**
   * @param rate requests a second, all tenants together, when nothing is the matter
   * @param seconds that each phase lasts
   * @param places how many undecided requests of one tenant doors take, where they hold it back
   */
  OverloadRun(double rate, double seconds, long seed, int places) {
    this.rate = rate;
    this.seconds = seconds;
    this.seed = seed;
    this.places = places;
  }

  OverloadSummary run() throws Exception {
    try (EmbeddedKafka kafka = EmbeddedKafka.start();
        Workspace workspace = Workspace.open(null)) {
      Map<String, Object> clients = Map.of("bootstrap.servers", kafka.bootstrap());
      kafka.createTopics(TopicLayout.of(TOPICS, PARALLELISM));
      configure(clients);
      DemoJob job =
          JobLauncher.start(
              0,
              PARALLELISM,
              workspace,
              Map.of(JobOptions.BOOTSTRAP_SERVERS.key(), kafka.bootstrap()));
      try {
        job.awaitRunning();
        List<Phase> phases = phases(clients);
        long restarts = job.restarts();
        job.stop(workspace.savepoint());
        return new OverloadSummary(phases, restarts);
      } catch (Exception | Error e) {
        job.cancel();
        throw e;
      }
    }
  }

  private List<Phase> phases(Map<String, Object> clients) throws Exception {
    try (Gateway gateway =
        Gateway.open(GatewaySettings.builder(clients).topics(TOPICS).timeout(LONGEST).build())) {
      Load load = new Load(gateway, LONGEST.toSeconds(), seed);
      load.run("warming up", rate, Math.min(seconds, 10), 0);
      return List.of(
          load.run(EVEN, rate, seconds, 0),
          load.run("one tenant has 90 %", rate, seconds, GREEDY),
          load.run(EVEN, rate, seconds, 0),
          load.run(BURST, TIMES * rate, seconds, GREEDY),
          load.run(EVEN, rate, seconds, 0),
          load.run(LIMITED, TIMES * rate, seconds, GREEDY, places),
          load.run(EVEN, rate, seconds, 0),
          load.run("burst of all", TIMES * rate, seconds, 0),
          load.run("even again", rate, seconds, 0));
    }
  }

  private static void configure(Map<String, Object> clients) throws Exception {
    List<ControlUpdate> updates = new ArrayList<>();
    for (int m = 0; m < 5; m++) {
      double price = 0.1 * Math.pow(3, m);
      updates.add(
          new ModelUpdate(ModelSpec.builder("model-" + m, 1).price(price, 4 * price).build()));
    }
    updates.add(
        new SlaUpdate(
            "*",
            Load.TIER,
            new SlaPolicy(
                1, 0.8, "surety", 0, Map.of(), FeedbackTerms.DEFAULT, SlaPolicy.Mode.APPLY)));
    try (var producer =
        new KafkaProducer<>(clients, new ByteArraySerializer(), new ByteArraySerializer())) {
      for (ControlUpdate update : updates) {
        TopicRecord record = ControlJson.write(update);
        producer.send(new ProducerRecord<>(TOPICS.control(), record.key(), record.value())).get();
      }
    }
  }
}
