package dev.surety.job;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.surety.job.options.OptionsLoader;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.flink.runtime.execution.SuppressRestartsException;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.consumer.internals.AutoOffsetResetStrategy;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.junit.jupiter.api.Test;

class EarlierStandingsTest {

  private static final String TOPIC = "standings";
  private static final TopicPartition ONLY = new TopicPartition(TOPIC, 0);

  private final MockConsumer<byte[], byte[]> consumer =
      new MockConsumer<>(AutoOffsetResetStrategy.EARLIEST.name());
  private long offset;

  private void topicOf(Runnable records) {
    Node[] nobody = {};
    consumer.updatePartitions(TOPIC, List.of(new PartitionInfo(TOPIC, 0, null, nobody, nobody)));
    consumer.updateBeginningOffsets(Map.of(ONLY, 0L));
    consumer.schedulePollTask(records);
    consumer.updateEndOffsets(Map.of(ONLY, 1L));
  }

  private void standing(String run, String value) {
    RecordHeaders headers = new RecordHeaders();
    if (run != null) {
      headers.add("run", run.getBytes(UTF_8));
    }
    consumer.addRecord(
        new ConsumerRecord<>(
            TOPIC,
            0,
            offset++,
            0,
            TimestampType.CREATE_TIME,
            0,
            0,
            "acme/gold".getBytes(UTF_8),
            value == null ? null : value.getBytes(UTF_8),
            headers,
            Optional.empty()));
  }

  @Test
  void aStartWithoutStateBesideStandingsOfAnotherRunIsRefusedOnceAndForAll() {
    topicOf(() -> standing("run-1", "{}"));

    assertThatThrownBy(() -> check("run-2"))
        .isInstanceOf(SuppressRestartsException.class)
        .cause()
        .hasMessageContaining("standings of an earlier run (run-1), such as that of acme/gold")
        .hasMessageContaining("flink run -s PATH")
        .hasMessageContaining("--start-empty=true");
  }

  @Test
  void standingsOfVersionsThatNamedNoRunAreOfAnEarlierOne() {
    topicOf(() -> standing(null, "{}"));

    assertThatThrownBy(() -> check("run-2")).isInstanceOf(SuppressRestartsException.class);
  }

  /** It failed before its first checkpoint, or its JobManager did. */
  @Test
  void aRunThatBeginsAgainIsNoOther() {
    topicOf(() -> standing("run-2", "{}"));

    assertThatCode(() -> check("run-2")).doesNotThrowAnyException();
  }

  @Test
  void keysThatWereRemovedTellOfNothing() {
    topicOf(() -> standing(null, null));

    assertThatCode(() -> check("run-2")).doesNotThrowAnyException();
  }

  @Test
  void aNewTopicLetsEveryRunBegin() {
    Node[] nobody = {};
    consumer.updatePartitions(TOPIC, List.of(new PartitionInfo(TOPIC, 0, null, nobody, nobody)));
    consumer.updateBeginningOffsets(Map.of(ONLY, 0L));
    consumer.updateEndOffsets(Map.of(ONLY, 0L));

    assertThatCode(() -> check("run-2")).doesNotThrowAnyException();
  }

  @Test
  void whoMeansItIsLetGoWithoutALook() {
    assertThatCode(() -> of(Map.of("start-empty", "true")).check("run-2"))
        .doesNotThrowAnyException();
  }

  private void check(String run) {
    of(Map.of()).check(run, consumer);
  }

  private static EarlierStandings of(Map<String, String> more) {
    HashMap<String, String> options = new HashMap<>(more);
    options.put("kafka.bootstrap.servers", "127.0.0.1:1");
    options.put("journal.path", "file:///tmp/journal");
    return new EarlierStandings(OptionsLoader.of(options));
  }
}
