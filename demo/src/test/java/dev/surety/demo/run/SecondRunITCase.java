package dev.surety.demo.run;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.surety.client.Topics;
import dev.surety.demo.kafka.EmbeddedKafka;
import dev.surety.job.options.JobOptions;
import dev.surety.testing.Requests;
import dev.surety.wire.json.RequestJson;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Two runs on one group of topics. Guards that both notice it, and that the younger one doesn't
 * decide unless it is told to: without the signs of life on the standings topic the second start
 * below would run beside the first.
 */
class SecondRunITCase {

  private static final Topics TOPICS = TopicsByHand.TOPICS;
  private static final Duration LIMIT = Duration.ofMinutes(1);

  private TopicsByHand hand;

  @Test
  void theYoungerOfTwoRunsRefusesToDecideUnlessItIsTold(@TempDir Path folder) throws Exception {
    try (EmbeddedKafka kafka = EmbeddedKafka.start();
        Workspace workspace = Workspace.open(folder.resolve("out"));
        TopicsByHand byHand = new TopicsByHand(kafka.bootstrap(), workspace)) {
      hand = byHand;
      kafka.createTopics(TopicLayout.of(TOPICS, 1));
      DemoJob before = hand.start(null, Map.of());
      before.awaitRunning();
      String savepoint = before.stop(workspace.savepoint()).toUri().toString();

      DemoJob first = hand.start(savepoint, Map.of());
      DemoJob second = null;
      try {
        long began = System.nanoTime();
        first.awaitRunning();
        TopicsByHand.await("a claim", LIMIT, () -> deciding().size() == 2);
        System.out.printf("went on %.1f s after a stop%n", (System.nanoTime() - began) / 1e9);
        String older = deciding().get(1);

        assertThat(hand.start(savepoint, Map.of()).awaitFailure())
            .hasStackTraceContaining("another run (" + older + ") decides on the topic 'requests'")
            .hasStackTraceContaining("--start-beside=true");
        assertThat(deciding()).as("who claimed").hasSize(2);
        assertThat(runs("waiting")).as("what the older one hears").isNotEmpty();
        first.awaitRunning();

        second = hand.start(savepoint, Map.of(JobOptions.START_BESIDE.key(), "true"));
        second.awaitRunning();
        TopicsByHand.await("the one that was told to", LIMIT, () -> deciding().size() == 3);
        second.cancel();

        Thread stranger = new Thread(this::beOlder);
        stranger.start();
        assertThat(first.awaitFailure()).hasStackTraceContaining("another run (an older one)");
        stranger.interrupt();
        stranger.join();
      } finally {
        first.cancel();
        if (second != null) {
          second.cancel();
        }
      }
    }
  }

  /** As one does that failed over while the other one began. */
  private void beOlder() {
    try (var producer =
        new KafkaProducer<>(hand.clients, new ByteArraySerializer(), new ByteArraySerializer())) {
      while (!Thread.currentThread().isInterrupted()) {
        var beat = new ProducerRecord<byte[], byte[]>(TOPICS.standings(), 0, key("run x"), null);
        beat.headers()
            .add("run", key("an older one"))
            .add("requests", key(TOPICS.requests()))
            .add("state", key("deciding"))
            .add("claim", key("0"));
        producer.send(beat);
        // Whatever comes in asks whether the run may decide.
        producer.send(new ProducerRecord<>(TOPICS.requests(), 0, null, request()));
        Thread.sleep(300);
      }
    } catch (InterruptedException e) {
      // The end.
    }
  }

  private static byte[] request() {
    return RequestJson.write(Requests.id("r1").at(System.currentTimeMillis()).request());
  }

  private static byte[] key(String text) {
    return text.getBytes(UTF_8);
  }

  private List<String> deciding() throws Exception {
    return runs("deciding");
  }

  /** Whoever said so, in the order in which they began to. */
  private List<String> runs(String state) throws Exception {
    return hand.read(TOPICS.standings()).stream()
        .filter(record -> record.value() == null && state.equals(text(record.headers(), "state")))
        .map(record -> text(record.headers(), "run"))
        .distinct()
        .toList();
  }

  private static String text(Headers headers, String name) {
    return headers.lastHeader(name) == null
        ? null
        : new String(headers.lastHeader(name).value(), UTF_8);
  }
}
