package dev.surety.job;

import dev.surety.job.options.NewTopics;
import org.apache.flink.api.connector.source.Boundedness;
import org.apache.flink.api.connector.source.Source;
import org.apache.flink.api.connector.source.SourceReader;
import org.apache.flink.api.connector.source.SourceReaderContext;
import org.apache.flink.api.connector.source.SplitEnumerator;
import org.apache.flink.api.connector.source.SplitEnumeratorContext;
import org.apache.flink.connector.kafka.source.KafkaSource;
import org.apache.flink.connector.kafka.source.enumerator.KafkaSourceEnumState;
import org.apache.flink.connector.kafka.source.split.KafkaPartitionSplit;
import org.apache.flink.core.io.SimpleVersionedSerializer;

/**
 * The connector's source of a topic, with a look at the topic before offsets are used in it: a
 * state says which topic its offsets are of, and offsets that are not in the topic any more are
 * told instead of jumped over. See {@link OffsetCheck}.
 */
final class CheckedTopic implements Source<RawRecord, KafkaPartitionSplit, KafkaSourceEnumState> {

  private static final long serialVersionUID = 1L;

  private final KafkaSource<RawRecord> kafka;
  private final TopicQuestion question;
  private final NewTopics newTopics;

  /**
   * @param kafka without an own will where offsets are out of range
   * @param newTopics what becomes of offsets of another topic of the name
   */
  CheckedTopic(KafkaSource<RawRecord> kafka, TopicQuestion question, NewTopics newTopics) {
    this.kafka = kafka;
    this.question = question;
    this.newTopics = newTopics;
  }

  @Override
  public SourceReader<RawRecord, KafkaPartitionSplit> createReader(SourceReaderContext context)
      throws Exception {
    return new CheckedReader(
        kafka.createReader(context),
        new OffsetCheck(question, newTopics),
        new MissedRecords(context.metricGroup()));
  }

  @Override
  public SimpleVersionedSerializer<KafkaPartitionSplit> getSplitSerializer() {
    return new TopicSplitSerializer(kafka.getSplitSerializer());
  }

  @Override
  public Boundedness getBoundedness() {
    return kafka.getBoundedness();
  }

  @Override
  public SplitEnumerator<KafkaPartitionSplit, KafkaSourceEnumState> createEnumerator(
      SplitEnumeratorContext<KafkaPartitionSplit> context) {
    return kafka.createEnumerator(context);
  }

  @Override
  public SplitEnumerator<KafkaPartitionSplit, KafkaSourceEnumState> restoreEnumerator(
      SplitEnumeratorContext<KafkaPartitionSplit> context, KafkaSourceEnumState state)
      throws Exception {
    return kafka.restoreEnumerator(context, state);
  }

  @Override
  public SimpleVersionedSerializer<KafkaSourceEnumState> getEnumeratorCheckpointSerializer() {
    return kafka.getEnumeratorCheckpointSerializer();
  }
}
