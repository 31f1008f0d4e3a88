package dev.surety.job;

import dev.surety.job.WholeTopic.Deadline;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.TopicPartition;

/**
 * Reads the beats of all runs, from the newest records of the partition that has them on. However
 * many standings there are, a look reads no more than {@link #MOST} of its records: a run that is
 * missed in one is seen in the next.
 */
final class RunBeats implements AutoCloseable {

  static final long MOST = 2_000;

  /** Of the first look, in which a run that restarts finds its claim. */
  private static final long MOST_AT_FIRST = 10_000;

  private static final Duration POLL = Duration.ofMillis(50);
  private static final Duration LONGEST = Duration.ofSeconds(5);

  private final Consumer<byte[], byte[]> consumer;
  private final TopicPartition partition;
  private boolean begun;

  /**
   * @param consumer belongs to this from now on
   */
  RunBeats(Consumer<byte[], byte[]> consumer, String topic) {
    this.consumer = consumer;
    this.partition = new TopicPartition(topic, RunBeat.PARTITION);
  }

  /**
   * What came since the last look; the first one goes some records back.
   *
   * @throws org.apache.kafka.common.KafkaException if the partition can't be read, or not in time
   */
  List<RunBeat> look() {
    Deadline deadline = Deadline.in(LONGEST);
    List<TopicPartition> only = List.of(partition);
    if (!begun) {
      consumer.assign(only);
      consumer.seekToBeginning(only);
    }
    long end = end(consumer.endOffsets(only, deadline.left()));
    long oldest = end - (begun ? MOST : MOST_AT_FIRST);
    if (consumer.position(partition, deadline.left()) < oldest) {
      consumer.seek(partition, oldest);
    }
    begun = true;
    List<RunBeat> beats = new ArrayList<>();
    while (consumer.position(partition, deadline.left()) < end) {
      consumer
          .poll(POLL)
          .forEach(
              record -> {
                RunBeat beat = RunBeat.of(record);
                if (beat != null) {
                  beats.add(beat);
                }
              });
    }
    return beats;
  }

  private long end(Map<TopicPartition, Long> ends) {
    return ends.getOrDefault(partition, 0L);
  }

  @Override
  public void close() {
    consumer.close();
  }
}
