package dev.surety.job;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.surety.wire.json.DeadLetters;
import dev.surety.wire.json.OwnHeader;
import dev.surety.wire.json.TopicRecord;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.apache.flink.connector.kafka.sink.KafkaRecordSerializationSchema;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;

/**
 * Gives a record to Kafka as it is. One with headers, a dead letter, may be as large as the largest
 * record that came in and has its headers on top; where that is more than fits, the value's end is
 * cut off and a header ({@link DeadLetters#VALUE_CUT}) says how many bytes there were. The headers
 * that the refused record itself came with get a quarter of the room at most. A record that can't
 * be written would stop the job at the same place forever.
 */
final class TopicRecordWriter implements KafkaRecordSerializationSchema<TopicRecord> {

  private static final long serialVersionUID = 1L;

  /** Generous for what Kafka's own framing takes of a record and its batch. */
  static final int FRAMING = 512;

  /** No key that the job understands is longer, and no header needs to be. */
  static final int LONGEST_TEXT = 4096;

  /** Of what there is room for, so that a small topic still gets all headers. */
  private static final int TEXTS = 4;

  /** Of one header: two lengths. */
  private static final int HEADER_FRAMING = 10;

  private static final int MOST_BYTES_A_CHARACTER = 3;

  private final String topic;
  private final int maxBytes;

  TopicRecordWriter(String topic, int maxBytes) {
    this.topic = topic;
    this.maxBytes = maxBytes;
  }

  @Override
  public ProducerRecord<byte[], byte[]> serialize(
      TopicRecord record, KafkaSinkContext context, Long timestamp) {
    if (record.headers().isEmpty()) {
      return new ProducerRecord<>(topic, record.key(), record.value());
    }
    Headers headers = new RecordHeaders();
    int room = maxBytes - FRAMING;
    int longest = Math.min(LONGEST_TEXT, maxBytes / TEXTS);
    for (Map.Entry<String, String> header : record.headers().entrySet()) {
      byte[] text = first(longest, header.getValue().getBytes(UTF_8));
      headers.add(header.getKey(), text);
      room -= header.getKey().length() + text.length;
    }
    room -= addOwn(record.own(), headers);
    byte[] key = first(longest, record.key());
    if (key != record.key()) {
      headers.add(DeadLetters.KEY_CUT, String.valueOf(record.key().length).getBytes(UTF_8));
    }
    room -= key == null ? 0 : key.length;
    byte[] value = first(Math.max(0, room), record.value());
    if (value != record.value()) {
      headers.add(DeadLetters.VALUE_CUT, String.valueOf(record.value().length).getBytes(UTF_8));
    }
    return new ProducerRecord<>(topic, null, null, key, value, headers);
  }

  /** Says how much room they took. */
  private int addOwn(List<OwnHeader> own, Headers headers) {
    int taken = 0;
    int leftOut = 0;
    for (OwnHeader header : own) {
      String name = DeadLetters.letterName(header.name());
      int bytes =
          MOST_BYTES_A_CHARACTER * name.length()
              + (header.value() == null ? 0 : header.value().length)
              + HEADER_FRAMING;
      if (taken + bytes <= maxBytes / 4) {
        headers.add(name, header.value());
        taken += bytes;
      } else {
        leftOut++;
      }
    }
    if (leftOut > 0) {
      headers.add(DeadLetters.HEADERS_CUT, String.valueOf(leftOut).getBytes(UTF_8));
    }
    return taken;
  }

  /** The same array if it is short enough. */
  private static byte[] first(int length, byte[] bytes) {
    return bytes == null || bytes.length <= length ? bytes : Arrays.copyOf(bytes, length);
  }
}
