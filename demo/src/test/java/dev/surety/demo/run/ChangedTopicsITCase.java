package dev.surety.demo.run;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.surety.client.Topics;
import dev.surety.demo.kafka.EmbeddedKafka;
import dev.surety.testing.Requests;
import dev.surety.wire.json.DeadLetters;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewPartitions;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** What operators do to topics while the job runs stops nobody. */
class ChangedTopicsITCase {

  private static final Topics TOPICS = TopicsByHand.TOPICS;
  private static final Duration LIMIT = Duration.ofMinutes(2);

  private TopicsByHand hand;

  @Test
  void smallerDeadLettersAndMorePartitionsStopNobody(@TempDir Path folder) throws Exception {
    DemoSettings settings = CommandLine.populateCommand(new DemoSettings());
    try (EmbeddedKafka kafka = EmbeddedKafka.start();
        Workspace workspace = Workspace.open(folder.resolve("out"))) {
      kafka.createTopics(TopicLayout.of(TOPICS, 2));
      try (TopicsByHand byHand = new TopicsByHand(kafka.bootstrap(), workspace);
          Admin admin = Admin.create(byHand.clients)) {
        hand = byHand;
        limit(40_000);
        hand.configure();
        DemoJob job = JobLauncher.start(settings, kafka.bootstrap(), workspace);
        try {
          job.awaitRunning();
          broken();
          TopicsByHand.await("the cut letter", LIMIT, () -> letters().size() == 1);
          limit(5_000);
          broken();
          TopicsByHand.await("the one that is cut further", LIMIT, () -> letters().size() == 2);
          decides("r1", 0);

          admin
              .createPartitions(Map.of(TOPICS.requests(), NewPartitions.increaseTo(4)))
              .all()
              .get();
          long added = System.nanoTime();
          decides("r2", 3);
          System.out.printf(
              "decided %.1f s after partitions were added%n", (System.nanoTime() - added) / 1e9);
          assertThat(job.restarts()).isZero();
          job.stop(workspace.savepoint());
        } catch (Exception | Error e) {
          job.cancel();
          throw e;
        }
      }
      assertThat(letters())
          .allSatisfy(
              letter ->
                  assertThat(
                          new String(
                              letter.headers().lastHeader(DeadLetters.VALUE_CUT).value(), UTF_8))
                      .isEqualTo("300000"));
      assertThat(letters().get(0).value().length).isBetween(30_000, 40_000);
      assertThat(letters().get(1).value().length).isLessThan(5_000);
    }
  }

  private void broken() throws Exception {
    byte[] key = Requests.KEY.key().getBytes(UTF_8);
    hand.producer.send(new ProducerRecord<>(TOPICS.requests(), key, new byte[300_000])).get();
  }

  private void decides(String id, int partition) throws Exception {
    hand.ask(id, partition);
    TopicsByHand.await("the decision of " + id, LIMIT, () -> hand.decided().contains(id));
  }

  private void limit(int bytes) throws Exception {
    TopicLimit.set(hand.clients, TOPICS.deadLetters(), bytes);
  }

  private List<ConsumerRecord<byte[], byte[]>> letters() throws Exception {
    return hand.committed(TOPICS.deadLetters());
  }
}
