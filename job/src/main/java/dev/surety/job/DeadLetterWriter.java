package dev.surety.job;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.surety.wire.json.TopicRecord;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.apache.flink.api.connector.sink2.CommittingSinkWriter;
import org.apache.flink.api.connector.sink2.StatefulSinkWriter;
import org.apache.flink.connector.kafka.sink.KafkaCommittable;
import org.apache.flink.connector.kafka.sink.KafkaWriterState;
import org.apache.flink.metrics.Counter;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes dead letters. One that is refused as too large, as the topic's limit was lowered or could
 * not be asked, is cut to half and sent again, until it is taken; what comes after it is cut alike.
 * All of it is written when a checkpoint is complete.
 */
final class DeadLetterWriter
    implements StatefulSinkWriter<TopicRecord, KafkaWriterState>,
        CommittingSinkWriter<TopicRecord, KafkaCommittable> {

  private static final Logger LOG = LoggerFactory.getLogger(DeadLetterWriter.class);

  /** Below this nothing is left to cut off but what says which record it was. */
  static final int LEAST_BYTES = 1024;

  private record Refused(TopicRecord letter, int bytes) {}

  private final String topic;
  private final Counter written;
  private final Counter lost;
  private final Producer<byte[], byte[]> producer;
  private final Queue<Refused> refused = new ConcurrentLinkedQueue<>();
  private volatile Exception failure;
  private int bytes;
  private TopicRecordWriter cut;

  /**
   * @param bytes of a letter at most
   * @param lost counts letters that the topic took in no size
   */
  DeadLetterWriter(
      String topic, int bytes, Producer<byte[], byte[]> producer, Counter written, Counter lost) {
    this.topic = topic;
    this.producer = producer;
    this.written = written;
    this.lost = lost;
    cutTo(bytes);
  }

  private void cutTo(int most) {
    bytes = Math.max(LEAST_BYTES, most);
    cut = new TopicRecordWriter(topic, bytes);
  }

  @Override
  public void write(TopicRecord letter, Context context) throws IOException {
    sendRefused();
    send(letter);
    written.inc();
  }

  private void send(TopicRecord letter) throws IOException {
    if (failure != null) {
      throw new IOException("dead letters can't be written to topic " + topic, failure);
    }
    int size = bytes;
    producer.send(cut.serialize(letter, null, null), (place, e) -> sent(letter, size, e));
  }

  /** In a thread of the producer. */
  private void sent(TopicRecord letter, int size, Exception e) {
    if (e instanceof RecordTooLargeException) {
      refused.add(new Refused(letter, size));
    } else if (e != null && failure == null) {
      failure = e;
    }
  }

  private boolean sendRefused() throws IOException {
    boolean any = false;
    for (Refused next = refused.poll(); next != null; next = refused.poll()) {
      if (next.bytes() <= LEAST_BYTES) {
        lost.inc();
        LOG.error(
            "Topic {} takes no dead letter, not even one of {} bytes: {} is not kept; raise the"
                + " topic's max.message.bytes",
            topic,
            LEAST_BYTES,
            next.letter().headers());
        continue;
      }
      int size = sizeOf(cut.serialize(next.letter(), null, null));
      // Others of the same size may have been refused with it.
      if (next.bytes() <= bytes) {
        cutTo(Math.min(next.bytes(), size) / 2);
        LOG.warn(
            "Topic {} refuses a dead letter of {} bytes; they are cut to {} bytes from now on",
            topic,
            size,
            bytes);
      }
      send(next.letter());
      any = true;
    }
    return any;
  }

  private static int sizeOf(ProducerRecord<byte[], byte[]> record) {
    int size = record.key() == null ? 0 : record.key().length;
    size += record.value() == null ? 0 : record.value().length;
    for (var header : record.headers()) {
      size += header.key().getBytes(UTF_8).length;
      size += header.value() == null ? 0 : header.value().length;
    }
    return size + TopicRecordWriter.FRAMING;
  }

  @Override
  public void flush(boolean endOfInput) throws IOException {
    do {
      producer.flush();
    } while (sendRefused());
    if (failure != null) {
      throw new IOException("dead letters can't be written to topic " + topic, failure);
    }
  }

  @Override
  public List<KafkaWriterState> snapshotState(long checkpoint) {
    return List.of();
  }

  @Override
  public List<KafkaCommittable> prepareCommit() {
    return List.of();
  }

  @Override
  public void close() {
    producer.close(Duration.ZERO); // what counts was flushed
  }
}
