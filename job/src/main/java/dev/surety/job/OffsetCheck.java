package dev.surety.job;

import dev.surety.job.TopicQuestion.Answer;
import dev.surety.job.TopicQuestion.Bounds;
import dev.surety.job.options.JobOptions;
import dev.surety.job.options.NewTopics;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.connector.kafka.source.split.KafkaPartitionSplit;
import org.apache.flink.runtime.execution.SuppressRestartsException;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Holds offsets against the topic before they are read from. In another topic of the same name they
 * mean nothing: what it has up to them would be skipped, so the job refuses to go on unless it is
 * told to begin that topic at its beginning. Records that retention has deleted before they were
 * read are gone whatever the job does: it goes on and says how many.
 */
final class OffsetCheck {

  /**
   * @param splits to begin with
   * @param missed records that were deleted unread
   */
  record Found(List<KafkaPartitionSplit> splits, long missed) {}

  private static final Logger LOG = LoggerFactory.getLogger(OffsetCheck.class);

  private final TopicQuestion question;
  private final NewTopics newTopics;

  /** Once it is known. */
  private String topicId;

  OffsetCheck(TopicQuestion question, NewTopics newTopics) {
    this.question = question;
    this.newTopics = newTopics;
  }

  /**
   * @throws SuppressRestartsException if they are another topic's, and that is not accepted
   * @throws IllegalStateException if the brokers don't say
   */
  Found look(List<KafkaPartitionSplit> splits) {
    if (topicId != null && splits.stream().allMatch(OffsetCheck::isNew)) {
      return new Found(named(splits), 0); // partitions that were added while it runs
    }
    Answer answer =
        question.ask(splits.stream().map(KafkaPartitionSplit::getTopicPartition).toList());
    topicId = answer.topicId();
    List<KafkaPartitionSplit> found = new ArrayList<>();
    long missed = 0;
    for (KafkaPartitionSplit split : splits) {
      Bounds bounds = answer.bounds().get(split.getTopicPartition());
      String why = another(split, bounds);
      if (why != null) {
        accept(split, why);
        if (bounds == null) {
          continue; // nobody writes to it any more
        }
        if (newTopics == NewTopics.FROM_BEGINNING) {
          found.add(TopicSplit.at(KafkaPartitionSplit.EARLIEST_OFFSET, split, topicId));
          continue;
        }
      }
      long wanted = wanted(split);
      long begin = wanted < 0 ? wanted : within(split.getTopicPartition(), wanted, bounds);
      missed += Math.max(0, begin - wanted);
      found.add(TopicSplit.at(begin, split, topicId));
    }
    return new Found(found, missed);
  }

  /** The same splits, which say whose their offsets are. */
  List<KafkaPartitionSplit> named(List<KafkaPartitionSplit> splits) {
    List<KafkaPartitionSplit> named = new ArrayList<>(splits.size());
    splits.forEach(split -> named.add(topicId == null ? split : TopicSplit.of(split, topicId)));
    return named;
  }

  private static boolean isNew(KafkaPartitionSplit split) {
    return TopicSplit.topicId(split) == null && split.getStartingOffset() <= 0;
  }

  /**
   * States of before say so of partitions from which nothing was read yet. The consumer may not
   * choose by itself any more where it begins without a committed offset.
   */
  private long wanted(KafkaPartitionSplit split) {
    return split.getStartingOffset() == KafkaPartitionSplit.COMMITTED_OFFSET
        ? question
            .committed()
            .getOrDefault(split.getTopicPartition(), KafkaPartitionSplit.EARLIEST_OFFSET)
        : split.getStartingOffset();
  }

  /** Why the offset is another topic's, or {@code null}. */
  private String another(KafkaPartitionSplit split, Bounds bounds) {
    String known = TopicSplit.topicId(split);
    if (known != null && !known.equals(topicId)) {
      return "it is another one than the state was written with (id %s, was %s)"
          .formatted(topicId, known);
    }
    if (bounds == null && (known != null || split.getStartingOffset() <= 0)) {
      throw new IllegalStateException(
          "the brokers don't know partition %s yet; Flink's restart strategy tries again"
              .formatted(split.getTopicPartition()));
    }
    if (bounds == null) {
      return "it has no partition %d, which the state has read".formatted(split.getPartition());
    }
    if (known == null && split.getStartingOffset() > bounds.end()) {
      return "its partition %d ends at offset %d, which the state has read to %d"
          .formatted(split.getPartition(), bounds.end(), split.getStartingOffset());
    }
    return null;
  }

  private void accept(KafkaPartitionSplit split, String why) {
    String what =
        "the topic '%s' was deleted and created anew: %s".formatted(split.getTopic(), why);
    if (newTopics == NewTopics.REFUSE) {
      throw new SuppressRestartsException(
          new IllegalStateException(
              "%1$s. The offsets in the state mean nothing in it, and records would be skipped unseen. Start from the same state, once, with --%2$s=%3$s: the new topic is read from its beginning, what tenants owe and what was learned stays; or with --%2$s=%4$s if it is a mirror that has the offsets of the old one"
                  .formatted(
                      what,
                      JobOptions.NEW_TOPICS.key(),
                      NewTopics.FROM_BEGINNING,
                      NewTopics.SAME_OFFSETS)));
    }
    LOG.warn("Partition {}: {}. It is read {}", split.getPartition(), what, newTopics);
  }

  private static long within(TopicPartition partition, long offset, Bounds bounds) {
    if (offset < bounds.begin()) {
      LOG.error(
          "{} records of {} were deleted before the job read them: it had read to offset {}, and"
              + " the oldest one there is has {}. It goes on with that. Raise retention.ms of the"
              + " topic above the longest time for which the job may stand still or go back",
          bounds.begin() - offset,
          partition,
          offset,
          bounds.begin());
      return bounds.begin();
    }
    if (offset > bounds.end()) {
      LOG.error(
          "{} has lost its end: it was read to offset {}, and ends at {}. What was written there"
              + " since may not have been read. See that no broker becomes a leader that lacks"
              + " records (unclean.leader.election.enable=false)",
          partition,
          offset,
          bounds.end());
      return bounds.end();
    }
    return offset;
  }
}
