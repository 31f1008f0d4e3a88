package dev.surety.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.surety.job.TopicQuestion.Answer;
import dev.surety.job.TopicQuestion.Bounds;
import dev.surety.job.options.NewTopics;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.flink.connector.kafka.source.split.KafkaPartitionSplit;
import org.apache.flink.connector.kafka.source.split.KafkaPartitionSplitSerializer;
import org.apache.flink.runtime.execution.SuppressRestartsException;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

/** What operators do to a topic while the job is stopped, and what its offsets are worth then. */
class OffsetCheckTest {

  private static final TopicPartition PARTITION = new TopicPartition("requests", 0);

  private static KafkaPartitionSplit unnamed(long offset) {
    return new KafkaPartitionSplit(PARTITION, offset);
  }

  private static KafkaPartitionSplit of(String topicId, long offset) {
    return TopicSplit.of(unnamed(offset), topicId);
  }

  private static OffsetCheck check(String topicId, long begin, long end, NewTopics accept) {
    return new OffsetCheck(
        partitions -> new Answer(topicId, Map.of(PARTITION, new Bounds(begin, end))), accept);
  }

  private static long begin(OffsetCheck check, KafkaPartitionSplit split) {
    return check.look(List.of(split)).splits().get(0).getStartingOffset();
  }

  @Test
  void whatTheTopicHasIsGoneOnWith() {
    assertThat(begin(check("a", 0, 40, NewTopics.REFUSE), of("a", 17))).isEqualTo(17);
    assertThat(begin(check("a", 0, 40, NewTopics.REFUSE), of("a", 40))).isEqualTo(40);
    assertThat(begin(check("a", 17, 40, NewTopics.REFUSE), unnamed(17))).isEqualTo(17);
  }

  @Test
  void aTopicThatWasCreatedAnewIsRefusedThoughItHasTheOffset() {
    assertThatThrownBy(() -> check("b", 0, 1_000, NewTopics.REFUSE).look(List.of(of("a", 17))))
        .isInstanceOf(SuppressRestartsException.class)
        .cause()
        .hasMessageContaining("'requests' was deleted and created anew")
        .hasMessageContaining("(id b, was a)")
        .hasMessageContaining("--kafka.new-topics=from-beginning");
  }

  @Test
  void aStateThatNamesNoTopicIsRefusedWhereTheTopicIsShorter() {
    assertThatThrownBy(() -> check("b", 0, 16, NewTopics.REFUSE).look(List.of(unnamed(17))))
        .isInstanceOf(SuppressRestartsException.class)
        .cause()
        .hasMessageContaining("ends at offset 16, which the state has read to 17");
  }

  @Test
  void aPartitionThatIsNotThereAnyMoreIsAnotherTopics() {
    OffsetCheck check = new OffsetCheck(partitions -> new Answer("a", Map.of()), NewTopics.REFUSE);

    assertThatThrownBy(() -> check.look(List.of(unnamed(17))))
        .isInstanceOf(SuppressRestartsException.class)
        .cause()
        .hasMessageContaining("no partition 0");
  }

  @Test
  void anAcceptedTopicIsReadFromItsBeginningAndFromThenOnKnown() {
    OffsetCheck check = check("b", 0, 1_000, NewTopics.FROM_BEGINNING);
    List<KafkaPartitionSplit> found = check.look(List.of(of("a", 17))).splits();

    assertThat(found).extracting(KafkaPartitionSplit::getStartingOffset).containsExactly(-2L);
    List<KafkaPartitionSplit> next = check.named(List.of(unnamed(3)));
    assertThat(begin(check("b", 0, 1_000, NewTopics.FROM_BEGINNING), next.get(0))).isEqualTo(3);
  }

  @Test
  void aMirrorThatHasTheOffsetsIsGoneOnWithWhereTheOldOneWasRead() {
    assertThat(begin(check("b", 0, 1_000, NewTopics.SAME_OFFSETS), of("a", 17))).isEqualTo(17);
  }

  /** A broker may not have heard of it yet: no reason to end the job. */
  @Test
  void aPartitionThatTheBrokersDontKnowYetIsAskedForAgain() {
    for (KafkaPartitionSplit split : List.of(of("a", 17), unnamed(-2))) {
      OffsetCheck check =
          new OffsetCheck(partitions -> new Answer("a", Map.of()), NewTopics.REFUSE);

      assertThatThrownBy(() -> check.look(List.of(split)))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("don't know partition requests-0 yet");
    }
  }

  @Test
  void recordsThatRetentionTookAreCountedAndTheOldestThereIsComesNext() {
    OffsetCheck.Found found = check("a", 30, 40, NewTopics.REFUSE).look(List.of(of("a", 17)));

    assertThat(found.missed()).isEqualTo(13);
    assertThat(found.splits().get(0).getStartingOffset()).isEqualTo(30);
  }

  @Test
  void aTopicThatLostItsEndIsGoneOnWithAtItsEnd() {
    assertThat(begin(check("a", 0, 12, NewTopics.REFUSE), of("a", 17))).isEqualTo(12);
  }

  @Test
  void withoutStateTheMarksOfTheStartStayAndTheTopicIsKept() {
    OffsetCheck check = check("a", 30, 40, NewTopics.REFUSE);
    KafkaPartitionSplit found =
        check.look(List.of(unnamed(KafkaPartitionSplit.EARLIEST_OFFSET))).splits().get(0);

    assertThat(found.getStartingOffset()).isEqualTo(KafkaPartitionSplit.EARLIEST_OFFSET);
    assertThat(TopicSplit.topicId(check.named(List.of(unnamed(31))).get(0))).isEqualTo("a");
  }

  /** As states of before say it of a partition in which nothing was. */
  @Test
  void aPartitionFromWhichNothingWasReadBeginsAtItsBeginning() {
    KafkaPartitionSplit unread = unnamed(KafkaPartitionSplit.COMMITTED_OFFSET);

    OffsetCheck.Found found = check("a", 0, 40, NewTopics.REFUSE).look(List.of(unread));

    assertThat(found.splits().get(0).getStartingOffset())
        .isEqualTo(KafkaPartitionSplit.EARLIEST_OFFSET);
    assertThat(found.missed()).isZero();
  }

  @Test
  void partitionsThatAreAddedWhileItRunsAskNobody() {
    List<String> asked = new ArrayList<>();
    OffsetCheck check =
        new OffsetCheck(
            partitions -> {
              asked.add("once");
              return new Answer("a", Map.of(PARTITION, new Bounds(0, 40)));
            },
            NewTopics.REFUSE);
    check.look(List.of(unnamed(17)));
    TopicPartition added = new TopicPartition("requests", 1);

    var found = check.look(List.of(new KafkaPartitionSplit(added, -2))).splits();

    assertThat(asked).hasSize(1);
    assertThat(TopicSplit.topicId(found.get(0))).isEqualTo("a");
  }

  @Test
  void olderAndNewerVersionsReadEachOthersStates() throws IOException {
    var theirs = new KafkaPartitionSplitSerializer();
    var ours = new TopicSplitSerializer(theirs);
    int version = ours.getVersion();

    assertThat(TopicSplit.topicId(ours.deserialize(version, ours.serialize(of("a", 17)))))
        .isEqualTo("a");
    assertThat(theirs.deserialize(version, ours.serialize(of("a", 17)))).isEqualTo(unnamed(17));
    assertThat(ours.deserialize(version, theirs.serialize(unnamed(17)))).isEqualTo(unnamed(17));
  }
}
