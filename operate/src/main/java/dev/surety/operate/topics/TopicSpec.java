package dev.surety.operate.topics;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * One of the router's topics as it must be.
 *
 * @param role what it is called unless told otherwise
 * @param name what it is called here
 * @param partitions of a new one
 * @param settings what a new one gets, and an old one is held against
 */
public record TopicSpec(String role, String name, int partitions, List<TopicSetting> settings) {

  public TopicSpec {
    settings = List.copyOf(settings);
  }

  /** What a new topic is created with, by Kafka's names. */
  public Map<String, String> configs() {
    Map<String, String> configs = new TreeMap<>();
    settings.forEach(setting -> configs.put(setting.key(), setting.value()));
    return configs;
  }
}
