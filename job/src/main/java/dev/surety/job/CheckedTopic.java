package dev.surety.job;

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
  private final boolean acceptAnother;

  /**
   * @param kafka without an own will where offsets are out of range
   * @param acceptAnother whether another topic of the name may be gone on with
   */
  CheckedTopic(KafkaSource<RawRecord> kafka, TopicQuestion question, boolean acceptAnother) {
    this.kafka = kafka;
    this.question = question;
    this.acceptAnother = acceptAnother;
  }

  @Override
  public SourceReader<RawRecord, KafkaPartitionSplit> createReader(SourceReaderContext context)
      throws Exception {
    return new CheckedReader(
        kafka.createReader(context),
        new OffsetCheck(question, acceptAnother),
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
