package dev.surety.operate.topics;

import static org.assertj.core.api.Assertions.assertThat;

import dev.surety.wire.json.TopicNames;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What makes a topic lose something, and the command that mends it. */
class TopicFindingsTest {

  private static final List<TopicSpec> TOPICS =
      RouterTopics.of(UnaryOperator.identity(), 8, 7, 1 << 20);

  private final Map<String, TopicFacts> found = new HashMap<>();
  private final TopicFindings findings = new TopicFindings("--bootstrap-server b:1", 8, 3);

  TopicFindingsTest() {
    for (TopicSpec topic : TOPICS) {
      Map<String, String> configs = new HashMap<>(topic.configs());
      configs.put("min.insync.replicas", "2");
      found.put(topic.name(), new TopicFacts(topic.partitions(), 3, configs));
    }
  }

  private List<String> wrong(String name) {
    TopicSpec topic = TOPICS.stream().filter(t -> t.name().equals(name)).findFirst().orElseThrow();
    return findings.of(topic, found, TOPICS);
  }

  @Test
  void whatIsCreatedIsAsItMustBe() {
    assertThat(TOPICS).allSatisfy(topic -> assertThat(wrong(topic.name())).isEmpty());
  }

  /** Kafka's own defaults, one by one, and what people set by mistake. */
  @ParameterizedTest
  @CsvSource({
    "requests,     message.timestamp.type,  CreateTime,  LogAppendTime",
    "feedback,     message.timestamp.type,  CreateTime,  LogAppendTime",
    "requests,     cleanup.policy,          compact,     delete",
    "feedback,     cleanup.policy,          compact,     delete",
    "requests,     retention.ms,            -1,          604800000",
    "requests,     retention.ms,            60000,       604800000",
    "requests,     max.message.bytes,       1000,        1048588",
    "decisions,    retention.ms,            -1,          86400000",
    "decisions,    cleanup.policy,          compact,     delete",
    "control,      cleanup.policy,          delete,      compact",
    "control,      cleanup.policy,          'compact,delete', compact",
    "control,      min.compaction.lag.ms,   0,           7776000000",
    "control,      delete.retention.ms,     86400000,    1209600000",
    "standings,    cleanup.policy,          delete,      compact",
    "standings,    segment.ms,              604800000,   3600000",
    "dead-letters, retention.ms,            864000000,   604800000",
    "dead-letters, max.message.bytes,       1048580,     1048588",
    "dead-letters, min.insync.replicas,     1,           2",
    "dead-letters, min.insync.replicas,     3,           2",
  })
  void eachMistakeIsToldWithItsMend(String name, String key, String value, String mend) {
    found.get(name).configs().put(key, value);

    assertThat(wrong(name))
        .singleElement()
        .asString()
        .startsWith(key + " is ")
        .endsWith(
            "mend it: kafka-configs.sh --bootstrap-server b:1 --alter --entity-type topics"
                + " --entity-name %s --add-config %s=%s".formatted(name, key, mend));
  }

  @Test
  void whatCanNotBeSeenIsNotCalledRight() {
    found.put("decisions", new TopicFacts(8, 3, null));
    found.remove("standings");

    assertThat(wrong("decisions")).singleElement().asString().contains("DescribeConfigs");
    assertThat(wrong("standings")).singleElement().asString().contains("topics create");
  }

  @Test
  void partitionsAndReplicasCount() {
    found.put("control", new TopicFacts(2, 3, found.get("control").configs()));
    found.put("feedback", new TopicFacts(4, 3, found.get("feedback").configs()));
    found.put("requests", new TopicFacts(16, 1, found.get("requests").configs()));

    assertThat(wrong("control")).singleElement().asString().contains("2 partitions");
    assertThat(wrong("feedback")).singleElement().asString().contains("--partitions 8");
    assertThat(wrong("requests")).singleElement().asString().contains("1 of 3 replicas");
  }

  /** Fewer partitions than new topics get are a choice, unless a number is asked for. */
  @Test
  void anyNumberOfPartitionsDoesIfNoneIsAsked() {
    TopicFindings any = new TopicFindings("", 0, 1);
    found.put("requests", new TopicFacts(1, 1, found.get("requests").configs()));

    assertThat(any.of(TOPICS.get(0), found, TOPICS)).isEmpty();
    assertThat(TOPICS.get(0).role()).isEqualTo(TopicNames.REQUESTS);
  }
}
