package dev.surety.client;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;

/**
 * All partitions of decisions and standings: decisions from now on or a while before, standings
 * from the beginning, and partitions that are added later from their beginning. For one thread at a
 * time.
 */
final class TopicFollower {

  private final Consumer<byte[], byte[]> consumer;
  private final Topics topics;
  private final Duration decisionsSince;
  private final Set<TopicPartition> followed = new HashSet<>();
  private Map<TopicPartition, Long> wholeAtOpening = Map.of();
  private final Map<TopicPartition, Long> decisionsAtOpening = new HashMap<>();

  TopicFollower(Consumer<byte[], byte[]> consumer, Topics topics, Duration decisionsSince) {
    this.consumer = consumer;
    this.topics = topics;
    this.decisionsSince = decisionsSince;
  }

  /**
   * Finds the topics, those that are only written to as well, and takes position.
   *
   * @param end until when to try, by {@link System#nanoTime}
   * @throws IllegalStateException if a topic is not there
   * @throws KafkaException if Kafka does not answer or refuses
   */
  void open(long end) {
    partitions(topics.requests(), left(end));
    partitions(topics.feedback(), left(end));
    List<TopicPartition> decisions = partitions(topics.decisions(), left(end));
    List<TopicPartition> standings = partitions(topics.standings(), left(end));
    followed.addAll(decisions);
    followed.addAll(standings);
    consumer.assign(followed);
    // Now, not at the first poll: what is decided from here on must not be missed.
    Map<TopicPartition, Long> decisionsNow = consumer.endOffsets(decisions, left(end));
    decisionsNow.forEach(consumer::seek);
    if (!decisionsSince.isZero()) {
      goBack(decisionsNow, left(end));
    }
    consumer.beginningOffsets(standings, left(end)).forEach(consumer::seek);
    Map<TopicPartition, Long> ends = new HashMap<>(consumer.endOffsets(standings, left(end)));
    ends.putAll(decisionsAtOpening);
    wholeAtOpening = ends;
  }

  /** To what was decided a while ago; where nothing was, the position stays. */
  private void goBack(Map<TopicPartition, Long> now, Duration within) {
    long since = System.currentTimeMillis() - decisionsSince.toMillis();
    Map<TopicPartition, Long> times =
        now.keySet().stream().collect(Collectors.toMap(Function.identity(), partition -> since));
    consumer
        .offsetsForTimes(times, within)
        .forEach(
            (partition, found) -> {
              if (found != null && found.offset() < now.get(partition)) {
                decisionsAtOpening.put(partition, now.get(partition));
                consumer.seek(partition, found.offset());
              }
            });
  }

  /** Whether it was there before anybody could have asked here. */
  boolean isBeforeOpening(ConsumerRecord<?, ?> decision) {
    if (decisionsAtOpening.isEmpty()) {
      return false;
    }
    TopicPartition partition = new TopicPartition(decision.topic(), decision.partition());
    Long first = decisionsAtOpening.get(partition);
    if (first != null && decision.offset() >= first - 1) {
      // From here on nothing is, whatever becomes of offsets when a topic is made anew.
      decisionsAtOpening.remove(partition);
    }
    return first != null && decision.offset() < first;
  }

  private static Duration left(long end) {
    return Duration.ofNanos(Math.max(0, end - System.nanoTime()));
  }

  private List<TopicPartition> partitions(String topic, Duration within) {
    List<TopicPartition> partitions =
        consumer.partitionsFor(topic, within).stream()
            .map(p -> new TopicPartition(p.topic(), p.partition()))
            .toList();
    if (partitions.isEmpty()) {
      throw new IllegalStateException(
          "there is no topic '%s'; create it, or name the right one in Topics".formatted(topic));
    }
    return partitions;
  }

  ConsumerRecords<byte[], byte[]> poll(Duration wait) {
    return consumer.poll(wait);
  }

  /**
   * Whether all standings that were there at opening, and the decisions that are read from before
   * it, have been handed out and asked past.
   */
  boolean pastWhatWasThereAtOpening() {
    for (Map.Entry<TopicPartition, Long> end : wholeAtOpening.entrySet()) {
      if (consumer.position(end.getKey()) < end.getValue()) {
        return false;
      }
    }
    wholeAtOpening = Map.of();
    return true;
  }

  /** Follows partitions that have been added; asks what the consumer has heard of them anyway. */
  void takeInNewPartitions(Duration within) {
    List<TopicPartition> added = new ArrayList<>(partitions(topics.decisions(), within));
    added.addAll(partitions(topics.standings(), within));
    added.removeAll(followed);
    if (!added.isEmpty()) {
      followed.addAll(added);
      consumer.assign(followed);
      consumer.seekToBeginning(added);
    }
  }
}
