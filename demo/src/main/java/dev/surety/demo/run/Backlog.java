package dev.surety.demo.run;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/**
 * Whether the job has taken in all that was sent: its committed offsets against the topics' ends.
 */
public final class Backlog {

  private static final Duration STEP = Duration.ofMillis(200);

  private final Map<String, Object> kafka;
  private final String group;
  private final List<String> topics;

  public Backlog(Map<String, Object> kafka, String group, String... topics) {
    this.kafka = kafka;
    this.group = group;
    this.topics = List.of(topics);
  }

  /** Offsets are committed with checkpoints, so this takes up to one checkpoint interval. */
  public void awaitEmpty(Duration longest) throws IOException, InterruptedException {
    long deadline = System.nanoTime() + longest.toNanos();
    try (Admin admin = Admin.create(kafka)) {
      while (left(admin) > 0) {
        if (System.nanoTime() > deadline) {
          throw new IOException(
              left(admin) + " records were not taken in within " + longest.toSeconds() + " s");
        }
        Thread.sleep(STEP.toMillis());
      }
    } catch (ExecutionException e) {
      throw new IOException("Kafka did not say how far the job is", e.getCause());
    }
  }

  private long left(Admin admin) throws ExecutionException, InterruptedException {
    Map<TopicPartition, OffsetSpec> latest =
        admin.describeTopics(topics).allTopicNames().get().values().stream()
            .flatMap(
                topic ->
                    topic.partitions().stream()
                        .map(p -> new TopicPartition(topic.name(), p.partition())))
            .collect(Collectors.toMap(p -> p, p -> OffsetSpec.latest()));
    Map<TopicPartition, ListOffsetsResultInfo> ends = admin.listOffsets(latest).all().get();
    Map<TopicPartition, OffsetAndMetadata> committed =
        admin.listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata().get();
    long left = 0;
    for (Map.Entry<TopicPartition, ListOffsetsResultInfo> end : ends.entrySet()) {
      OffsetAndMetadata done = committed.get(end.getKey());
      left += end.getValue().offset() - (done == null ? 0 : done.offset());
    }
    return left;
  }
}
