package dev.surety.job;

import dev.surety.wire.json.TopicRecord;
import java.io.IOException;
import java.util.Collection;
import java.util.Properties;
import org.apache.flink.api.connector.sink2.Committer;
import org.apache.flink.api.connector.sink2.CommitterInitContext;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.connector.sink2.SupportsCommitter;
import org.apache.flink.api.connector.sink2.SupportsWriterState;
import org.apache.flink.api.connector.sink2.WriterInitContext;
import org.apache.flink.connector.kafka.sink.KafkaCommittable;
import org.apache.flink.connector.kafka.sink.KafkaSink;
import org.apache.flink.connector.kafka.sink.KafkaWriterState;
import org.apache.flink.core.io.SimpleVersionedSerializer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Dead letters to Kafka, at least once, each cut to what the topic takes: a letter that its topic
 * refuses would stop all tenants at the same record forever. Stands in the graph as the connector's
 * own sink does, whose place in savepoints it has.
 */
final class DeadLetterSink
    implements Sink<TopicRecord>,
        SupportsWriterState<TopicRecord, KafkaWriterState>,
        SupportsCommitter<KafkaCommittable> {

  private static final long serialVersionUID = 1L;

  private final String topic;
  private final int maxBytes;
  private final Properties producer;
  private final KafkaSink<TopicRecord> plain;

  /**
   * @param maxBytes of a letter at most, whatever the topic takes
   * @param producer properties of Kafka's client, the brokers among them
   * @param plain the connector's own sink, for what is asked but never has content: no transaction
   *     is written
   */
  DeadLetterSink(String topic, int maxBytes, Properties producer, KafkaSink<TopicRecord> plain) {
    this.topic = topic;
    this.maxBytes = maxBytes;
    this.producer = producer;
    this.plain = plain;
  }

  @Override
  public DeadLetterWriter createWriter(WriterInitContext context) throws IOException {
    return new DeadLetterWriter(
        topic,
        TopicLimit.ask(producer, topic, maxBytes),
        new KafkaProducer<>(producer, new ByteArraySerializer(), new ByteArraySerializer()),
        context.metricGroup().getNumRecordsSendCounter(),
        context.metricGroup().getNumRecordsOutErrorsCounter());
  }

  @Override
  public DeadLetterWriter restoreWriter(
      WriterInitContext context, Collection<KafkaWriterState> nothing) throws IOException {
    return createWriter(context);
  }

  @Override
  public SimpleVersionedSerializer<KafkaWriterState> getWriterStateSerializer() {
    return plain.getWriterStateSerializer();
  }

  @Override
  public Committer<KafkaCommittable> createCommitter(CommitterInitContext context)
      throws IOException {
    return plain.createCommitter(context);
  }

  @Override
  public SimpleVersionedSerializer<KafkaCommittable> getCommittableSerializer() {
    return plain.getCommittableSerializer();
  }
}
