package dev.surety.demo.gateway;

import static org.assertj.core.api.Assertions.assertThat;

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
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Client, front door, Kafka, the real job, an upstream: one request all the way and back. */
class DoorChainITCase {

  private static final Duration LIMIT = Duration.ofMinutes(2);
  private static final String ASK =
      "{\"model\":\"surety\",\"messages\":[{\"role\":\"user\",\"content\":\"Is it so?\"}]%s}";

  private final HttpClient http = HttpClient.newHttpClient();

  @Test
  void aRequestIsDecidedAnsweredBookedAndJudged(@TempDir Path folder) throws Exception {
    try (EmbeddedKafka kafka = EmbeddedKafka.start();
        Workspace workspace = Workspace.open(folder.resolve("out"))) {
      kafka.createTopics(TopicLayout.of(Topics.DEFAULT, 1));
      publish(kafka.bootstrap(), folder);
      DemoJob job =
          JobLauncher.start(
              0,
              1,
              workspace,
              Map.of(
                  JobOptions.BOOTSTRAP_SERVERS.key(),
                  kafka.bootstrap(),
                  // Each event is followed by a standing.
                  JobOptions.STANDINGS_INTERVAL.key(),
                  "0 ms"));
      SimulatedUpstream upstream =
          SimulatedUpstream.open(
              0, 1, SpeakingPace.AT_ONCE, asked -> new Said("It depends", 1000, 2000));
      Path keys = folder.resolve("keys.jsonl");
      String key = NewKey.add(keys, new TenantTier("acme", "gold"));
      String stranger = NewKey.add(keys, new TenantTier("stranger", "gold"));
      DoorSettings settings =
          DoorOptionsReader.read(
              null,
              Map.of(),
              List.of(
                  "--listen.port=0",
                  "--kafka.bootstrap.servers=" + kafka.bootstrap(),
                  "--api-keys.file=" + keys,
                  // Time decides nothing here.
                  "--decision.budget=1 min",
                  "--upstreams.sim.url=" + upstream.url(),
                  "--upstreams.sim.models.only=only-2026-01-01"));
      DoorServer door = DoorServer.open(settings, new KeyRing(keys), new KafkaLink(settings));
      try {
        walk("http://127.0.0.1:" + door.port(), key, stranger, kafka.bootstrap());
      } finally {
        door.close();
        upstream.close();
        job.cancel();
      }
    }
  }

  private void walk(String base, String key, String stranger, String bootstrap) throws Exception {
    while (get(base + "/ready", key).statusCode() != 200) {
      Thread.sleep(50);
    }
    HttpResponse<String> answer = post(base + "/v1/chat/completions", key, ASK.formatted(""));
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    assertThat(answer.body()).contains("\"model\":\"only-2026-01-01\"");
    assertThat(answer.headers().firstValue("x-surety-model")).hasValue("only");
    assertThat(answer.headers().firstValue("x-surety-decision-id")).isPresent();
    assertThat(answer.headers().firstValue("x-surety-reason")).get().isNotEqualTo("standing");

    HttpResponse<String> streamed =
        post(base + "/v1/chat/completions", key, ASK.formatted(",\"stream\":true"));
    assertThat(streamed.body()).contains("\"It\"", "\" depends\"").endsWith("data: [DONE]\n\n");

    assertThat(
            post(
                    base + "/v1/feedback",
                    key,
                    "{\"response_id\":\"chatcmpl-sim-1\",\"satisfied\":true}")
                .statusCode())
        .isEqualTo(202);
    Standing standing = standingWith(bootstrap, 1);
    assertThat(standing.requests()).isEqualTo(2);
    assertThat(standing.costUsd()).as("of usage that the door read").isPositive();
    assertThat(standing.unknownModels()).isEmpty();

    HttpResponse<String> refused = post(base + "/v1/chat/completions", stranger, ASK.formatted(""));
    assertThat(refused.statusCode()).isEqualTo(403);
    assertThat(refused.body()).contains("no_sla");
    while (!get(base + "/v1/models/surety", key).body().contains("\"context_window\":4096")) {
      Thread.sleep(50);
    }
  }

  private static void publish(String bootstrap, Path folder) throws Exception {
    Path file =
        Files.writeString(
            folder.resolve("control.jsonl"),
            """
            {"type":"model","model":"only","version":1,"input_usd_per_mtok":1,"output_usd_per_mtok":2,"context_window":4096,"status":"active"}
            {"type":"sla","tenant":"acme","tier":"gold","version":1,"target":0.8,"policy":"surety"}
            """);
    try (var producer =
        new KafkaProducer<>(
            Map.<String, Object>of("bootstrap.servers", bootstrap),
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

  private HttpResponse<String> get(String url, String key) throws Exception {
    return http.send(
        HttpRequest.newBuilder(URI.create(url)).header("x-api-key", key).build(),
        BodyHandlers.ofString());
  }

  private HttpResponse<String> post(String url, String key, String body) throws Exception {
    return http.send(
        HttpRequest.newBuilder(URI.create(url))
            .header("x-api-key", key)
            .header("content-type", "application/json")
            .POST(BodyPublishers.ofString(body))
            .build(),
        BodyHandlers.ofString());
  }

  /** The first standing with so many judgements. */
  private static Standing standingWith(String bootstrap, long labels) throws Exception {
    ByteArrayDeserializer bytes = new ByteArrayDeserializer();
    try (KafkaConsumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(Map.of("bootstrap.servers", bootstrap), bytes, bytes)) {
      TopicPartition partition = new TopicPartition(Topics.DEFAULT.standings(), 0);
      consumer.assign(List.of(partition));
      consumer.seekToBeginning(List.of(partition));
      long end = System.nanoTime() + LIMIT.toNanos();
      while (System.nanoTime() < end) {
        for (var record : consumer.poll(Duration.ofMillis(200))) {
          // A key that was forgotten has no value.
          Standing standing = record.value() == null ? null : StandingJson.read(record.value());
          if (standing != null && standing.labels() >= labels) {
            return standing;
          }
        }
      }
    }
    throw new AssertionError("no standing with " + labels + " judgements");
  }
}
