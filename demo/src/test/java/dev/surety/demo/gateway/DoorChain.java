package dev.surety.demo.gateway;

import dev.surety.client.Topics;
import dev.surety.demo.kafka.EmbeddedKafka;
import dev.surety.demo.run.DemoJob;
import dev.surety.demo.run.JobLauncher;
import dev.surety.demo.run.TopicLayout;
import dev.surety.demo.run.Workspace;
import dev.surety.domain.ControlUpdate;
import dev.surety.domain.Standing;
import dev.surety.domain.TenantTier;
import dev.surety.gateway.http.DoorServer;
import dev.surety.gateway.keys.KeyRing;
import dev.surety.gateway.keys.NewKey;
import dev.surety.gateway.options.DoorOptionsReader;
import dev.surety.gateway.options.DoorSettings;
import dev.surety.gateway.route.KafkaLink;
import dev.surety.gateway.simulation.SimulatedUpstream;
import dev.surety.gateway.simulation.SpeakingPace;
import dev.surety.gateway.simulation.Voice.Said;
import dev.surety.job.options.JobOptions;
import dev.surety.wire.json.ControlFile;
import dev.surety.wire.json.ControlJson;
import dev.surety.wire.json.StandingJson;
import dev.surety.wire.json.TopicRecord;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Kafka, the real job, a simulated upstream, and doors before it; acme/gold has a promise. */
final class DoorChain implements AutoCloseable {

  /** What every model says; it takes 1000 tokens to ask and 2000 to answer. */
  static final String ANSWER = "It depends";

  private static final int SHARING = 4;
  private static final Duration LIMIT = Duration.ofMinutes(2);

  final String key;
  final String stranger;

  /** Keys of tenants whose promise, of tier {@code shared}, is always the first model. */
  final List<String> shared = new ArrayList<>();

  private final Path keys;
  private final EmbeddedKafka kafka;
  private final Workspace workspace;
  private final DemoJob job;
  private final SimulatedUpstream upstream;
  private final List<DoorServer> doors = new ArrayList<>();

  /**
   * @param models of the pool, each dearer than the one before
   */
  DoorChain(Path folder, String... models) throws Exception {
    kafka = EmbeddedKafka.start();
    workspace = Workspace.open(folder.resolve("out"));
    kafka.createTopics(TopicLayout.of(Topics.DEFAULT, 1));
    publish(folder, models);
    job =
        JobLauncher.start(
            0,
            1,
            workspace,
            Map.of(
                JobOptions.BOOTSTRAP_SERVERS.key(),
                kafka.bootstrap(),
                // Each event is followed by a standing.
                JobOptions.STANDINGS_INTERVAL.key(),
                "0 ms",
                // Longer than four requests take where much else goes on.
                JobOptions.HEALTH_WAIT.key(),
                "5 s"));
    job.awaitRunning();
    upstream =
        SimulatedUpstream.open(0, 1, SpeakingPace.AT_ONCE, asked -> new Said(ANSWER, 1000, 2000));
    keys = folder.resolve("keys.jsonl");
    key = NewKey.add(keys, new TenantTier("acme", "gold"));
    stranger = NewKey.add(keys, new TenantTier("stranger", "gold"));
    for (int i = 0; i < SHARING; i++) {
      shared.add(NewKey.add(keys, new TenantTier("tenant-" + i, "shared")));
    }
  }

  private void publish(Path folder, String... models) throws Exception {
    StringBuilder lines = new StringBuilder();
    for (int i = 0; i < models.length; i++) {
      lines.append(
          "{\"type\":\"model\",\"model\":\"%s\",\"version\":1,\"input_usd_per_mtok\":%d,\"output_usd_per_mtok\":%d,\"context_window\":4096,\"status\":\"active\"}%n"
              .formatted(models[i], i + 1, i + 2));
    }
    lines.append(
        "{\"type\":\"sla\",\"tenant\":\"acme\",\"tier\":\"gold\",\"version\":1,\"target\":0.8,\"policy\":\"surety\"}\n");
    lines.append(
        "{\"type\":\"sla\",\"tenant\":\"*\",\"tier\":\"shared\",\"version\":1,\"target\":0.5,\"policy\":\"fixed:%s\"}%n"
            .formatted(models[0]));
    Path file = Files.writeString(folder.resolve("control.jsonl"), lines);
    try (var producer =
        new KafkaProducer<>(
            Map.<String, Object>of("bootstrap.servers", kafka.bootstrap()),
            new ByteArraySerializer(),
            new ByteArraySerializer())) {
      for (ControlUpdate update : ControlFile.read(file)) {
        TopicRecord record = ControlJson.write(update);
        producer
            .send(new ProducerRecord<>(Topics.DEFAULT.control(), record.key(), record.value()))
            .get();
      }
    }
  }

  /** Opens a door that waits for the router as long as it takes; its upstream is {@code sim}. */
  DoorServer open(String... options) throws Exception {
    List<String> all =
        new ArrayList<>(
            List.of(
                "--listen.port=0",
                "--listen.event-loops=1",
                "--kafka.bootstrap.servers=" + kafka.bootstrap(),
                "--api-keys.file=" + keys,
                // Time decides nothing here.
                "--decision.budget=1 min",
                "--upstreams.sim.url=" + upstreamUrl()));
    all.addAll(List.of(options));
    DoorSettings settings = DoorOptionsReader.read(null, Map.of(), all);
    KafkaLink link = new KafkaLink(settings);
    DoorServer door = DoorServer.open(settings, new KeyRing(keys), link);
    doors.add(door);
    while (!link.isReady() || link.pool().isEmpty()) {
      Thread.sleep(20);
    }
    return door;
  }

  static String base(DoorServer door) {
    return "http://127.0.0.1:" + door.port() + "/v1";
  }

  String upstreamUrl() {
    return upstream.url();
  }

  /** The first standing that is so. */
  Standing standing(Predicate<Standing> wanted) throws Exception {
    return standing(wanted, () -> null);
  }

  /** The same, if something goes on meanwhile: standings come with events alone. */
  Standing standing(Predicate<Standing> wanted, Callable<?> meanwhile) throws Exception {
    ByteArrayDeserializer bytes = new ByteArrayDeserializer();
    Standing last = null;
    try (KafkaConsumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(Map.of("bootstrap.servers", kafka.bootstrap()), bytes, bytes)) {
      TopicPartition partition = new TopicPartition(Topics.DEFAULT.standings(), 0);
      consumer.assign(List.of(partition));
      consumer.seekToBeginning(List.of(partition));
      long end = System.nanoTime() + LIMIT.toNanos();
      while (System.nanoTime() < end) {
        meanwhile.call();
        for (var record : consumer.poll(Duration.ofMillis(200))) {
          // A key that was forgotten has no value.
          last = record.value() == null ? last : StandingJson.read(record.value());
          if (last != null && wanted.test(last)) {
            return last;
          }
        }
      }
    } catch (dev.surety.wire.json.MalformedRecord e) {
      throw new AssertionError("a standing can't be read", e);
    }
    throw new AssertionError("no such standing; the last was " + last);
  }

  @Override
  public void close() throws Exception {
    for (DoorServer door : doors) {
      door.close();
    }
    upstream.close();
    job.cancel();
    workspace.close();
    kafka.close();
  }
}
