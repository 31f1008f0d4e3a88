package dev.surety.demo.run;

import dev.surety.client.Topics;
import dev.surety.demo.kafka.TopicSettings;
import dev.surety.operate.topics.RouterTopics;
import dev.surety.operate.topics.TopicSpec;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/** How the topics of a run are created. */
public final class TopicLayout {

  private TopicLayout() {}

  /**
   * As {@code surety topics create} makes them, under their usual names.
   *
   * @param partitions of the topics that carry the traffic
   */
  static Map<String, TopicSettings> asInProduction(int partitions) {
    return RouterTopics.of(
            UnaryOperator.identity(),
            partitions,
            RouterTopics.RETENTION_DAYS,
            RouterTopics.MAX_RECORD_BYTES)
        .stream()
        .collect(
            Collectors.toMap(
                TopicSpec::name, topic -> new TopicSettings(topic.partitions(), topic.configs())));
  }

  /**
   * As little as a test needs: senders' timestamps are kept.
   *
   * @param partitions of the topics that carry the traffic
   */
  public static Map<String, TopicSettings> of(Topics topics, int partitions) {
    return Map.of(
        topics.requests(), TopicSettings.log(partitions),
        topics.feedback(), TopicSettings.log(partitions),
        topics.decisions(), TopicSettings.log(partitions),
        topics.deadLetters(), TopicSettings.log(1),
        topics.control(), TopicSettings.compacted(1),
        topics.standings(), TopicSettings.compacted(1));
  }
}
