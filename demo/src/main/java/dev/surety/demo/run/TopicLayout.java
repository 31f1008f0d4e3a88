package dev.surety.demo.run;

import dev.surety.client.Topics;
import dev.surety.demo.kafka.TopicSettings;
import java.util.Map;

/** How the topics of a run are created. */
public final class TopicLayout {

  private TopicLayout() {}

  /**
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
