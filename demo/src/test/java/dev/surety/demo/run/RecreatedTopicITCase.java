package dev.surety.demo.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.surety.client.Topics;
import dev.surety.demo.kafka.EmbeddedKafka;
import dev.surety.job.options.JobOptions;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Topics that are not what they were when the job stopped. Guards that no record of another topic
 * is skipped unseen: with the connector's own source the first start below would run, and wait for
 * offsets that the new topic has long passed or does not have.
 */
class RecreatedTopicITCase {

  private static final Topics TOPICS = TopicsByHand.TOPICS;
  private static final Duration LIMIT = Duration.ofMinutes(2);
  private static final Map<String, String> ACCEPT =
      Map.of(JobOptions.NEW_TOPICS.key(), "from-beginning");

  private TopicsByHand hand;
  private Workspace workspace;

  @Test
  void anotherTopicIsRefusedUntilItIsMeantAndDeletedRecordsStopNobody(@TempDir Path folder)
      throws Exception {
    try (EmbeddedKafka kafka = EmbeddedKafka.start();
        Workspace work = Workspace.open(folder.resolve("out"))) {
      workspace = work;
      kafka.createTopics(TopicLayout.of(TOPICS, 1));
      try (TopicsByHand byHand = new TopicsByHand(kafka.bootstrap(), work);
          Admin admin = Admin.create(byHand.clients)) {
        hand = byHand;
        hand.configure();
        String first = run(null, Map.of(), "r1", "r2", "r3");

        recreate(admin);
        hand.ask("r4", null);
        assertThat(hand.start(first, Map.of()).awaitFailure())
            .hasStackTraceContaining("the topic 'requests' was deleted and created anew")
            .hasStackTraceContaining("--kafka.new-topics=from-beginning");
        String second = run(first, ACCEPT, "r4", "r5", "r6", "r7");

        hand.ask("r8", null);
        admin
            .deleteRecords(
                Map.of(new TopicPartition(TOPICS.requests(), 0), RecordsToDelete.beforeOffset(5)))
            .all()
            .get();
        run(second, Map.of(), "r9");
        assertThat(hand.decided())
            .containsExactlyInAnyOrder("r1", "r2", "r3", "r4", "r5", "r6", "r7", "r9");
      }
    }
  }

  /** Until the requests are decided, and then to a savepoint. */
  private String run(String from, Map<String, String> options, String... requests)
      throws Exception {
    DemoJob job = hand.start(from, options);
    try {
      job.awaitRunning();
      for (String id : requests) {
        if (!id.equals("r4")) {
          hand.ask(id, null);
        }
      }
      TopicsByHand.await(
          "decisions on " + List.of(requests),
          LIMIT,
          () -> hand.decided().containsAll(List.of(requests)));
      assertThat(job.restarts()).isZero();
      return job.stop(workspace.savepoint()).toUri().toString();
    } catch (Exception | Error e) {
      job.cancel();
      throw e;
    }
  }

  /** As operators do: gone, and there again a moment later. */
  private static void recreate(Admin admin) throws Exception {
    admin.deleteTopics(List.of(TOPICS.requests())).all().get();
    long deadline = System.nanoTime() + LIMIT.toNanos();
    while (admin.listTopics().names().get().contains(TOPICS.requests())) {
      assertThat(System.nanoTime()).isLessThan(deadline);
      Thread.sleep(50);
    }
    admin.createTopics(List.of(new NewTopic(TOPICS.requests(), 1, (short) 1))).all().get();
  }
}
